using Oms.Actors.Api;
using Oms.Host.Wire;

namespace Oms.Host.Calls;

/// <summary>The reads of orders, whose answers name the account of each.</summary>
internal sealed class OrderReads(IOms oms, AccountNames names, HostSettings settings)
{
    private readonly OrderJson _orders = new(settings.OmsId);

    public async Task<WireAnswer> Status(Caller caller, GetOrderStatusRequest request, CancellationToken cancellation)
    {
        var order = await oms.GetOrderStatus(caller, request, cancellation);
        if (!order.IsAnswered)
            return WireAnswer.Of(order.Refusal);
        var name = await names.Of(order.Value.AccountId, cancellation);
        return WireAnswer.Of(order, (json, view) => _orders.Write(json, view, name));
    }

    public async Task<WireAnswer> Open(Caller caller, AccountRequest request, CancellationToken cancellation)
    {
        var orders = await oms.GetOpenOrders(caller, request, cancellation);
        return orders.IsAnswered ? await OfOneAccount(orders.Value, cancellation) : WireAnswer.Of(orders.Refusal);
    }

    public async Task<WireAnswer> History(Caller caller, GetOrdersHistoryRequest request, CancellationToken cancellation)
    {
        var history = await oms.GetOrdersHistory(caller, request, cancellation);
        return history.IsAnswered ? await OfOneAccount(history.Value.Orders, cancellation) : WireAnswer.Of(history.Refusal);
    }

    public async Task<WireAnswer> States(Caller caller, GetOrderHistoryByOrderIdRequest request, CancellationToken cancellation)
    {
        var states = await oms.GetOrderHistoryByOrderId(caller, request, cancellation);
        return states.IsAnswered ? await OfOneAccount(states.Value, cancellation) : WireAnswer.Of(states.Refusal);
    }

    private async Task<WireAnswer> OfOneAccount(IReadOnlyList<OrderView> orders, CancellationToken cancellation)
    {
        var name = orders is [var first, ..] ? await names.Of(first.AccountId, cancellation) : "";
        return WireAnswer.OfList(Answer.Of(orders), (json, order) => _orders.Write(json, order, name));
    }
}
