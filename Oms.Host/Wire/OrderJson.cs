using System.Text.Json;
using Oms.Actors.Api;

namespace Oms.Host.Wire;

/// <summary>AlphaPoint's order object: 46 keys in the order of the wire, and one of our own where an order expires. What speaks of a market that is not here has the value that AlphaPoint gives to "none".</summary>
internal sealed class OrderJson(OmsId omsId)
{
    public void Write(Utf8JsonWriter json, OrderView order, string accountName)
    {
        json.WriteStartObject();
        WriteKeys(json, order, accountName);
        json.WriteEndObject();
    }

    /// <summary>The keys alone, for an object that has more of them.</summary>
    public void WriteKeys(Utf8JsonWriter json, OrderView order, string accountName)
    {
        WriteTerms(json, order, accountName);
        WriteTimes(json, order);
        WriteExecution(json, order);
        WriteOrigin(json, order);
        WriteMarket(json);
        WriteEnd(json, order);
    }

    private static void WriteTerms(Utf8JsonWriter json, OrderView order, string accountName)
    {
        json.WriteString("Side", order.Side.ToString());
        json.WriteNumber("OrderId", order.OrderId.Value);
        json.WriteNumber("Price", order.LimitPrice);
        json.WriteNumber("Quantity", order.Quantity);
        json.WriteNumber("DisplayQuantity", order.OrigQuantity - order.QuantityExecuted);
        json.WriteNumber("Instrument", order.InstrumentId.Value);
        json.WriteNumber("Account", order.AccountId.Value);
        json.WriteString("AccountName", accountName);
        json.WriteString("OrderType", order.OrderType.ToString());
        json.WriteNumber("ClientOrderId", order.ClientOrderId.Value);
        json.WriteString("OrderState", order.State.ToString());
    }

    private static void WriteTimes(Utf8JsonWriter json, OrderView order)
    {
        json.WriteNumber("ReceiveTime", order.ReceivedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("ReceiveTimeTicks", order.ReceivedAt.UtcTicks);
        json.WriteNumber("LastUpdatedTime", order.UpdatedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("LastUpdatedTimeTicks", order.UpdatedAt.UtcTicks);
    }

    private static void WriteExecution(Utf8JsonWriter json, OrderView order)
    {
        json.WriteNumber("OrigQuantity", order.OrigQuantity);
        json.WriteNumber("QuantityExecuted", order.QuantityExecuted);
        json.WriteNumber("GrossValueExecuted", order.GrossValueExecuted);
        json.WriteNumber("ExecutableValue", 0);
        json.WriteNumber("AvgPrice", order.AvgPrice);
        json.WriteNumber("CounterPartyId", 0);
        json.WriteString("ChangeReason", order.ChangeReason.ToString());
    }

    private static void WriteOrigin(Utf8JsonWriter json, OrderView order)
    {
        json.WriteNumber("OrigOrderId", order.OriginalOrderId.Value);
        json.WriteNumber("OrigClOrdId", order.OriginalClientOrderId.Value);
        json.WriteNumber("EnteredBy", order.EnteredBy.Value);
        json.WriteString("UserName", order.UserName);
        json.WriteBoolean("IsQuote", false);
    }

    private static void WriteMarket(Utf8JsonWriter json)
    {
        json.WriteNumber("InsideAsk", decimal.MaxValue);
        json.WriteNumber("InsideAskSize", 0);
        json.WriteNumber("InsideBid", 0);
        json.WriteNumber("InsideBidSize", 0);
        json.WriteNumber("LastTradePrice", 0);
    }

    private void WriteEnd(Utf8JsonWriter json, OrderView order)
    {
        json.WriteString("RejectReason", order.State == OrderState.Rejected ? order.RejectText ?? order.ChangeReason.ToString() : "");
        json.WriteBoolean("IsLockedIn", false);
        json.WriteString("CancelReason", order.State == OrderState.Canceled ? order.CancelText ?? order.ChangeReason.ToString() : "");
        json.WriteString("OrderFlag", FlagOf(order.State));
        json.WriteBoolean("UseMargin", false);
        WriteTrigger(json, order.Trigger ?? OrderTrigger.None);
        json.WriteNull("IpAddress");
        json.WriteNumber("IPv6a", 0);
        json.WriteNumber("IPv6b", 0);
        json.WriteNull("ClientOrderIdUuid");
        json.WriteNumber("OMSId", omsId.Value);
        if (order.ExpiresAt is { } expiresAt)
            json.WriteNumber("ExpireTime", expiresAt.ToUnixTimeMilliseconds());
    }

    private static void WriteTrigger(Utf8JsonWriter json, OrderTrigger trigger)
    {
        json.WriteNumber("StopPrice", trigger.StopPrice ?? 0);
        json.WriteString("PegPriceType", trigger.Peg.ToString());
        json.WriteNumber("PegOffset", trigger.TrailingAmount ?? 0);
        json.WriteNumber("PegLimitOffset", trigger.LimitOffset ?? 0);
    }

    private static string FlagOf(OrderState state) => state switch
    {
        OrderState.Working => "AddedToBook",
        OrderState.Rejected or OrderState.Unknown => "0",
        _ => "AddedToBook, RemovedFromBook",
    };
}
