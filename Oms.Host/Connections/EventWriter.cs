using System.Text.Json;
using Oms.Actors.Api;
using Oms.Host.Calls;
using Oms.Host.Wire;

namespace Oms.Host.Connections;

/// <summary>An event on its way to the wire.</summary>
/// <param name="Name">As AlphaPoint has it.</param>
/// <param name="Write">Its payload.</param>
internal sealed record WireEvent(string Name, Action<Utf8JsonWriter> Write);

/// <summary>Gives the engine's events their names and forms on the wire.</summary>
internal sealed class EventWriter(ProductSymbols symbols, AccountNames names, HostSettings settings)
{
    private readonly EventJson _events = new(settings.OmsId);
    private readonly CatalogueJson _catalogue = new(settings.OmsId);

    public OmsId OmsId => settings.OmsId;

    public async ValueTask<WireEvent> Of(AccountEvent @event) => @event switch
    {
        OrderStateEvent e => await OrderState(e.Order),
        OrderTradeEvent e => new WireEvent("OrderTradeEvent", json => TradeJson.Write(json, settings.OmsId, e.Trade)),
        CancelOrderRejectEvent e => new WireEvent("CancelOrderRejectEvent", json => _events.WriteCancelReject(json, e)),
        CancelReplaceOrderRejectEvent e => new WireEvent("CancelReplaceOrderRejectEvent", json => _events.WriteReplaceReject(json, e)),
        NewOrderRejectEvent e => new WireEvent("NewOrderRejectEvent", json => _events.WriteNewReject(json, e)),
        CancelAllOrdersRejectEvent e => new WireEvent("CancelAllOrdersRejectEvent", json => _events.WriteCancelAllReject(json, e)),
        AccountPositionEvent e => await Position(e.Position),
        _ => throw new ArgumentOutOfRangeException(nameof(@event), @event.GetType().Name, "Not an event of the wire."),
    };

    private async ValueTask<WireEvent> OrderState(OrderView order)
    {
        var name = await names.Of(order.AccountId, CancellationToken.None);
        return new WireEvent("OrderStateEvent", json => _events.WriteOrderState(json, order, name));
    }

    private async ValueTask<WireEvent> Position(Position position)
    {
        var known = await symbols.Containing(position.ProductId);
        return new WireEvent("AccountPositionEvent", json => _catalogue.WritePosition(json, position, known));
    }
}
