using System.Text.Json;
using Oms.Actors.Api;

namespace Oms.Host.Wire;

/// <summary>The events of an account as AlphaPoint has them. Those that tell of an order or a cancel carry what a reader needs to drop a repeat.</summary>
internal sealed class EventJson(OmsId omsId)
{
    private const string Rejected = "Rejected";

    private readonly OrderJson _orders = new(omsId);

    public void WriteOrderState(Utf8JsonWriter json, OrderView order, string accountName)
    {
        json.WriteStartObject();
        _orders.WriteKeys(json, order, accountName);
        json.WriteNumber("AccountId", order.AccountId.Value);
        json.WriteNumber("OrderRevision", order.Version);
        json.WriteEndObject();
    }

    public void WriteCancelReject(Utf8JsonWriter json, CancelOrderRejectEvent reject)
    {
        WriteStart(json, reject.AccountId);
        json.WriteNumber("OrderId", reject.Order.OrderId.Value);
        json.WriteNumber("ClientOrderId", reject.Order.ClientOrderId.Value);
        json.WriteNumber("OrderRevision", reject.Order.Version);
        json.WriteString("OrderType", reject.Order.OrderType.ToString());
        json.WriteNumber("InstrumentId", reject.Order.InstrumentId.Value);
        WriteEnd(json, reject.RejectReason, reject.CancelId);
    }

    public void WriteCancelAllReject(Utf8JsonWriter json, CancelAllOrdersRejectEvent reject)
    {
        WriteStart(json, reject.AccountId);
        json.WriteNumber("InstrumentId", reject.InstrumentId.Value);
        WriteEnd(json, reject.RejectReason, reject.CancelId);
    }

    /// <summary>AlphaPoint's keys; what speaks of a linked order or a reference price has the value that it gives to "none".</summary>
    public void WriteReplaceReject(Utf8JsonWriter json, CancelReplaceOrderRejectEvent reject)
    {
        var order = reject.Order;
        WriteStart(json, reject.AccountId);
        json.WriteNumber("OrderId", order.OrderId.Value);
        json.WriteNumber("ClientOrderId", order.ClientOrderId.Value);
        json.WriteNumber("LimitPrice", order.LimitPrice);
        json.WriteNumber("OrderIdOCO", 0);
        json.WriteString("OrderType", order.OrderType.ToString());
        json.WriteString("PegPriceType", (order.Trigger ?? OrderTrigger.None).Peg.ToString());
        json.WriteNumber("OrderIdToReplace", reject.OrderIdToReplace.Value);
        json.WriteNumber("InstrumentId", order.InstrumentId.Value);
        json.WriteNumber("ReferencePrice", 0);
        json.WriteNumber("Quantity", order.OrigQuantity);
        json.WriteString("Side", order.Side.ToString());
        json.WriteNumber("StopPrice", order.Trigger?.StopPrice ?? 0);
        json.WriteString("TimeInForce", order.TimeInForce.ToString());
        WriteEnd(json, reject.RejectReason, reject.ChangeId);
    }

    public void WriteNewReject(Utf8JsonWriter json, NewOrderRejectEvent reject)
    {
        WriteStart(json, reject.AccountId);
        json.WriteNumber("OrderId", reject.OrderId.Value);
        json.WriteNumber("ClientOrderId", reject.ClientOrderId.Value);
        WriteEnd(json, reject.RejectReason, null);
    }

    private void WriteStart(Utf8JsonWriter json, AccountId account)
    {
        json.WriteStartObject();
        json.WriteNumber("OMSId", omsId.Value);
        json.WriteNumber("AccountId", account.Value);
    }

    private static void WriteEnd(Utf8JsonWriter json, string reason, string? cancelId)
    {
        json.WriteString("Status", Rejected);
        json.WriteString("RejectReason", reason);
        if (cancelId is not null)
            json.WriteString("CancelId", cancelId);
        json.WriteEndObject();
    }
}
