using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Tests.Journals;
using Oms.Actors.Tests.Venue;
using Oms.Actors.Tests.Wire;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>Orders that are good till a date, where the order itself is the authority: what is taken, what a subscriber is told, and what survives.</summary>
public sealed class ExpirySpec : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private readonly MovableTime _clock = new();
    private Engine _engine = null!;

    public async Task InitializeAsync() => _engine = await Engine.At(_clock, journal: () => _journal.Store);

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task C15_An_order_expires_at_its_time_releases_what_it_held_and_a_cancel_of_it_finds_nothing()
    {
        var events = await Listener.Of(_engine, Engine.Account);
        var expires = _clock.GetUtcNow().AddHours(1);
        var order = await Place(expires, clientOrderId: 15);
        Assert.Equal((OrderState.Working, TimeInForce.GTD, expires), await _engine.Status(order) is var view ? (view.State, view.TimeInForce, view.ExpiresAt) : default);
        _clock.Advance(TimeSpan.FromHours(2));
        await events.Next<OrderStateEvent>(e => e.Order.State == OrderState.Expired);

        Assert.Equal(
            ["Working 0/1 NewInputAccepted", "Expired 0/0 Expired"],
            events.Heard.Where(@event => VenueScenario.IsOf(@event, order)).Select(VenueScenario.Text));
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 1_000_000, 0), await _engine.PositionOf(Engine.Usd));
        Assert.Empty(await _engine.OpenOrders());
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "Expired"), await _engine.Cancel(order));
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "Expired"), await _engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, 7, 15)));
        var states = await _engine.Oms.GetOrderHistoryByOrderId(Engine.Trader, new GetOrderHistoryByOrderIdRequest(1, order.Value));
        Assert.Equal([OrderState.Expired, OrderState.Working], states.Value!.Select(state => state.State));
    }

    [Fact]
    public async Task An_order_that_is_canceled_before_its_time_is_canceled_once_and_never_expires()
    {
        var events = await Listener.Of(_engine, Engine.Account);
        var order = await Place(_clock.GetUtcNow().AddHours(1));
        Assert.Equal(Receipt.Received, await _engine.Cancel(order));
        await events.Next<OrderStateEvent>(e => e.Order.State == OrderState.Canceled);
        var later = await Place(_clock.GetUtcNow().AddHours(1));
        _clock.Advance(TimeSpan.FromHours(2));
        await events.Next<OrderStateEvent>(e => e.Order.OrderId == later && e.Order.State == OrderState.Expired);

        Assert.Equal(
            ["Working 0/1 NewInputAccepted", "Canceled 0/0 UserModified"],
            events.Heard.Where(@event => VenueScenario.IsOf(@event, order)).Select(VenueScenario.Text));
    }

    [Fact]
    public async Task An_order_that_became_due_while_nothing_ran_expires_after_the_next_start_although_nobody_calls()
    {
        var order = await Place(_clock.GetUtcNow().AddHours(1));
        await _engine.DisposeAsync();
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.IsType<OrderPlaced>(Assert.Single(_journal.Stream($"order-{order}")).Event);

        _engine = await Engine.At(_clock, journal: () => _journal.Store, empty: false);

        Assert.IsType<OrderExpired>(await Second(order));
    }

    [Fact]
    public async Task An_account_whose_write_has_failed_still_lets_its_orders_expire_although_nobody_calls()
    {
        var order = await Place(_clock.GetUtcNow().AddHours(1));
        await Until(() => _journal.Stream("account-7").SelectMany(row => ((AccountCommitted)row.Event).Facts).OfType<AccountFact.Advanced>().Any(fact => fact.OrderId == order));
        using (var failing = _journal.Inject(JournalFault.FailWrite, id => id == "account-7", times: 1))
            Assert.Equal(OmsCode.ServerError, (await _engine.Administration.Deposit(Engine.Operator, Engine.Account, Engine.Usd, 1, "late")).ErrorCode);

        _clock.Advance(TimeSpan.FromHours(2));

        Assert.IsType<OrderExpired>(await Second(order));
    }

    [Theory]
    [InlineData(TimeInForce.GTD, null)]
    [InlineData(TimeInForce.GTD, 0.0)]
    [InlineData(TimeInForce.GTD, -1.0)]
    [InlineData(TimeInForce.GTD, 3_654.0)]
    [InlineData(TimeInForce.GTC, 1.0)]
    [InlineData(null, 1.0)]
    public async Task A_moment_that_is_missing_past_too_far_away_or_given_with_another_time_in_force_is_100(TimeInForce? time, double? days) => Assert.Equal(
        new SendOrderAnswer.Refused(Receipt.Refused(OmsCode.InvalidRequest, "ExpireTime")),
        await _engine.Oms.SendOrder(Engine.Trader, Engine.Order() with { TimeInForce = time, ExpiresAt = days is { } from ? _clock.GetUtcNow().AddDays(from) : null }));

    private async Task<OrderId> Place(DateTimeOffset expires, long clientOrderId = 0)
    {
        var answer = await _engine.Oms.SendOrder(Engine.Trader, Engine.Order(clientOrderId: clientOrderId) with { TimeInForce = TimeInForce.GTD, ExpiresAt = expires });
        return Assert.IsType<SendOrderAnswer.Accepted>(answer).OrderId;
    }

    /// <summary>The second row of an order's journal, once it is there: nothing is asked of the engine meanwhile.</summary>
    private async Task<object> Second(OrderId order)
    {
        await Until(() => _journal.Stream($"order-{order}").Count >= 2);
        return _journal.Stream($"order-{order}")[1].Event;
    }

    private static async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        while (!holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
