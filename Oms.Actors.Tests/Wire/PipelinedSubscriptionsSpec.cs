using System.Text.Json;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>Subscriptions that are asked for without waiting for answers, in quick succession, under another session or by another user.</summary>
public sealed class PipelinedSubscriptionsSpec(SharedWireHost shared) : IClassFixture<SharedWireHost>, IAsyncLifetime
{
    private const string Seven = """{"OMSId":1,"AccountId":7}""";
    private const string All = "SubscribeAccountEvents";
    private const string States = "SubscribeOrderStateEvents";
    private const string NotAll = "UnSubscribeAccountEvents";

    private RawClient _trader = null!;
    private RawClient _reader = null!;

    public async Task InitializeAsync() => (_trader, _reader) = (await shared.Host.Connected(), await shared.Host.Connected());

    public async Task DisposeAsync()
    {
        await _trader.DisposeAsync();
        await _reader.DisposeAsync();
    }

    [Theory]
    [InlineData(States, All)]
    [InlineData(All, States)]
    [InlineData(All, All)]
    [InlineData(States, States)]
    public async Task Two_of_one_account_are_both_received_and_nothing_is_heard_twice(string first, string second)
    {
        await Pipelined(first, second);
        await IsHeardOnce();
    }

    [Theory]
    [InlineData(States, All)]
    [InlineData(All, States)]
    public async Task After_a_LogOut_nothing_of_them_is_left(string first, string second)
    {
        await Pipelined(first, second);
        Assert.True((await _reader.Call("LogOut", "{}")).GetProperty("result").GetBoolean());
        await IsNotHeard();
    }

    [Fact]
    public async Task A_LogOut_right_behind_them_leaves_nothing_of_them_either()
    {
        await _reader.Send(States, Seven);
        await _reader.Send(All, Seven);
        await _reader.Send("LogOut", "{}");
        for (var replies = 0; replies < 3; replies++)
            await _reader.Reply();
        await IsNotHeard();
    }

    [Fact]
    public async Task Behind_a_LogOut_and_before_the_next_login_nobody_may_subscribe()
    {
        await Pipelined(All);
        await _reader.Send(NotAll, Seven);
        await _reader.Send("LogOut", "{}");
        var subscribing = await _reader.Send(All, Seven);
        await _reader.Send("AuthenticateUser", """{"UserName":"trader","Password":"trader-demo"}""");
        for (var replies = 0; replies < 4; replies++)
        {
            var reply = await _reader.Reply();
            if (reply.Number == subscribing)
                Assert.Equal(20, reply.Payload.GetProperty("errorcode").GetInt32());
        }

        await IsNotHeard();
    }

    [Fact]
    public async Task Another_user_on_the_connection_hears_nothing_of_what_the_first_one_asked_for()
    {
        await _reader.Send(States, Seven);
        await _reader.Send(All, Seven);
        await _reader.Send("AuthenticateUser", """{"UserName":"trader2","Password":"trader2-demo"}""");
        for (var replies = 0; replies < 3; replies++)
            await _reader.Reply();
        await IsNotHeard();
    }

    [Fact]
    public async Task The_last_word_counts()
    {
        await Pipelined(All, NotAll, All);
        await IsHeardOnce();
        await Pipelined(NotAll, All);
        await IsHeardOnce();
        await Pipelined(NotAll);
        await IsNotHeard();
        await Pipelined(All, NotAll);
        await IsNotHeard();
    }

    [Fact]
    public async Task Whoever_wants_more_than_before_misses_no_end_meanwhile()
    {
        for (var round = 0; round < 5; round++)
        {
            await Pipelined(States);
            var orders = new List<long>();
            for (var i = 0; i < 10; i++)
                orders.Add(await Place());
            foreach (var order in orders)
                await _reader.Next("OrderStateEvent", e => e.OrderId == order);

            foreach (var order in orders)
                await _trader.Send("CancelOrder", $$"""{"OMSId":1,"OrderId":{{order}}}""");
            await Pipelined(All);
            for (var i = 0; i < orders.Count; i++)
                await _trader.Reply();
            var left = orders.ToHashSet();
            while (left.Count > 0)
                Assert.True(left.Remove((await _reader.Next("OrderStateEvent", e => e.OrderState == "Canceled")).OrderId));
            await Pipelined(NotAll);
        }
    }

    [Theory]
    [InlineData("""{"OMSId":99,"AccountId":7}""", 104)]
    [InlineData("""{"AccountId":7}""", 100)]
    public async Task A_repeated_subscription_is_looked_at_like_the_first(string payload, int code)
    {
        await Pipelined(All);
        Assert.Equal(code, (await _reader.Call(All, payload)).GetProperty("errorcode").GetInt32());
        await IsHeardOnce();
    }

    [Fact]
    public async Task A_repeated_subscription_without_the_right_to_it_is_20()
    {
        await using var @operator = await shared.Host.Connected("operator");
        await using var reader = await shared.Host.Connected("trader2");
        const string Eight = """{"OMSId":1,"AccountId":8}""";
        await reader.Call(All, Eight);
        await @operator.Call("RemoveUserAccount", """{"UserName":"trader2","AccountId":8}""");
        Assert.Equal(20, (await reader.Call(All, Eight)).GetProperty("errorcode").GetInt32());
    }

    /// <summary>The witness has the old session as well, and subscribed later: when it has been found out, the other would have been.</summary>
    [Fact]
    public async Task They_go_on_under_a_new_session_of_the_same_user_when_the_old_one_ends()
    {
        var old = await shared.Host.Token("viewer");
        await using var reader = await TakenUp(old);
        await using var witness = await TakenUp(old);
        Assert.True((await reader.Call("AuthenticateUser", """{"UserName":"viewer","Password":"viewer-demo"}""")).GetProperty("Authenticated").GetBoolean());

        Assert.True((await shared.Host.Post("LogOut", "{}", old)).GetProperty("result").GetBoolean());
        Assert.Equal("Not Authorized", (await witness.Closed.WaitAsync(Engine.Patience)).Reason);
        var order = await Place();
        await reader.Next("OrderStateEvent", e => e.OrderId == order);
    }

    private async Task<RawClient> TakenUp(string token)
    {
        var client = await shared.Host.Connect();
        await client.Call("WebAuthenticateUser", $$"""{"SessionToken":"{{token}}"}""");
        Assert.True((await client.Call(All, Seven)).GetProperty("Subscribed").GetBoolean());
        return client;
    }

    /// <summary>Asks for all of them before it hears of one; each must be received.</summary>
    private async Task Pipelined(params string[] calls)
    {
        foreach (var call in calls)
            await _reader.Send(call, Seven);
        foreach (var _ in calls)
        {
            var reply = await _reader.Reply();
            Assert.Equal("""{"Subscribed":true}""", reply.Payload.GetRawText().Replace("Un", "", StringComparison.Ordinal));
        }
    }

    private async Task IsHeardOnce()
    {
        var order = await PlaceAndCancel();
        await _reader.Next("OrderStateEvent", e => e.OrderId == order && e.OrderState == "Canceled");
        await _reader.Call("Ping", "{}");
        Assert.Equal(["Working", "Canceled"], _reader.Heard.Where(frame => frame.Name == "OrderStateEvent" && frame.OrderId == order).Select(frame => frame.OrderState!));
    }

    /// <summary>When another reader has heard the end of an order, this one would have.</summary>
    private async Task IsNotHeard()
    {
        await using var other = await shared.Host.Connected();
        await other.Call(States, Seven);
        var order = await PlaceAndCancel();
        await other.Next("OrderStateEvent", e => e.OrderId == order && e.OrderState == "Canceled");
        await _reader.Call("Ping", "{}");
        Assert.DoesNotContain(_reader.Heard, frame => frame.Name == "OrderStateEvent" && frame.OrderId == order);
    }

    private async Task<long> PlaceAndCancel()
    {
        var order = await Place();
        Assert.True((await _trader.Call("CancelOrder", $$"""{"OMSId":1,"OrderId":{{order}}}""")).GetProperty("result").GetBoolean());
        return order;
    }

    private async Task<long> Place()
    {
        var order = JsonSerializer.Serialize(new { OMSId = 1, AccountId = 7, InstrumentId = 1, Side = 0, OrderType = 2, Quantity = 0.01m, LimitPrice = 100 });
        return (await _trader.Call("SendOrder", order)).GetProperty("OrderId").GetInt64();
    }
}
