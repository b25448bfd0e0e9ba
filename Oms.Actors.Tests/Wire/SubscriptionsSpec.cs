using System.Text.Json;
using Oms.Actors.Api;
using Oms.Actors.Entities;
using Oms.Actors.Orders;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>What the subscribers of an account hear over WebSocket, whatever happens to the account meanwhile.</summary>
public sealed class SubscriptionsSpec : IAsyncLifetime
{
    private const string Seven = """{"OMSId":1,"AccountId":7}""";

    private readonly FaultyJournal _journal = new();
    private WireHost _host = null!;
    private RawClient _trader = null!;

    public async Task InitializeAsync()
    {
        _host = await WireHost.On(_journal);
        _trader = await _host.Connected();
    }

    public async Task DisposeAsync()
    {
        await _trader.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task It_begins_with_what_is_open_and_owned_behind_the_answer()
    {
        var order = await Place(_trader);
        await using var reader = await Subscribed("viewer");
        Assert.Equal(order, (await reader.Next("OrderStateEvent")).OrderId);
        await reader.Next("AccountPositionEvent", e => e.Payload.GetProperty("ProductSymbol").GetString() == "USD" && e.Payload.GetProperty("Hold").GetDecimal() == 1);
        Assert.Equal("SubscribeAccountEvents", reader.Heard[1].Name);
    }

    [Fact]
    public async Task Two_users_and_two_connections_of_one_of_them_hear_the_same_until_they_unsubscribe()
    {
        await using var first = await Subscribed("trader");
        await using var second = await Subscribed("trader");
        await using var viewer = await Subscribed("viewer");
        var order = await Place(_trader);
        foreach (var reader in new[] { first, second, viewer })
            await reader.Next("OrderStateEvent", e => e.OrderId == order && e.OrderState == "Working");

        Assert.Equal("""{"UnSubscribed":true}""", (await second.Call("UnSubscribeAccountEvents", Seven)).GetRawText());
        var heard = second.Heard.Count;
        await Cancel(_trader, order);
        foreach (var reader in new[] { first, viewer })
            await reader.Next("OrderStateEvent", e => e.OrderId == order && e.OrderState == "Canceled");
        await second.Call("Ping", "{}");
        Assert.Equal(heard + 1, second.Heard.Count);
    }

    [Fact]
    public async Task What_ends_while_the_account_starts_anew_is_told_all_the_same_and_once()
    {
        await using var reader = await Subscribed("viewer");
        var before = await Place(_trader);
        await reader.Next("OrderStateEvent", e => e.OrderId == before);
        using (var failing = _journal.Inject(JournalFault.FailWrite, id => id == "account-7", times: 1))
        {
            await _trader.Call("SendOrder", Order());
            await failing.Met;
        }

        await UntilItAnswers();
        var within = await Place(_trader);
        await Cancel(_trader, before);
        await Cancel(_trader, within);
        await reader.Next("OrderStateEvent", e => e.OrderState == "Canceled" && (e.OrderId == before || e.OrderId == within));
        await reader.Next("OrderStateEvent", e => e.OrderState == "Canceled" && (e.OrderId == before || e.OrderId == within));

        var after = await Place(_trader);
        await reader.Next("OrderStateEvent", e => e.OrderId == after);
        var ends = reader.Heard.Where(frame => frame.Name == "OrderStateEvent" && frame.OrderState == "Canceled").Select(frame => frame.OrderId).ToList();
        Assert.Equal([before, within], ends.Order());
    }

    [Fact]
    public async Task An_account_that_leaves_memory_takes_no_subscription_with_it()
    {
        await using var reader = await Subscribed("viewer");
        for (var life = 0; life < 3; life++)
        {
            var order = await Place(_trader);
            _host.StopAccount(7);
            await Cancel(_trader, order);
            await reader.Next("OrderStateEvent", e => e.OrderId == order && e.OrderState == "Canceled");
        }

        Assert.Equal(3, reader.Heard.Count(frame => frame.Name == "OrderStateEvent" && frame.OrderState == "Canceled"));
    }

    [Fact]
    public async Task A_cancel_that_comes_too_late_is_heard_as_a_reject_with_the_receipt_given()
    {
        await using var reader = await Subscribed("viewer");
        var order = await Place(_trader);
        using (var filling = _journal.Inject(JournalFault.HoldWrite, id => id == $"order-{order}"))
        {
            _host.Tell(new ExecuteOrder(new OrderId(order), 1, 0.01m, 100, 0, _host.Nobody), Regions.Orders);
            await filling.Met;
            await Cancel(_trader, order);
        }

        var filled = await reader.Next("OrderStateEvent", e => e.OrderId == order && e.OrderState != "Working");
        Assert.Equal("FullyExecuted", filled.OrderState);
        var reject = (await reader.Next("CancelOrderRejectEvent")).Payload;
        Assert.Equal((order, "Rejected", "FullyExecuted", "Limit"), (
            reject.GetProperty("OrderId").GetInt64(),
            reject.GetProperty("Status").GetString(),
            reject.GetProperty("RejectReason").GetString(),
            reject.GetProperty("OrderType").GetString()));
    }

    [Fact]
    public async Task An_order_that_the_account_refuses_and_a_sweep_that_spares_an_instrument_are_heard_as_rejects()
    {
        await using var reader = await Subscribed("viewer");
        await using var @operator = await _host.Connected("operator");
        await _trader.Call("SendOrder", Order(clientId: 5, price: 900_000_000));
        var refused = (await reader.Next("NewOrderRejectEvent")).Payload;
        Assert.Equal((5, "Not_Enough_Funds"), (refused.GetProperty("ClientOrderId").GetInt32(), refused.GetProperty("RejectReason").GetString()));

        var order = await Place(_trader);
        await @operator.Call("SetInstrumentStatus", """{"InstrumentId":1,"SessionStatus":"Stopped"}""");
        await _trader.Call("CancelAllOrders", Seven);
        var spared = (await reader.Next("CancelAllOrdersRejectEvent")).Payload;
        Assert.Equal((1, "Instrument_Stopped"), (spared.GetProperty("InstrumentId").GetInt32(), spared.GetProperty("RejectReason").GetString()));
        Assert.DoesNotContain(reader.Heard, frame => frame.Name == "OrderStateEvent" && frame.OrderId == order && frame.OrderState == "Canceled");
    }

    [Fact]
    public async Task Who_asks_for_order_states_hears_those_alone_and_of_the_instrument_he_names()
    {
        await using var states = await _host.Connected("viewer");
        await using var others = await _host.Connected("viewer");
        await using var all = await Subscribed("viewer");
        await states.Call("SubscribeOrderStateEvents", """{"OMSId":1,"AccountId":7,"InstrumentId":1}""");
        await others.Call("SubscribeOrderStateEvents", """{"OMSId":1,"AccountId":7,"InstrumentId":2}""");
        var order = await Place(_trader);
        await Cancel(_trader, order);
        await all.Next("AccountPositionEvent", e => e.Payload.GetProperty("Hold").GetDecimal() == 0);
        await states.Next("OrderStateEvent", e => e.OrderId == order && e.OrderState == "Canceled");

        await states.Call("Ping", "{}");
        await others.Call("Ping", "{}");
        Assert.All(states.Heard.Where(frame => frame.Kind == ServerFrame.Event), frame => Assert.Equal("OrderStateEvent", frame.Name));
        Assert.DoesNotContain(others.Heard, frame => frame.Kind == ServerFrame.Event);
    }

    [Fact]
    public async Task Both_kinds_of_subscription_on_one_connection_tell_nothing_twice_and_end_each_by_its_own_name()
    {
        await using var reader = await Subscribed("viewer");
        Assert.Equal("""{"Subscribed":true}""", (await reader.Call("SubscribeOrderStateEvents", Seven)).GetRawText());
        await reader.Call("UnSubscribeOrderStateEvents", Seven);
        var order = await Place(_trader);
        await Cancel(_trader, order);
        await reader.Next("OrderStateEvent", e => e.OrderId == order && e.OrderState == "Canceled");
        Assert.Equal(2, reader.Heard.Count(frame => frame.Name == "OrderStateEvent" && frame.OrderId == order));
    }

    [Theory]
    [InlineData("trader2", """{"OMSId":1,"AccountId":7}""", 20)]
    [InlineData("operator", """{"OMSId":1,"AccountId":99}""", 104)]
    [InlineData("operator", """{"OMSId":2,"AccountId":7}""", 104)]
    [InlineData("trader", """{"OMSId":1}""", 100)]
    [InlineData("trader", """{"AccountId":7}""", 100)]
    public async Task A_subscription_that_can_not_be_is_refused_and_the_connection_lives(string user, string payload, int code)
    {
        await using var reader = await _host.Connected(user);
        Assert.Equal(code, (await reader.Call("SubscribeAccountEvents", payload)).GetProperty("errorcode").GetInt32());
        Assert.Equal("PONG", (await reader.Call("Ping", "{}")).GetProperty("msg").GetString());
    }

    private async Task<RawClient> Subscribed(string user)
    {
        var reader = await _host.Connected(user);
        Assert.Equal("""{"Subscribed":true}""", (await reader.Call("SubscribeAccountEvents", Seven)).GetRawText());
        return reader;
    }

    /// <summary>Asks until the account answers: what came to it while a failed write ended its life is lost.</summary>
    private async Task UntilItAnswers()
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        while ((await _trader.Call("GetOpenOrders", Seven)).ValueKind != JsonValueKind.Array)
            patience.Token.ThrowIfCancellationRequested();
    }

    private static async Task<long> Place(RawClient trader)
    {
        var answer = await trader.Call("SendOrder", Order());
        Assert.True(answer.TryGetProperty("OrderId", out var order), answer.GetRawText());
        return order.GetInt64();
    }

    private static async Task Cancel(RawClient trader, long order)
    {
        var receipt = await trader.Call("CancelOrder", $$"""{"OMSId":1,"OrderId":{{order}}}""");
        Assert.True(receipt.GetProperty("result").GetBoolean(), receipt.GetRawText());
    }

    private static string Order(long clientId = 0, decimal price = 100) => JsonSerializer.Serialize(
        new { OMSId = 1, AccountId = 7, InstrumentId = 1, Side = 0, OrderType = 2, Quantity = 0.01m, LimitPrice = price, ClientOrderId = clientId });
}
