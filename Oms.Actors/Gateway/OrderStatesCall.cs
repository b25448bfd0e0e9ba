using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>Every state that one order went through, newest first. What only concerns it and its venue is no state of its own to a reader.</summary>
internal sealed class OrderStatesCall(Caller caller, GetOrderHistoryByOrderIdRequest request) : OrderJournalCall(caller)
{
    private Grant _grant = Grant.Host;

    protected override Api.Permissions Needed => AnyRead.Permissions;

    protected override int? OmsId => request.OmsId;

    protected override AccountId? Account => Given.Account(request.AccountId);

    private int Depth => request.Depth ?? HistoryLimits.DefaultDepth;

    public override object Refused(Receipt refusal) => Answer.Refused<IReadOnlyList<OrderView>>(refusal);

    protected override string? MalformedField() => request switch
    {
        { AccountId: < 0 } => "AccountId",
        { OrderId: null or <= 0 } => "OrderId",
        { Depth: < 1 or > HistoryLimits.MostDepth } => "Depth",
        _ => null,
    };

    protected override void Granted(Grant grant)
    {
        _grant = grant;
        Find(new OrderId(request.OrderId!.Value));
    }

    protected override void Found(OrderView? order)
    {
        if (order is null || (Account is { } account && account != order.AccountId))
            Refuse(OmsCode.ResourceNotFound, CancelRules.UnknownOrder);
        else if (!_grant.Covers(order.AccountId))
            Refuse(OmsCode.NotAuthorized);
        else
            Read(order.OrderId, order.Version);
    }

    protected override void Told(IReadOnlyList<JournalEntry> newestFirst) => End(Answer.Of<IReadOnlyList<OrderView>>(StatesOf(newestFirst)));

    private List<OrderView> StatesOf(IReadOnlyList<JournalEntry> newestFirst)
    {
        var order = Order.Absent;
        var states = new List<OrderView>(newestFirst.Count);
        for (var version = 1; version <= newestFirst.Count; version++)
        {
            var before = order.Summary;
            order = Order.Apply(order, (IOrderEvent)newestFirst[^version].Event);
            if (order.Terms is { } terms && !order.Summary.LooksLike(before))
                states.Add(terms.View(order.Summary, version));
        }

        states.Reverse();
        return states.Count <= Depth ? states : states[..Depth];
    }
}
