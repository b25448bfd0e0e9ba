using System.Text.Json;
using Oms.Actors.Api;

namespace Oms.Host.Wire;

/// <summary>An execution as AlphaPoint's OrderTradeEvent has it, for one side of it. Who was on the other side is told to nobody; there are no fees.</summary>
internal static class TradeJson
{
    public static void Write(Utf8JsonWriter json, OmsId omsId, Trade trade)
    {
        json.WriteStartObject();
        json.WriteNumber("OMSId", omsId.Value);
        json.WriteNumber("TradeId", trade.TradeId);
        json.WriteNumber("OrderId", trade.OrderId.Value);
        json.WriteNumber("AccountId", trade.AccountId.Value);
        json.WriteNumber("ClientOrderId", trade.ClientOrderId.Value);
        json.WriteNumber("InstrumentId", trade.InstrumentId.Value);
        json.WriteString("Side", trade.Side.ToString());
        json.WriteNumber("Quantity", trade.Quantity);
        json.WriteNumber("Price", trade.Price);
        json.WriteNumber("Value", trade.Value);
        json.WriteNumber("TradeTime", trade.TradedAt.UtcTicks);
        json.WriteNumber("ContraAcctId", 0);
        json.WriteNumber("OrderTradeRevision", trade.OrderVersion);
        json.WriteString("Direction", "NoChange");
        json.WriteEndObject();
    }
}
