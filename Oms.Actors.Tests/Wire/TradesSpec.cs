using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Oms.Actors.Api;
using Oms.Actors.Tests.Venue;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>Executions, their corrections and a venue's reasons, as they are on the wire.</summary>
public sealed class TradesSpec : IAsyncLifetime
{
    private const string AllTrades = """{"omsId":1,"AccountId":7,"InstrumentId":1}""";

    private WireHost _host = null!;

    public async Task InitializeAsync() => _host = await WireHost.With(new ScriptedVenue());

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_trade_has_the_keys_of_the_document_in_their_order_over_both_protocols_and_in_both_calls()
    {
        await using var client = await _host.Connected();
        await client.Call("SubscribeAccountEvents", """{"OMSId":1,"AccountId":7}""");
        var order = await Place(client);
        await Report(new VenueReport.Execution(new OrderId(order), 5, 0.2m, 100, 0.001m, Liquidity.Maker));
        var told = (await client.Next("OrderTradeEvent")).Payload;

        var trade = Assert.Single((await client.Call("GetTradesHistory", AllTrades)).EnumerateArray());
        var ticks = told.GetProperty("TradeTime").GetInt64();
        var milliseconds = new DateTimeOffset(ticks, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var user = trade.GetProperty("OrderOriginator").GetInt32();
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $$"""
            {"OMSId":1,"ExecutionId":5,"TradeId":5,"OrderId":{{order}},"AccountId":7,"AccountName":"demo","SubAccountId":0,"ClientOrderId":77,"InstrumentId":1,
            "Side":"Buy","OrderType":"Limit","Quantity":0.2,"RemainingQuantity":0.3,"Price":100,"Value":20.0,"CounterParty":"","OrderTradeRevision":1,"Direction":"NoChange",
            "IsBlockTrade":false,"Fee":0.001,"FeeProductId":2,"OrderOriginator":{{user}},"UserName":"trader","TradeTimeMS":{{milliseconds}},"MakerTaker":"Maker",
            "AdapterTradeId":0,"InsideBid":0,"InsideBidSize":0,"InsideAsk":79228162514264337593543950335,"InsideAskSize":0,"IsQuote":false,"CounterPartyClientUserId":0,
            "NotionalProductId":0,"NotionalRate":0,"NotionalValue":0,"NotionalHoldAmount":0,"TradeTime":{{ticks}}}
            """).ReplaceLineEndings(""),
            trade.GetRawText().Replace($"\"AccountName\":\"{trade.GetProperty("AccountName").GetString()}\"", "\"AccountName\":\"demo\"", StringComparison.Ordinal));
        Assert.Equal(WireDocument.Keys("### Trade").Select(key => key.Key), trade.EnumerateObject().Select(key => key.Name));
        var token = await _host.Token();
        Assert.Equal($"[{trade.GetRawText()}]", (await _host.Post("GetTradesHistory", AllTrades, token)).GetRawText());
        Assert.Equal($"[{trade.GetRawText()}]", (await _host.Post("GetAccountTrades", """{"OMSId":1,"AccountId":7,"StartIndex":0,"Count":"200"}""", token)).GetRawText());
        Assert.Equal("[]", (await _host.Post("GetTradesHistory", """{"OMSId":1,"AccountId":7,"TradeId":6}""", token)).GetRawText());
    }

    [Fact]
    public async Task A_correction_of_a_closed_order_is_told_and_found()
    {
        await using var client = await _host.Connected();
        await client.Call("SubscribeAccountEvents", """{"OMSId":1,"AccountId":7}""");
        var order = await Place(client);
        await Report(new VenueReport.Execution(new OrderId(order), 1, 0.2m, 100));
        await Report(new VenueReport.Canceled(new OrderId(order), 0.2m, null, ChangeReason.UserModified, "SelfMatch"));
        var canceled = (await client.Next("OrderStateEvent", told => told.OrderState == "Canceled")).Payload;
        Assert.Equal(("UserModified", "SelfMatch"), (canceled.GetProperty("ChangeReason").GetString(), canceled.GetProperty("CancelReason").GetString()));
        await Report(new VenueReport.Corrected(new OrderId(order), 1, 0, 100));

        var busted = (await client.Next("OrderTradeEvent", told => Number(told.Payload, "OrderTradeRevision") == 2)).Payload;
        Assert.Equal((1, 0m), (Number(busted, "TradeId"), Number(busted, "Quantity")));
        var corrected = (await client.Next("OrderStateEvent", told => told.OrderState == "Canceled")).Payload;
        Assert.Equal((0m, 0.5m, "SelfMatch"), (Number(corrected, "QuantityExecuted"), Number(corrected, "OrigQuantity"), corrected.GetProperty("CancelReason").GetString()));
        Assert.Equal(0, Number(Assert.Single((await client.Call("GetTradesHistory", AllTrades)).EnumerateArray()), "Quantity"));
        Assert.Equal(0, Number(Assert.Single((await client.Call("GetOrdersHistory", AllTrades)).EnumerateArray()), "QuantityExecuted"));
    }

    private static async Task<long> Place(RawClient client) => (await client.Call(
        "SendOrder", """{"OMSId":1,"AccountId":7,"InstrumentId":1,"Side":0,"OrderType":2,"Quantity":0.5,"LimitPrice":100,"ClientOrderId":77}""")).GetProperty("OrderId").GetInt64();

    private async Task Report(VenueReport report) =>
        Assert.Equal(VenueReportResult.Taken, await _host.Services.GetRequiredService<IVenueReports>().Report(report));

    private static decimal Number(JsonElement of, string name) => of.GetProperty(name).GetDecimal();
}
