using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Tests.Gateway;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Nodes;

/// <summary>A node is stopped in an orderly way while others work with it.</summary>
public sealed class LeavingNodeSpec : IAsyncLifetime
{
    private Trio _trio = null!;

    public async Task InitializeAsync() => _trio = await Trio.Start();

    public async Task DisposeAsync() => await _trio.DisposeAsync();

    [Fact]
    public async Task Every_cancel_that_the_leaving_node_has_received_has_its_outcome_also_one_that_has_to_be_sent_again()
    {
        var orders = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => _trio.A.Places()));
        _trio.Journal.Inject(JournalFault.FailWrite, id => orders.Take(10).Any(order => id == $"order-{order}"), times: 10);
        var receipts = await Task.WhenAll(orders.Select(order => _trio.A.Engine.Cancel(order)));
        Assert.All(receipts, receipt => Assert.True(receipt.Result));

        await _trio.A.Leave();

        foreach (var order in orders)
        {
            await _trio.B.Sees(order, OrderState.Canceled);
            Assert.Single(_trio.Journal.Stream($"order-{order}"), entry => entry.Event is OrderCanceled);
        }

        Assert.Equal(0, (await _trio.C.Engine.PositionOf(Engine.Usd)).Hold);
    }

    [Fact]
    public async Task Whatever_was_accepted_and_canceled_by_others_meanwhile_is_neither_lost_nor_doubled_and_a_subscription_misses_nothing()
    {
        var leaving = await _trio.HostOf("account", "7");
        var (worker, reader) = (_trio.OtherThan(leaving), _trio.OtherThan(leaving, _trio.OtherThan(leaving)));
        var listener = await Listener.Of(reader.Engine, Engine.Account);
        var left = leaving.Leave();
        List<OrderId> accepted = [];
        do
        {
            if (await worker.Engine.Oms.SendOrder(Engine.Operator, Engine.Order()) is SendOrderAnswer.Accepted order)
                accepted.Add(order.OrderId);
        }
        while (!left.IsCompleted);

        await left;
        Assert.NotEmpty(accepted);
        foreach (var order in accepted)
            await worker.Cancels(order);
        foreach (var order in accepted)
            await reader.Sees(order, OrderState.Canceled);

        var last = await worker.Places();
        using var patience = new CancellationTokenSource(Engine.Patience);
        while (!Story.Orders(listener.Heard).Contains(last))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Story.HasNoGap(listener.Heard);
        Assert.All(accepted, order => Assert.Single(_trio.Journal.Stream($"order-{order}"), entry => entry.Event is OrderCanceled));
    }

    [Fact]
    public async Task A_node_that_has_left_is_no_member_and_takes_no_calls_and_that_is_no_fault()
    {
        await _trio.B.Leave();

        await _trio.A.KnowsMembers(2);
        Assert.IsNotType<OmsHealth.Faulted>(_trio.B.Engine.Health.State);
        Assert.Equal(OmsCode.OperationFailed, (await _trio.B.Engine.Cancel(new OrderId(1))).ErrorCode);
    }
}
