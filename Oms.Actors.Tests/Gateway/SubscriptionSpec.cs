using Oms.Actors.Api;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>The events of an account.</summary>
public sealed class SubscriptionSpec : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private Engine _engine = null!;

    public async Task InitializeAsync() => _engine = await Engine.On(() => _journal.Store);

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task It_begins_with_a_snapshot_and_goes_on_numbered_without_a_gap()
    {
        var open = await _engine.Place(clientOrderId: 5);
        var events = await Listener.Of(_engine, Engine.Account, Engine.Viewer);
        var placed = await _engine.Place();
        await _engine.Cancel(placed);
        await events.Next<OrderStateEvent>(e => e.Order.State == OrderState.Canceled);
        await events.Next<AccountPositionEvent>(e => e.Position.Hold == 100);

        var snapshot = Assert.IsType<AccountSnapshotEvent>(events.Heard[0]);
        Assert.Equal([open], snapshot.OpenOrders.Select(order => order.OrderId));
        Assert.Contains(new Position(Engine.Account, Engine.Usd, 1_000_000, 100), snapshot.Positions);
        Assert.Single(events.Heard.Select(e => e.Stream).Distinct());
        Assert.Equal(Enumerable.Range(0, events.Heard.Count).Select(i => snapshot.Number + i), events.Heard.Select(e => e.Number));
    }

    [Fact]
    public async Task A_place_and_a_cancel_are_heard_as_hold_working_canceled_release()
    {
        var events = await Listener.Of(_engine, Engine.Account);
        var order = await _engine.Place(quantity: 3, price: 10);
        await events.Next<OrderStateEvent>(e => e.Order.State == OrderState.Working && e.Order.Version == 1);
        await _engine.Cancel(order);
        await events.Next<OrderStateEvent>(e => e.Order.State == OrderState.Canceled && e.Order.Version == 2);
        var released = await events.Next<AccountPositionEvent>(e => e.Position.ProductId == Engine.Usd);
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 1_000_000, 0), released.Position);
        Assert.Contains(events.Heard.OfType<AccountPositionEvent>(), e => e.Position.Hold == 30);
    }

    [Fact]
    public async Task Who_may_not_read_the_account_is_refused()
    {
        await using var events = _engine.Oms.SubscribeAccountEvents(Engine.Trader2, new AccountRequest(1, 7)).GetAsyncEnumerator();
        var ended = await Assert.ThrowsAsync<SubscriptionEndedException>(async () => await events.MoveNextAsync());
        Assert.Equal(OmsCode.NotAuthorized, ended.Refusal!.ErrorCode);
    }

    [Fact]
    public async Task A_reader_that_falls_behind_is_dropped_and_the_account_goes_on()
    {
        await using var engine = await Engine.On(() => new FaultyJournal().Store, configure: options => options.SubscriptionBuffer = 4);
        await using var events = engine.Oms.SubscribeAccountEvents(Engine.Trader, new AccountRequest(1, 7)).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        for (var i = 0; i < 10; i++)
            await engine.Place();

        await Assert.ThrowsAsync<SubscriptionEndedException>(async () =>
        {
            while (await events.MoveNextAsync())
            {
            }
        });
        Assert.Equal(10, (await engine.OpenOrders()).Count);
    }

    [Fact]
    public async Task An_order_that_is_placed_and_closed_while_the_reader_is_out_of_step_is_told_all_the_same()
    {
        var before = await _engine.Place();
        var events = await Listener.Of(_engine, Engine.Account);
        Assert.Empty(Assert.IsType<AccountSnapshotEvent>(events.Heard[0]).ClosedMeanwhile);
        using (var failing = _journal.Inject(JournalFault.FailWrite, id => id == "account-7", times: 1))
        {
            await _engine.Oms.SendOrder(Engine.Trader, Engine.Order());
            await failing.Met;
        }

        await _engine.UntilItAnswers();
        var within = await _engine.Place();
        await _engine.Cancel(before);
        await _engine.Cancel(within);
        await _engine.Until(before, OrderState.Canceled);
        await _engine.Until(within, OrderState.Canceled);

        await events.Next<AccountSnapshotEvent>(e => e.Stream != events.Heard[0].Stream);
        var after = await _engine.Place();
        await events.Next<OrderStateEvent>(e => e.Order.OrderId == after);

        var ended = events.Heard.OfType<AccountSnapshotEvent>().SelectMany(e => e.ClosedMeanwhile).Where(e => e.State == OrderState.Canceled).Select(e => e.OrderId)
            .Concat(events.Heard.OfType<OrderStateEvent>().Where(e => e.Order.State == OrderState.Canceled).Select(e => e.Order.OrderId)).ToHashSet();
        Assert.Contains(before, ended);
        Assert.Contains(within, ended);
        Assert.All(events.Heard.OfType<AccountSnapshotEvent>(), e => Assert.True(e.IsComplete));
    }

    [Theory]
    [InlineData(2_000_000, 0, "Not_Enough_Funds")]
    [InlineData(1, 5, "Invalid_ClientOrderId")]
    public async Task An_order_that_the_account_refuses_is_heard_as_well_as_answered(decimal price, long clientOrderId, string reason)
    {
        await _engine.Place(clientOrderId: 5);
        var events = await Listener.Of(_engine, Engine.Account);

        Assert.Equal(new SendOrderAnswer.Rejected(reason), await _engine.Oms.SendOrder(Engine.Trader, Engine.Order(price: price, clientOrderId: clientOrderId)));

        var heard = await events.Next<NewOrderRejectEvent>(_ => true);
        Assert.Equal((reason, clientOrderId), (heard.RejectReason, heard.ClientOrderId.Value));
    }

    [Fact]
    public async Task A_sweep_says_which_instruments_it_leaves_alone()
    {
        var order = await _engine.Place();
        var events = await Listener.Of(_engine, Engine.Account);
        Assert.Equal(Receipt.Received, await _engine.Administration.SetInstrumentStatus(Engine.Operator, Engine.BtcUsd, InstrumentStatus.Stopped));

        Assert.Equal(Receipt.Received, await _engine.Oms.CancelAllOrders(Engine.Trader, new CancelAllOrdersRequest(1, 7)));

        var heard = await events.Next<CancelAllOrdersRejectEvent>(_ => true);
        Assert.Equal((Engine.BtcUsd, "Instrument_Stopped"), (heard.InstrumentId, heard.RejectReason));
        Assert.Equal(OrderState.Working, (await _engine.Status(order)).State);
    }

    [Fact]
    public async Task When_the_account_starts_anew_a_new_stream_begins_with_a_snapshot()
    {
        var order = await _engine.Place();
        var events = await Listener.Of(_engine, Engine.Account);
        var stream = events.Heard[0].Stream;
        using (var failing = _journal.Inject(JournalFault.FailWrite, id => id == "account-7", times: 1))
        {
            await _engine.Oms.SendOrder(Engine.Trader, Engine.Order());
            await failing.Met;
        }

        var snapshot = await events.Next<AccountSnapshotEvent>(e => e.Stream != stream);
        Assert.Equal([order], snapshot.OpenOrders.Select(open => open.OrderId));
    }
}
