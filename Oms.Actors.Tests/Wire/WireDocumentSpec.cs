using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Oms.Actors.Api;
using Oms.Actors.Tests.Host;
using Oms.Host;
using Oms.Host.Calls;
using Oms.Host.Connections;
using Xunit;
using Proto = Oms.Actors.Persistence.Proto;

namespace Oms.Actors.Tests.Wire;

/// <summary>What docs/wire.md says in its tables is what the host has, all of it and no more. The rows of the table of calls have a spec of their own.</summary>
public sealed class WireDocumentSpec(DocumentedHost host) : IClassFixture<DocumentedHost>
{
    [Fact]
    public void The_table_of_calls_has_every_call_with_its_protocols()
    {
        var calls = host.Host.Services.GetRequiredService<CallTable>().All.Select(call => (call.Name, call.Over == Transport.Both ? "both" : call.Over.ToString()));
        Assert.Equal(Sorted(calls), Sorted(WireDocument.Calls.Select(call => (call.Name, call.Over == "HTTP" ? "Http" : call.Over))));
    }

    [Fact]
    public void The_table_of_codes_has_every_code_with_its_text()
    {
        var codes = Enum.GetValues<OmsCode>().Select(code => (((int)code).ToString(CultureInfo.InvariantCulture), code.Text() ?? ""));
        Assert.Equal(codes, WireDocument.Table("## Codes").Select(row => (row[0], row[1])));
    }

    [Fact]
    public void The_table_of_limits_has_every_limit_with_its_default()
    {
        var limits = typeof(WireLimits).GetProperties().Select(limit => ($"Wire:{limit.Name}", string.Create(CultureInfo.InvariantCulture, $"{limit.GetValue(new WireLimits())}")));
        Assert.Equal(limits, WireDocument.Table("## Limits").Select(row => (WireDocument.Quoted(row[0]).Single(), row[1])));
    }

    [Fact]
    public void The_table_of_enums_has_their_members_with_their_numbers()
    {
        var kinds = typeof(IOms).Assembly.GetTypes().Concat(typeof(HostApplication).Assembly.GetTypes())
            .Where(type => type.IsEnum && type.Namespace != typeof(Proto.CancelAllReject).Namespace).ToLookup(type => type.Name);
        foreach (var type in WireDocument.Table("### Enums").Select(row => row[0]))
        {
            var members = Enum.GetValuesAsUnderlyingType(kinds[type].Single()).Cast<int>().Select(number => (Enum.GetName(kinds[type].Single(), number)!, number));
            Assert.Equal(members, WireDocument.Members(type));
        }
    }

    [Theory]
    [InlineData("### Order", "GetOrderStatus", """{"OMSId":1,"AccountId":7,"ClientOrderId":42}""")]
    [InlineData("### Account", "GetAccountInfo", """{"OMSId":1,"AccountId":7}""")]
    [InlineData("### Position", "GetAccountPositions", """{"OMSId":1,"AccountId":7}""")]
    [InlineData("### Instrument", "GetInstruments", """{"OMSId":1}""")]
    [InlineData("### Product", "GetProducts", """{"OMSId":1}""")]
    [InlineData("### Login", "Authenticate", """{"UserName":"trader","Password":"trader-demo"}""")]
    public async Task An_object_has_the_keys_of_its_table_in_their_order_and_values_of_their_types(string table, string call, string request)
    {
        var answer = await host.Ask(call, request, "trader");
        var value = answer.ValueKind == JsonValueKind.Array ? answer[0] : answer;
        Assert.Equal(WireDocument.Keys(table).Select(key => (key.Key, KindOf(key.Type))), value.EnumerateObject().Select(key => (key.Name, KindOf(key.Value))));
    }

    [Fact]
    public void The_table_of_events_has_every_event_that_is_told()
    {
        var events = typeof(AccountEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AccountEvent)) && type != typeof(AccountSnapshotEvent));
        Assert.Equal(events.Select(type => type.Name).Order(), WireDocument.Table("## Events").Select(row => row[0]).Order());
    }

    [Fact]
    public async Task An_event_has_the_keys_of_its_row_in_their_order()
    {
        await using var client = await host.Host.Connected();
        await client.Call("SubscribeAccountEvents", """{"OMSId":1,"AccountId":7}""");
        await client.Send("SendOrder", Order(price: 1));
        await client.Send("SendOrder", Order(price: 1_000_000_000));
        AssertKeys("OrderStateEvent", (await client.Next("OrderStateEvent")).Payload);
        AssertKeys("AccountPositionEvent", (await client.Next("AccountPositionEvent")).Payload);
        AssertKeys("NewOrderRejectEvent", (await client.Next("NewOrderRejectEvent")).Payload);
    }

    [Fact]
    public async Task An_event_of_a_sweep_that_leaves_an_instrument_alone_has_the_keys_of_its_row()
    {
        await using var client = await host.Host.Connected("trader2");
        await client.Call("SubscribeAccountEvents", """{"OMSId":1,"AccountId":8}""");
        await client.Call("SendOrder", Order(price: 1, account: 8));
        await host.Ask("SetInstrumentStatus", """{"InstrumentId":1,"SessionStatus":"Stopped"}""", "operator");
        await client.Send("CancelAllOrders", """{"OMSId":1,"AccountId":8}""");
        AssertKeys("CancelAllOrdersRejectEvent", (await client.Next("CancelAllOrdersRejectEvent")).Payload);
        await host.Ask("SetInstrumentStatus", """{"InstrumentId":1,"SessionStatus":"Running"}""", "operator");
    }

    /// <summary>Without a market no cancel comes too late: what would be told is written here.</summary>
    [Fact]
    public async Task An_event_of_a_cancel_that_came_too_late_has_the_keys_of_its_row()
    {
        await AssertKeysOf(new CancelOrderRejectEvent(Engine.Account, "stream", 1, "cancel", Samples.Order, nameof(OrderState.FullyExecuted)));
    }

    [Fact]
    public async Task An_event_of_an_execution_has_the_keys_of_its_row() => await AssertKeysOf(new OrderTradeEvent(
        Engine.Account,
        "stream",
        1,
        new Trade(1, new OrderId(1), Engine.Account, Engine.BtcUsd, new ClientOrderId(1), Side.Buy, 1, 100, DateTimeOffset.UnixEpoch, 2)));

    private async Task AssertKeysOf(AccountEvent told)
    {
        var written = await host.Host.Services.GetRequiredService<EventWriter>().Of(told);
        using var bytes = new MemoryStream();
        await using (var json = new Utf8JsonWriter(bytes))
            written.Write(json);
        AssertKeys(written.Name, JsonElement.Parse(bytes.ToArray()));
    }

    private static string Order(decimal price, int account = 7) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"OMSId":1,"AccountId":{{account}},"InstrumentId":1,"Side":0,"OrderType":2,"Quantity":1,"LimitPrice":{{price}}}""");

    private static void AssertKeys(string name, JsonElement payload)
    {
        var cell = WireDocument.Table("## Events").Single(row => row[0] == name)[2];
        var told = cell.Contains("(#order)", StringComparison.Ordinal) ? "### Order" : cell.Contains("(#position)", StringComparison.Ordinal) ? "### Position" : null;
        var keys = told is null ? [] : WireDocument.Keys(told).Select(key => key.Key);
        Assert.Equal(keys.Concat(WireDocument.Quoted(cell)), payload.EnumerateObject().Select(key => key.Name));
    }

    private static string KindOf(string type) => type is "integer" or "decimal" ? "number" : type;

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Null => "null",
        _ => "object",
    };

    private static IEnumerable<(string, string)> Sorted(IEnumerable<(string Name, string)> rows) => rows.OrderBy(row => row.Name, StringComparer.Ordinal);
}
