using Oms.Actors.Api;
using Oms.Host.Connections;
using Xunit;

namespace Oms.Actors.Tests.Host;

/// <summary>What a reader is told of an account: everything once and nothing twice, and of what it missed the end.</summary>
public sealed class StorySpec
{
    private static readonly AccountId Account = new(7);
    private static readonly Position Dollars = new(Account, new ProductId(1), 100, 0);

    private readonly Story _story = new(Interest.Everything);

    [Fact]
    public void A_snapshot_is_told_as_the_events_that_make_it_up_the_oldest_order_first()
    {
        var told = _story.Take(Snapshot([Working(2), Working(1)], [Dollars]));
        Assert.Equal([new OrderId(1), new OrderId(2)], told.OfType<OrderStateEvent>().Select(e => e.Order.OrderId));
        Assert.Equal([Dollars], told.OfType<AccountPositionEvent>().Select(e => e.Position));
        Assert.DoesNotContain(told, e => e is AccountSnapshotEvent);
    }

    [Fact]
    public void A_later_snapshot_tells_no_more_than_what_is_new()
    {
        _story.Take(Snapshot([Working(1), Working(2)], [Dollars]));
        var changed = Working(2) with { Version = 3, QuantityExecuted = 0.5m };
        var told = _story.Take(Snapshot([Working(1), changed, Working(3)], [Dollars with { Hold = 5 }]));
        Assert.Equal([changed, Working(3)], told.OfType<OrderStateEvent>().Select(e => e.Order));
        Assert.Equal([Dollars with { Hold = 5 }], told.OfType<AccountPositionEvent>().Select(e => e.Position));
    }

    [Fact]
    public void An_older_version_of_an_order_and_a_second_end_are_not_told()
    {
        Assert.Single(_story.Take(State(Working(1) with { Version = 3 })));
        Assert.Empty(_story.Take(State(Working(1) with { Version = 2 })));
        Assert.Single(_story.Take(State(Canceled(1))));
        Assert.Empty(_story.Take(State(Canceled(1))));
        Assert.Empty(_story.Take(State(Working(1) with { Version = 3 })));
    }

    [Fact]
    public void An_order_that_was_closed_meanwhile_is_to_be_asked_for_its_end_unless_that_was_told()
    {
        _story.Take(State(Working(1)));
        _story.Take(State(Canceled(2)));
        _story.Take(Snapshot([], []) with { ClosedMeanwhile = [Closed(1), Closed(2)] });

        Assert.True(_story.TryUnclear(out var unclear));
        Assert.Equal(new OrderId(1), unclear);
        Assert.False(_story.TryUnclear(out _));
        Assert.Equal(Canceled(1), Assert.IsType<OrderStateEvent>(_story.Learn(Canceled(1))).Order);
        Assert.Null(_story.Learn(Canceled(1)));
    }

    [Fact]
    public void An_order_that_was_told_as_open_and_is_not_in_a_snapshot_is_to_be_asked_for_its_end_whatever_the_snapshot_remembers()
    {
        _story.Take(Snapshot([Working(1), Working(2), Working(3)], []));
        _story.Take(Snapshot([Working(2)], []) with { ClosedMeanwhile = [Closed(1)] });

        Assert.True(_story.TryUnclear(out var first));
        Assert.True(_story.TryUnclear(out var second));
        Assert.Equal([1, 3], new[] { first.Value, second.Value }.Order());
        Assert.False(_story.TryUnclear(out _));
    }

    [Fact]
    public void An_order_that_never_came_to_be_is_told_as_a_reject_once()
    {
        var never = new ClosedOrder(new OrderId(5), new ClientOrderId(9), OrderState.Rejected) { NeverPlaced = true };
        var told = Assert.IsType<NewOrderRejectEvent>(Assert.Single(_story.Take(Snapshot([], []) with { ClosedMeanwhile = [never] })));
        Assert.Equal((never.OrderId, never.ClientOrderId, "Never_Placed"), (told.OrderId, told.ClientOrderId, told.RejectReason));
        Assert.Empty(_story.Take(Snapshot([], []) with { ClosedMeanwhile = [never] }));
        Assert.False(_story.TryUnclear(out _));
    }

    [Fact]
    public void A_refused_cancel_is_told_once_also_when_a_snapshot_repeats_it()
    {
        var reject = new CancelOrderRejectEvent(Account, "s", 4, "c-1", Working(1), "FullyExecuted");
        Assert.Single(_story.Take(reject));
        Assert.Empty(_story.Take(reject));
        Assert.Empty(_story.Take(Snapshot([], []) with { RejectedMeanwhile = [reject] }));
        Assert.Single(_story.Take(Snapshot([], []) with { RejectedMeanwhile = [reject with { CancelId = "c-2" }] }));
    }

    [Fact]
    public void A_spared_instrument_of_a_sweep_is_told_once()
    {
        var spared = new CancelAllOrdersRejectEvent(Account, "s", 4, "c-1", new InstrumentId(1), "Instrument_Stopped");
        Assert.Single(_story.Take(spared));
        Assert.Empty(_story.Take(spared));
        Assert.Single(_story.Take(spared with { InstrumentId = new InstrumentId(2) }));
    }

    [Fact]
    public void A_snapshot_that_does_not_tell_all_that_ended_has_lost_track()
    {
        Assert.False(_story.HasLostTrack);
        _story.Take(Snapshot([], []) with { IsComplete = false });
        Assert.True(_story.HasLostTrack);
    }

    [Fact]
    public void Who_wants_order_states_of_one_instrument_hears_nothing_else()
    {
        var story = new Story(Interest.OrderStates(new InstrumentId(2)));
        var wanted = Working(2) with { InstrumentId = new InstrumentId(2) };
        Assert.Equal([wanted], story.Take(Snapshot([Working(1), wanted], [Dollars])).Cast<OrderStateEvent>().Select(e => e.Order));
        Assert.Empty(story.Take(new NewOrderRejectEvent(Account, "s", 2, new OrderId(3), ClientOrderId.None, "Not_Enough_Funds")));
        Assert.Empty(story.Take(new CancelOrderRejectEvent(Account, "s", 3, "c-1", wanted, "FullyExecuted")));
        Assert.Empty(story.Take(new AccountPositionEvent(Account, "s", 4, Dollars)));
        Assert.Empty(story.Take(State(Canceled(1))));
        Assert.Single(story.Take(State(wanted with { State = OrderState.Canceled, Version = 2 })));
    }

    [Fact]
    public void Who_wants_more_is_told_what_is_so_now_of_it_and_nothing_again()
    {
        var story = new Story(Interest.OrderStates(new InstrumentId(2)));
        var wanted = Working(2) with { InstrumentId = new InstrumentId(2) };
        story.Take(Snapshot([Working(1), wanted, Working(3)], [Dollars]));
        Assert.Empty(story.Take(State(Canceled(3))));

        var told = story.Widen(Interest.Everything);

        Assert.Equal([new OrderId(1)], told.OfType<OrderStateEvent>().Select(e => e.Order.OrderId));
        Assert.Equal([Dollars], told.OfType<AccountPositionEvent>().Select(e => e.Position));
        Assert.Equal(2, told.Count);
        Assert.Empty(story.Widen(Interest.Everything));
        Assert.Single(story.Take(State(Canceled(1))));
    }

    private static OrderView Working(long id) => Samples.Order with { OrderId = new OrderId(id), InstrumentId = new InstrumentId(1), State = OrderState.Working, Version = 1 };

    private static OrderView Canceled(long id) => Working(id) with { State = OrderState.Canceled, Version = 4 };

    private static ClosedOrder Closed(long id) => new(new OrderId(id), ClientOrderId.None, OrderState.Canceled);

    private static OrderStateEvent State(OrderView order) => new(Account, "s", 1, order);

    private static AccountSnapshotEvent Snapshot(IReadOnlyList<OrderView> open, IReadOnlyList<Position> positions) => new(Account, "s", 1, open, positions);
}
