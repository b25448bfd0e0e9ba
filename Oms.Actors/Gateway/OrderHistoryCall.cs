using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Permissions;

namespace Oms.Actors.Gateway;

/// <summary>An account's orders: what is open, and the closing facts of its journal. An order that was corrected after its end stands where that was written.</summary>
internal sealed class OrderHistoryCall(Caller caller, GetOrdersHistoryRequest request)
    : AccountHistoryCall<OrderView, OrderHistory>(caller, request.OmsId, request.AccountId, request.Depth, request.StartIndex)
{
    private readonly HashSet<OrderId> _toldAlready = [];

    protected override string? MalformedField() => request switch
    {
        { InstrumentId: < 0 } => "InstrumentId",
        { OrderId: < 0 } => "OrderId",
        { ClientOrderId: < 0 } => "ClientOrderId",
        _ => base.MalformedField(),
    };

    protected override void Granted(Grant grant) => Ask<RecentOrdersListed>(new ListRecentOrders(Account!.Value, Id, Desk.Settings.Address), recent =>
    {
        Found.AddRange(recent.Orders.Where(IsAskedFor));
        _toldAlready.UnionWith(recent.Orders.Where(order => order.State != OrderState.Working).Select(order => order.OrderId));
        ReadOn(recent.Sequence);
    });

    protected override void Take(AccountFact fact)
    {
        if (fact is IClosedFact closed && IsNews(closed) && closed.View() is var order && IsAskedFor(order))
            Found.Add(order);
    }

    protected override OrderHistory PageOf(IReadOnlyList<OrderView> items, bool isComplete) => new(items, isComplete);

    private bool IsNews(IClosedFact closed) =>
        closed is AccountFact.Corrected ? _toldAlready.Add(closed.Terms.OrderId) : !_toldAlready.Contains(closed.Terms.OrderId);

    private bool IsAskedFor(OrderView order) =>
        (request.InstrumentId is null or 0 || order.InstrumentId.Value == request.InstrumentId)
        && (request.OrderId is null or 0 || order.OrderId.Value == request.OrderId)
        && (request.ClientOrderId is null or 0 || order.ClientOrderId.Value == request.ClientOrderId)
        && (request.OrderState is null or OrderState.Unknown || order.State == request.OrderState)
        && (request.From is not { } from || order.ReceivedAt >= from)
        && (request.To is not { } to || order.ReceivedAt < to);
}
