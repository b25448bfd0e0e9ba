using Oms.Actors.Api;
using Oms.Actors.Tests.Gateway;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Nodes;

/// <summary>Any client may talk to any node, and finds there what was done on another.</summary>
public sealed class NodeIsANodeSpec : IAsyncLifetime
{
    private Trio _trio = null!;

    public async Task InitializeAsync() => _trio = await Trio.Start();

    public async Task DisposeAsync() => await _trio.DisposeAsync();

    [Fact]
    public async Task Nodes_that_start_together_are_one_cluster()
    {
        Assert.Equal(1, _trio.Founded);
        foreach (var node in _trio.Nodes)
            Assert.Equal(3, Akka.Cluster.Cluster.Get(node.Engine.Actors).State.Members.Count);
    }

    [Fact]
    public async Task An_order_placed_on_one_node_is_found_and_canceled_on_another_and_its_end_is_seen_on_the_third()
    {
        foreach (var (placed, canceled, seen) in new[] { (_trio.A, _trio.B, _trio.C), (_trio.C, _trio.A, _trio.B) })
        {
            var order = await placed.Engine.Place(clientOrderId: 42, caller: Engine.Trader);

            Assert.Equal([order], (await canceled.Engine.OpenOrders()).Select(open => open.OrderId));
            Assert.Equal(Receipt.Received, await canceled.Engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, AccountId: 7, ClientOrderId: 42)));
            await seen.Engine.Until(order, OrderState.Canceled);
        }
    }

    [Fact]
    public async Task Order_ids_of_all_nodes_are_different_and_each_is_known_everywhere()
    {
        var orders = await Task.WhenAll(_trio.Nodes.SelectMany(node => Enumerable.Range(0, 20).Select(_ => node.Places())));

        Assert.Equal(orders.Length, orders.Distinct().Count());
        foreach (var node in _trio.Nodes)
            Assert.All(await Task.WhenAll(orders.Select(node.Engine.Status)), order => Assert.Equal(OrderState.Working, order.State));
    }

    [Fact]
    public async Task A_session_opened_on_one_node_holds_on_every_other_until_it_is_closed_on_any()
    {
        var session = (await _trio.A.Engine.Oms.Authenticate("trader", Engine.Password)).Value;
        var caller = Caller.OfSession(session!.Token);
        Assert.True((await _trio.B.Engine.Oms.Identify(caller)).IsAnswered);

        Assert.Equal(Receipt.Received, await _trio.C.Engine.Oms.LogOut(caller));

        foreach (var node in _trio.Nodes)
            Assert.Equal(OmsCode.NotAuthorized, (await node.Engine.Oms.Identify(caller)).Refusal!.ErrorCode);
    }

    [Fact]
    public async Task A_right_that_is_revoked_on_one_node_is_gone_on_every_other_once_that_is_answered()
    {
        var order = await _trio.A.Places();
        Assert.Equal(Receipt.Received, await _trio.B.Engine.Administration.Revoke(Engine.Operator, "trader", Api.Permissions.Trading));

        foreach (var node in _trio.Nodes)
            Assert.Equal(OmsCode.NotAuthorized, (await node.Engine.Cancel(order)).ErrorCode);
    }

    [Theory]
    [InlineData(InstrumentStatus.Paused)]
    [InlineData(InstrumentStatus.Halted)]
    [InlineData(InstrumentStatus.Stopped)]
    public async Task An_instrument_that_is_taken_out_on_one_node_takes_no_order_on_any_once_that_is_answered(InstrumentStatus status)
    {
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal(Receipt.Received, await _trio.Nodes[round % 3].Engine.Administration.SetInstrumentStatus(Engine.Operator, Engine.BtcUsd, status));
            foreach (var node in _trio.Nodes)
                Assert.Equal(new SendOrderAnswer.Rejected("Instrument_Not_Running"), await node.Engine.Oms.SendOrder(Engine.Trader, Engine.Order()));
            Assert.Equal(Receipt.Received, await _trio.A.Engine.Administration.SetInstrumentStatus(Engine.Operator, Engine.BtcUsd, InstrumentStatus.Running));
        }
    }

    [Fact]
    public async Task A_halt_is_not_answered_while_an_order_is_on_its_way_that_another_node_has_let_through()
    {
        using var held = _trio.Journal.Inject(JournalFault.HoldWrite, id => id == "account-7");
        var sending = _trio.B.Engine.Oms.SendOrder(Engine.Operator, Engine.Order());
        await held.Met;
        var halt = _trio.A.Engine.Administration.SetInstrumentStatus(Engine.Operator, Engine.BtcUsd, InstrumentStatus.Halted);
        foreach (var node in _trio.Nodes)
            await node.SeesInstrument(InstrumentStatus.Halted);

        Assert.Equal(new SendOrderAnswer.Rejected("Instrument_Not_Running"), await _trio.B.Engine.Oms.SendOrder(Engine.Operator, Engine.Order(account: 8)));
        Assert.False(halt.IsCompleted);
        held.Dispose();

        Assert.Equal(Receipt.Received, await halt);
        Assert.IsType<SendOrderAnswer.Accepted>(await sending);
    }

    [Fact]
    public async Task A_halt_that_cancels_leaves_no_order_of_any_node_open()
    {
        var sending = _trio.Nodes.SelectMany(node => Enumerable.Range(0, 30).Select(_ => node.Engine.Oms.SendOrder(Engine.Operator, Engine.Order()))).ToList();
        var halt = _trio.B.Engine.Administration.HaltAndCancel(Engine.Operator, Engine.BtcUsd);
        sending.AddRange(_trio.Nodes.SelectMany(node => Enumerable.Range(0, 30).Select(_ => node.Engine.Oms.SendOrder(Engine.Operator, Engine.Order()))));

        Assert.Equal(Receipt.Received, await halt);
        foreach (var answer in await Task.WhenAll(sending))
        {
            if (answer is SendOrderAnswer.Accepted accepted)
                await _trio.C.Engine.Until(accepted.OrderId, OrderState.Canceled);
            else
                Assert.Equal(new SendOrderAnswer.Rejected("Instrument_Not_Running"), answer);
        }
    }

    [Fact]
    public async Task Histories_and_positions_are_the_same_on_every_node()
    {
        var order = await _trio.A.Places();
        await _trio.B.Engine.Cancel(order);
        await _trio.C.Engine.Until(order, OrderState.Canceled);

        foreach (var node in _trio.Nodes)
        {
            Assert.Equal([order], (await node.Engine.Oms.GetOrdersHistory(Engine.Operator, new GetOrdersHistoryRequest(1, 7))).Value!.Orders.Select(one => one.OrderId));
            Assert.Equal(0, (await node.Engine.PositionOf(Engine.Usd)).Hold);
        }
    }

    [Fact]
    public async Task A_subscription_hears_what_is_done_on_any_node()
    {
        var listener = await Listener.Of(_trio.A.Engine, Engine.Account);
        var order = await _trio.B.Places();
        await _trio.C.Engine.Cancel(order);

        await listener.Next<OrderStateEvent>(@event => @event.Order.OrderId == order && @event.Order.State == OrderState.Canceled);
    }
}
