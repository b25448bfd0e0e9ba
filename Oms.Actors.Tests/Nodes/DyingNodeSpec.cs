using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Tests.Gateway;
using Xunit;

namespace Oms.Actors.Tests.Nodes;

/// <summary>A node ends without a word, with what it has in memory.</summary>
public sealed class DyingNodeSpec : IAsyncLifetime
{
    private Trio _trio = null!;

    public async Task InitializeAsync() => _trio = await Trio.Start();

    public async Task DisposeAsync() => await _trio.DisposeAsync();

    [Fact]
    public async Task Every_cancel_received_by_a_node_that_lives_has_one_outcome_whoever_dies_with_the_order_or_its_account()
    {
        var victim = await _trio.HostOf("account", "7");
        var carrier = _trio.OtherThan(victim);
        var orders = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => carrier.Places()));
        Assert.Contains(await Task.WhenAll(orders.Select(order => victim.Hosts("order", $"{order}"))), hosted => hosted);

        var cancels = orders.Select(order => carrier.Engine.Cancel(order)).ToList();
        await victim.Kill();

        var receipts = await Task.WhenAll(cancels);
        foreach (var (order, receipt) in orders.Zip(receipts))
        {
            if (!receipt.Result)
                await carrier.Cancels(order);

            await carrier.Sees(order, OrderState.Canceled);
            Assert.Single(_trio.Journal.Stream($"order-{order}"), entry => entry.Event is OrderCanceled);
        }

        Assert.Equal(0, (await _trio.OtherThan(victim, carrier).Engine.PositionOf(Engine.Usd)).Hold);
    }

    [Fact]
    public async Task A_subscriber_on_another_node_gets_a_snapshot_and_then_the_events_of_the_accounts_next_life()
    {
        var victim = await _trio.HostOf("account", "7");
        var reader = _trio.OtherThan(victim);
        var listener = await Listener.Of(reader.Engine, Engine.Account);
        var order = await reader.Places();
        await victim.Kill();

        await reader.Cancels(order);

        await reader.Sees(order, OrderState.Canceled);
        var after = await listener.Next<AccountSnapshotEvent>(_ => true);
        if (after.OpenOrders.Any(open => open.OrderId == order))
            await listener.Next<OrderStateEvent>(@event => @event.Order.OrderId == order && @event.Order.State == OrderState.Canceled);
        Story.HasNoGap(listener.Heard);
    }

    [Fact]
    public async Task A_halt_is_answered_when_the_node_that_can_not_hear_of_it_can_not_act_any_more()
    {
        var survivor = await _trio.HostOf("catalogue", "oms");
        var victim = _trio.OtherThan(survivor);
        await victim.Kill();

        using var patience = new CancellationTokenSource(Engine.Patience);
        while (!(await survivor.Engine.Administration.SetInstrumentStatus(Caller.Host, Engine.BtcUsd, InstrumentStatus.Halted, patience.Token)).Result)
            patience.Token.ThrowIfCancellationRequested();

        Assert.Equal(2, Akka.Cluster.Cluster.Get(survivor.Engine.Actors).State.Members.Count);
    }

    [Fact]
    public async Task A_node_that_comes_back_is_let_in_and_serves_what_was_done_meanwhile()
    {
        await _trio.C.Kill();
        var order = await _trio.A.Places();
        var back = await _trio.StartAgain(_trio.C);

        await _trio.A.KnowsMembers(3);
        Assert.Equal(1, _trio.Founded);
        await back.Cancels(order);
        await _trio.B.Sees(order, OrderState.Canceled);
    }

    [Fact]
    public async Task When_all_have_died_those_that_come_back_found_a_cluster_again_and_every_order_is_there()
    {
        var orders = await Task.WhenAll(_trio.Nodes.Select(node => node.Places()));
        foreach (var node in _trio.Nodes)
            await node.Kill();

        await Task.WhenAll(_trio.Nodes.ToList().Select(_trio.StartAgain));

        Assert.Equal(2, _trio.Founded);
        Assert.Equal(orders.OrderBy(order => order.Value), (await _trio.B.Engine.OpenOrders()).Select(order => order.OrderId).OrderBy(order => order.Value));
    }
}
