using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Nodes;

/// <summary>A process is stopped for longer than its lease, and goes on with all that it had in memory and in its mailboxes.</summary>
public sealed class StandingStillSpec : IAsyncLifetime
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(10);
    private Trio _trio = null!;

    public async Task InitializeAsync() => _trio = await Trio.Start();

    public async Task DisposeAsync() => await _trio.DisposeAsync();

    [Fact]
    public async Task It_answers_nothing_from_memory_and_nobody_who_asks_it()
    {
        var paused = await _trio.HostOf("account", "7");
        var order = await paused.Places();

        paused.StandStill(TooLong);

        Assert.False((await paused.Engine.Oms.GetOpenOrders(Engine.Operator, new AccountRequest(1, 7))).IsAnswered);
        Assert.False((await paused.Engine.Oms.GetOrderStatus(Engine.Operator, new GetOrderStatusRequest(1, OrderId: order.Value))).IsAnswered);
        Assert.False((await paused.Engine.Oms.GetInstruments(1)).IsAnswered);
        Assert.False((await paused.Engine.Cancel(order)).Result);
    }

    [Fact]
    public async Task It_says_that_it_can_not_go_on_and_the_others_take_over_what_it_had()
    {
        var paused = await _trio.HostOf("account", "7");
        var other = _trio.OtherThan(paused);
        var order = await other.Places();

        paused.StandStill(TooLong);

        Assert.Contains("stood still", await paused.Fails(), StringComparison.Ordinal);
        await other.KnowsMembers(2);
        await other.Cancels(order);
        await other.Sees(order, OrderState.Canceled);
    }

    [Fact]
    public async Task It_pushes_nothing_more_to_a_subscriber_who_is_told_that_his_subscription_has_ended()
    {
        var paused = await _trio.HostOf("account", "7");
        var listener = await Gateway.Listener.Of(paused.Engine, Engine.Account);
        var heard = listener.Heard.Count;

        paused.StandStill(TooLong);
        _ = _trio.OtherThan(paused).Engine.Oms.SendOrder(Engine.Operator, Engine.Order());

        await Assert.ThrowsAsync<SubscriptionEndedException>(() => listener.Ended.WaitAsync(Engine.Patience));
        Assert.Equal(heard, listener.Heard.Count);
    }

    [Fact]
    public async Task A_pause_within_the_lease_is_nothing()
    {
        var order = await _trio.A.Places();

        foreach (var node in _trio.Nodes)
            node.StandStill(TimeSpan.FromSeconds(1));

        foreach (var node in _trio.Nodes)
        {
            await node.Sees(order, OrderState.Working);
            Assert.IsType<OmsHealth.Ready>(node.Engine.Health.State);
        }
    }
}
