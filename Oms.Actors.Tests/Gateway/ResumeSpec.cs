using Oms.Actors.Api;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>A reader that comes back with the last event that it has taken goes on behind it: without a snapshot and without a gap, or, where that can't be, with a snapshot.</summary>
public sealed class ResumeSpec
{
    [Fact]
    public async Task What_has_come_behind_the_last_event_taken_is_told_without_a_snapshot()
    {
        await using var engine = await Engine.Start();
        var last = await First(engine, await engine.Place());
        var order = await engine.Place(2);
        await engine.Cancel(order);
        await engine.Until(order, OrderState.Canceled);

        var heard = await Read(engine, last, @event => @event is OrderStateEvent { Order.State: OrderState.Canceled } ended && ended.Order.OrderId == order);
        Assert.Equal(Enumerable.Range(1, heard.Count).Select(step => (last.Stream, last.Number + step)), heard.Select(@event => (@event.Stream, @event.Number)));
        Assert.Contains(heard, @event => @event is OrderStateEvent { Order.State: OrderState.Working } began && began.Order.OrderId == order);
    }

    [Fact]
    public async Task A_position_that_is_no_more_remembered_begins_with_a_snapshot()
    {
        await using var engine = await Engine.Start();
        var last = await First(engine, await engine.Place());
        for (var i = 0; i < 130; i++)
            await engine.Place(0.001m);

        var snapshot = Assert.IsType<AccountSnapshotEvent>(Assert.Single(await Read(engine, last, _ => true)));
        Assert.Equal(131, snapshot.OpenOrders.Count);
    }

    [Theory]
    [InlineData("another life", 1)]
    [InlineData(null, 1_000_000)]
    public async Task A_position_of_another_life_or_ahead_of_this_one_begins_with_a_snapshot(string? stream, long number)
    {
        await using var engine = await Engine.Start();
        var last = await First(engine, await engine.Place());

        Assert.IsType<AccountSnapshotEvent>((await Read(engine, new EventPosition(stream ?? last.Stream, number), _ => true))[0]);
    }

    [Fact]
    public async Task After_a_restart_a_reader_begins_with_a_snapshot()
    {
        using var directory = new TemporaryDirectory();
        EventPosition last;
        await using (var engine = await Engine.In(directory, empty: true))
            last = await First(engine, await engine.Place());

        await using var restarted = await Engine.In(directory, empty: false);
        Assert.IsType<AccountSnapshotEvent>((await Read(restarted, last, _ => true))[0]);
    }

    [Fact]
    public async Task Whoever_may_not_read_the_account_may_not_go_on_either()
    {
        await using var engine = await Engine.Start();
        var last = await First(engine, await engine.Place());
        var refused = await Assert.ThrowsAsync<SubscriptionEndedException>(() => Collect(engine.Oms.SubscribeAccountEvents(Engine.Trader2, new AccountRequest(1, 7), last), _ => true));
        Assert.Equal(OmsCode.NotAuthorized, refused.Refusal!.ErrorCode);
    }

    /// <summary>Reads from the beginning until the order is told, and says where it stands.</summary>
    private static async Task<EventPosition> First(Engine engine, OrderId order)
    {
        var heard = await Collect(
            engine.Oms.SubscribeAccountEvents(Engine.Trader, new AccountRequest(1, 7)),
            @event => @event is AccountSnapshotEvent snapshot && snapshot.OpenOrders.Any(open => open.OrderId == order));
        return new EventPosition(heard[^1].Stream, heard[^1].Number);
    }

    private static Task<List<AccountEvent>> Read(Engine engine, EventPosition after, Func<AccountEvent, bool> last) =>
        Collect(engine.Oms.SubscribeAccountEvents(Engine.Trader, new AccountRequest(1, 7), after), last);

    private static async Task<List<AccountEvent>> Collect(IAsyncEnumerable<AccountEvent> events, Func<AccountEvent, bool> last)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        var heard = new List<AccountEvent>();
        await foreach (var @event in events.WithCancellation(patience.Token))
        {
            heard.Add(@event);
            if (last(@event))
                return heard;
        }

        throw new InvalidOperationException("The events have ended.");
    }
}
