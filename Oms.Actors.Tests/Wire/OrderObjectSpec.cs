using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>The order object as clients were recorded to get it: 46 keys, their order, their types; the same from every call, in every event and over both protocols.</summary>
public sealed class OrderObjectSpec
{
    /// <summary>s: text, i: whole number, d: number, b: truth value, n: null.</summary>
    private static readonly string[] Keys = """
        Side:s OrderId:i Price:d Quantity:d DisplayQuantity:d Instrument:i Account:i AccountName:s OrderType:s ClientOrderId:i OrderState:s
        ReceiveTime:i ReceiveTimeTicks:i LastUpdatedTime:i LastUpdatedTimeTicks:i OrigQuantity:d QuantityExecuted:d GrossValueExecuted:d ExecutableValue:d AvgPrice:d
        CounterPartyId:i ChangeReason:s OrigOrderId:i OrigClOrdId:i EnteredBy:i UserName:s IsQuote:b InsideAsk:d InsideAskSize:d InsideBid:d InsideBidSize:d
        LastTradePrice:d RejectReason:s IsLockedIn:b CancelReason:s OrderFlag:s UseMargin:b StopPrice:d PegPriceType:s PegOffset:d PegLimitOffset:d
        IpAddress:n IPv6a:i IPv6b:i ClientOrderIdUuid:n OMSId:i
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    private static readonly string[] KeysOfTheEvent = ["AccountId:i", "OrderRevision:i"];

    private static readonly string[] KeysWithValues =
    [
        "Side", "OrderId", "Price", "Quantity", "DisplayQuantity", "Instrument", "Account", "AccountName", "OrderType", "ClientOrderId", "OrderState", "OrigQuantity",
        "QuantityExecuted", "GrossValueExecuted", "AvgPrice", "ChangeReason", "OrigOrderId", "OrigClOrdId", "EnteredBy", "UserName", "RejectReason", "CancelReason",
        "OrderFlag", "OMSId",
    ];

    private const string Request =
        """{"OMSId":1,"AccountId":7,"InstrumentId":1,"Side":0,"OrderType":2,"TimeInForce":1,"Quantity":"0.50000000","LimitPrice":100.50,"ClientOrderId":4200000000000}""";

    [Fact]
    public async Task A_working_and_a_canceled_order_are_told_alike_by_every_call_and_event_over_both_protocols()
    {
        await using var host = await WireHost.Start();
        await using var byHttp = await WireUser.LogIn(host, Protocol.Http, "trader");
        await using var connected = await WireUser.LogIn(host, Protocol.WebSocket, "trader");
        await using var listener = await host.Connected();
        await listener.Call("SubscribeAccountEvents", """{"OMSId":1,"AccountId":7}""");

        var order = (await byHttp.Call("SendOrder", Request)).GetProperty("OrderId").GetInt64();
        var working = await listener.Next("OrderStateEvent");
        await IsToldAlike(working, order, byHttp, connected);
        Assert.Equal([WithoutKeysOfTheEvent(working)], await Listed("GetOpenOrders", byHttp, connected));

        await connected.Call("CancelOrder", $$"""{"OMSId":1,"OrderId":{{order}}}""");
        var canceled = await listener.Next("OrderStateEvent");
        await IsToldAlike(canceled, order, byHttp, connected);
        Assert.Empty(await Listed("GetOpenOrders", byHttp, connected));
    }

    [Fact]
    public async Task Its_values_are_those_of_the_order()
    {
        await using var host = await WireHost.Start();
        await using var trader = await WireUser.LogIn(host, Protocol.WebSocket, "trader");
        var user = (await trader.Call("AuthenticateUser", """{"UserName":"trader","Password":"trader-demo"}""")).GetProperty("User").GetProperty("UserId").GetInt32();
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var order = (await trader.Call("SendOrder", Request)).GetProperty("OrderId").GetInt64();
        var status = $$"""{"OMSId":1,"AccountId":7,"OrderId":{{order}}}""";
        var working = await trader.Call("GetOrderStatus", status);

        Assert.Equal(
            $"Buy|{order}|100.5|0.5|0.5|1|7|Demo 7|Limit|4200000000000|Working|0.5|0|0|0|NewInputAccepted|{order}|4200000000000|{user}|trader|||AddedToBook|1",
            Values(working));
        IsMoment(working, "ReceiveTime", before);
        IsMoment(working, "LastUpdatedTime", Whole(working, "ReceiveTime"));

        await trader.Call("CancelOrder", status);
        await trader.Until("GetOrderStatus", status, told => told.GetProperty("OrderState").GetString() == "Canceled");
        var canceled = await trader.Call("GetOrderStatus", status);

        Assert.Equal(
            $"Buy|{order}|100.5|0|0.5|1|7|Demo 7|Limit|4200000000000|Canceled|0.5|0|0|0|UserModified|{order}|4200000000000|{user}|trader||UserModified|AddedToBook, RemovedFromBook|1",
            Values(canceled));
        Assert.Equal(Whole(working, "ReceiveTimeTicks"), Whole(canceled, "ReceiveTimeTicks"));
        IsMoment(canceled, "LastUpdatedTime", Whole(working, "LastUpdatedTime"));
    }

    /// <summary>By GetOrderStatus and GetOrdersHistory, over both protocols, as by the event, letter by letter.</summary>
    private static async Task IsToldAlike(ServerFrame told, long order, WireUser byHttp, WireUser connected)
    {
        Assert.Equal(46, Keys.Length);
        Assert.Equal(Keys.Concat(KeysOfTheEvent), told.Payload.EnumerateObject().Select(Typed));
        Assert.Equal((order, 7), (told.OrderId, told.Payload.GetProperty("AccountId").GetInt32()));
        Assert.DoesNotContain(told.Payload.EnumerateObject(), key => key.Value.ValueKind == JsonValueKind.Number && key.Value.GetRawText().Contains('E', StringComparison.OrdinalIgnoreCase));

        var expected = WithoutKeysOfTheEvent(told);
        var status = $$"""{"OMSId":1,"AccountId":7,"OrderId":{{order}}}""";
        Assert.Equal(expected, await byHttp.Text("GetOrderStatus", status));
        Assert.Equal(expected, await connected.Text("GetOrderStatus", status));
        Assert.Equal([expected], await Listed("GetOrdersHistory", byHttp, connected));
    }

    private static async Task<string[]> Listed(string call, WireUser byHttp, WireUser connected)
    {
        var list = await byHttp.Call(call, """{"OMSId":1,"AccountId":7}""");
        Assert.Equal(list.GetRawText(), await connected.Text(call, """{"OMSId":1,"AccountId":7}"""));
        return [.. list.EnumerateArray().Select(order => order.GetRawText())];
    }

    private static string WithoutKeysOfTheEvent(ServerFrame told)
    {
        var text = told.Payload.GetRawText();
        return $"{text[..text.LastIndexOf(",\"AccountId\"", StringComparison.Ordinal)]}}}";
    }

    private static string Typed(JsonProperty key) => $"{key.Name}:" + key.Value.ValueKind switch
    {
        JsonValueKind.String => 's',
        JsonValueKind.True or JsonValueKind.False => 'b',
        JsonValueKind.Null => 'n',
        JsonValueKind.Number => Expected(key.Name) == 'd' || !key.Value.TryGetInt64(out _) ? 'd' : 'i',
        _ => '?',
    };

    /// <summary>A number that may have a fraction is one without, too.</summary>
    private static char Expected(string key) => Keys.Contains($"{key}:d") ? 'd' : 'i';

    private static string Values(JsonElement order) => string.Join('|', KeysWithValues.Select(key => order.GetProperty(key) is { ValueKind: JsonValueKind.Number } number
        ? number.GetDecimal().ToString("0.############", CultureInfo.InvariantCulture)
        : order.GetProperty(key).GetString()));

    private static long Whole(JsonElement order, string key) => order.GetProperty(key).GetInt64();

    /// <summary>In milliseconds and in ticks, which agree, and not before <paramref name="earliest"/>.</summary>
    private static void IsMoment(JsonElement order, string key, long earliest)
    {
        var milliseconds = Whole(order, key);
        Assert.InRange(milliseconds, earliest, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        Assert.Equal(milliseconds, new DateTimeOffset(Whole(order, $"{key}Ticks"), TimeSpan.Zero).ToUnixTimeMilliseconds());
    }
}
