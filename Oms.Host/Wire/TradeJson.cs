using System.Text.Json;
using Oms.Actors.Api;

namespace Oms.Host.Wire;

/// <summary>One side of an execution as AlphaPoint has it. Who was on the other side is told to nobody.</summary>
internal static class TradeJson
{
    /// <summary>As OrderTradeEvent has it.</summary>
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
        json.WriteNumber("OrderTradeRevision", trade.Revision);
        json.WriteString("Direction", "NoChange");
        WriteFee(json, trade);
        json.WriteString("MakerTaker", trade.Liquidity.ToString());
        json.WriteEndObject();
    }

    /// <summary>As GetTradesHistory has it: 37 keys in the order of the wire. What speaks of a market that is not here has the value that AlphaPoint gives to "none".</summary>
    public static void WriteOfHistory(Utf8JsonWriter json, OmsId omsId, Trade trade, string accountName)
    {
        json.WriteStartObject();
        WriteOrder(json, omsId, trade, accountName);
        WriteExecution(json, trade);
        WriteMarket(json);
        json.WriteNumber("TradeTime", trade.TradedAt.UtcTicks);
        json.WriteEndObject();
    }

    private static void WriteOrder(Utf8JsonWriter json, OmsId omsId, Trade trade, string accountName)
    {
        json.WriteNumber("OMSId", omsId.Value);
        json.WriteNumber("ExecutionId", trade.TradeId);
        json.WriteNumber("TradeId", trade.TradeId);
        json.WriteNumber("OrderId", trade.OrderId.Value);
        json.WriteNumber("AccountId", trade.AccountId.Value);
        json.WriteString("AccountName", accountName);
        json.WriteNumber("SubAccountId", 0);
        json.WriteNumber("ClientOrderId", trade.ClientOrderId.Value);
        json.WriteNumber("InstrumentId", trade.InstrumentId.Value);
        json.WriteString("Side", trade.Side.ToString());
        json.WriteString("OrderType", trade.OrderType.ToString());
    }

    private static void WriteExecution(Utf8JsonWriter json, Trade trade)
    {
        json.WriteNumber("Quantity", trade.Quantity);
        json.WriteNumber("RemainingQuantity", trade.Remaining);
        json.WriteNumber("Price", trade.Price);
        json.WriteNumber("Value", trade.Value);
        json.WriteString("CounterParty", "");
        json.WriteNumber("OrderTradeRevision", trade.Revision);
        json.WriteString("Direction", "NoChange");
        json.WriteBoolean("IsBlockTrade", false);
        WriteFee(json, trade);
        json.WriteNumber("OrderOriginator", trade.EnteredBy.Value);
        json.WriteString("UserName", trade.UserName);
        json.WriteNumber("TradeTimeMS", trade.TradedAt.ToUnixTimeMilliseconds());
        json.WriteString("MakerTaker", trade.Liquidity.ToString());
        json.WriteNumber("AdapterTradeId", 0);
    }

    private static void WriteMarket(Utf8JsonWriter json)
    {
        json.WriteNumber("InsideBid", 0);
        json.WriteNumber("InsideBidSize", 0);
        json.WriteNumber("InsideAsk", decimal.MaxValue);
        json.WriteNumber("InsideAskSize", 0);
        json.WriteBoolean("IsQuote", false);
        json.WriteNumber("CounterPartyClientUserId", 0);
        json.WriteNumber("NotionalProductId", 0);
        json.WriteNumber("NotionalRate", 0);
        json.WriteNumber("NotionalValue", 0);
        json.WriteNumber("NotionalHoldAmount", 0);
    }

    private static void WriteFee(Utf8JsonWriter json, Trade trade)
    {
        json.WriteNumber("Fee", trade.Fee);
        json.WriteNumber("FeeProductId", trade.FeeProductId.Value);
    }
}
