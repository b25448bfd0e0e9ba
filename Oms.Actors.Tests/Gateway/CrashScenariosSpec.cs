using Akka.Actor;
using Oms.Actors.Api;
using Oms.Actors.Entities;
using Oms.Actors.Orders;
using Oms.Actors.Tests.Journals;
using Oms.Actors.Tests.Venue;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>Cancels that meet the end or the beginning of an entity's life. The simulation has these at every step and on several nodes; here the real actors and a real engine do it.</summary>
public sealed class CrashScenariosSpec : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private Engine _engine = null!;

    public async Task InitializeAsync() => _engine = await Engine.On(() => _journal.Store);

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task X04_An_order_that_ends_between_its_commit_and_its_news_tells_them_when_it_recovers_and_once_by_version()
    {
        var events = await Listener.Of(_engine, Engine.Account);
        var order = await _engine.Place();
        using var crash = _journal.Inject(JournalFault.StoreAndFail, id => id == $"order-{order}", times: 1);

        Assert.Equal(Receipt.Received, await _engine.Cancel(order));
        await crash.Met;
        await events.Next<OrderStateEvent>(@event => @event.Order.State == OrderState.Canceled);

        await IsCanceledOnce(order, events);
    }

    [Fact]
    public async Task X04_A_cancellation_that_was_committed_and_told_nobody_when_everything_ended_is_told_after_the_next_start()
    {
        var order = await _engine.Place();
        var unheard = _journal.Inject(JournalFault.HoldAnswer, id => id == $"order-{order}");
        Assert.Equal(Receipt.Received, await _engine.Cancel(order));
        await unheard.Met;
        Assert.Equal(OrderState.Working, Assert.Single(await _engine.OpenOrders()).State);

        var dead = _engine;
        _engine = await Engine.On(() => _journal.Store, empty: false);
        var events = await Listener.Of(_engine, Engine.Account);

        Assert.Equal(OrderState.Canceled, (await _engine.Status(order)).State);
        Assert.Empty(await _engine.OpenOrders());
        Assert.Equal(0, (await _engine.PositionOf(Engine.Usd)).Hold);
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "Canceled"), await _engine.Cancel(order));
        Assert.Empty(events.Heard.OfType<AccountSnapshotEvent>().Last().OpenOrders);
        unheard.Dispose();
        await dead.DisposeAsync();
    }

    [Theory]
    [InlineData(OrderState.Working)]
    [InlineData(OrderState.Canceled)]
    public async Task X05_A_cancel_that_comes_while_its_order_recovers_waits_and_is_judged_by_what_it_recovers_to(OrderState state)
    {
        var order = await _engine.Place();
        if (state == OrderState.Canceled)
        {
            Assert.Equal(Receipt.Received, await _engine.Cancel(order));
            await _engine.Until(order, OrderState.Canceled);
        }

        await _engine.DisposeAsync();
        _engine = await Engine.On(() => _journal.Store, empty: false);
        var recovery = _journal.Inject(JournalFault.HoldRecovery, id => id == $"order-{order}");
        var receipt = _engine.Cancel(order);
        await recovery.Met;
        Assert.False(receipt.IsCompleted);
        recovery.Dispose();

        Assert.Equal(state == OrderState.Working ? Receipt.Received : Receipt.Refused(OmsCode.ResourceNotFound, "Canceled"), await receipt);
        await _engine.Until(order, OrderState.Canceled);
        var states = await _engine.Oms.GetOrderHistoryByOrderId(Engine.Operator, new GetOrderHistoryByOrderIdRequest(1, order.Value));
        Assert.Equal([OrderState.Canceled, OrderState.Working], states.Value!.Select(view => view.State));
        Assert.Equal(0, (await _engine.PositionOf(Engine.Usd)).Hold);
    }

    [Fact]
    public async Task X06_A_cancel_whose_order_is_handed_off_in_the_middle_of_its_write_has_its_one_outcome()
    {
        var events = await Listener.Of(_engine, Engine.Account);
        var order = await _engine.Place();
        var held = _journal.Inject(JournalFault.HoldWrite, id => id == $"order-{order}");
        Assert.Equal(Receipt.Received, await _engine.Cancel(order));
        await held.Met;
        HandOff(order);
        Assert.Equal(OrderState.Working, Assert.Single(await _engine.OpenOrders()).State);
        held.Dispose();
        await events.Next<OrderStateEvent>(@event => @event.Order.State == OrderState.Canceled);

        await IsCanceledOnce(order, events);
    }

    [Fact]
    public async Task X06_A_cancel_that_meets_a_hand_off_before_its_receipt_is_received_or_101_and_never_half_done()
    {
        var events = await Listener.Of(_engine, Engine.Account);
        var order = await _engine.Place();
        HandOff(order);
        var receipt = await _engine.Cancel(order);
        if (receipt != Receipt.Received)
        {
            Assert.Equal(OmsCode.OperationFailed, receipt.ErrorCode);
            Assert.Equal(OrderState.Working, (await _engine.Status(order)).State);
            Assert.Equal(Receipt.Received, await _engine.Cancel(order));
        }

        await events.Next<OrderStateEvent>(@event => @event.Order.State == OrderState.Canceled);
        await IsCanceledOnce(order, events);
    }

    /// <summary>As a hand-off and passivation do it.</summary>
    private void HandOff(OrderId order) => _engine.Actors.ActorSelection($"/system/sharding/{Regions.Orders}/*/{order}").Tell(StopEntity.Now, ActorRefs.NoSender);

    private async Task IsCanceledOnce(OrderId order, Listener events)
    {
        Assert.Equal(OrderState.Canceled, (await _engine.Status(order)).State);
        Assert.Single(_journal.Stream($"order-{order}"), row => row.Event is OrderCanceled);
        Assert.Equal(0, (await _engine.PositionOf(Engine.Usd)).Hold);
        Assert.Equal(
            ["Working 0/1 NewInputAccepted", "Canceled 0/0 UserModified"],
            events.Heard.Where(@event => VenueScenario.IsOf(@event, order)).DistinctBy(@event => (@event as OrderStateEvent)?.Order.Version).Select(VenueScenario.Text));
    }
}
