using Oms.Actors.Api;
using Oms.Actors.Tests.Wire;
using Xunit;

namespace Oms.Actors.Tests.Venue;

/// <summary>Orders at a venue whose time is over: the whole sequence that a subscriber is told, and the end.</summary>
public sealed class ExpiryScenariosSpec : IAsyncLifetime
{
    private readonly MovableTime _clock = new();
    private VenueScenario _play = null!;

    public async Task InitializeAsync() => _play = await VenueScenario.At(_clock);

    public async Task DisposeAsync() => await _play.DisposeAsync();

    [Fact]
    public async Task The_venue_is_asked_to_cancel_it_and_the_order_works_until_it_has_and_is_then_expired()
    {
        var order = await Place();
        var cancel = await Due(order);
        Assert.Equal(OrderState.Working, (await _play.Engine.Status(order)).State);
        await _play.Report(new VenueReport.Canceled(order, 0, cancel));

        Assert.Equal(["Working 0/10 NewInputAccepted", "Expired 0/0 Expired"], await _play.Told(order, IsExpired));
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 1_000_000, 0), await _play.Engine.PositionOf(Engine.Usd));
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "Expired"), await _play.Engine.Cancel(order));
    }

    [Fact]
    public async Task A_fill_that_comes_before_the_venues_answer_counts()
    {
        var order = await Place();
        var cancel = await Due(order);
        await _play.Fill(order, 4);
        await _play.Report(new VenueReport.Canceled(order, 4, cancel));

        Assert.Equal(["Working 0/10 NewInputAccepted", "Buy 4 at 100", "Working 4/6 Trade", "Expired 4/0 Expired"], await _play.Told(order, IsExpired));
    }

    [Fact]
    public async Task The_last_fill_wins_over_the_expiry_and_nobody_is_told_of_a_cancel_that_nobody_asked_for()
    {
        var order = await Place();
        await Due(order);
        await _play.Fill(order, 10);

        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "Buy 10 at 100", "FullyExecuted 10/0 Trade"],
            await _play.Told(order, @event => @event is OrderStateEvent { Order.State: OrderState.FullyExecuted }));
        Assert.Empty(_play.Listener.Heard.OfType<CancelOrderRejectEvent>());
    }

    [Fact]
    public async Task A_cancel_while_the_expiry_is_pending_joins_it_and_is_rejected_as_Expired()
    {
        var order = await Place();
        var cancel = await Due(order);
        Assert.Equal(cancel, await _play.Cancel(order));
        await _play.Report(new VenueReport.Canceled(order, 0, cancel));

        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "Expired 0/0 Expired", "cancel rejected, Expired 0: Expired"],
            await _play.Told(order, @event => @event is CancelOrderRejectEvent));
    }

    [Fact]
    public async Task A_cancel_that_is_under_way_when_its_time_comes_stays_a_cancel()
    {
        var order = await Place();
        var cancel = await _play.Cancel(order);
        _clock.Advance(TimeSpan.FromHours(2));
        await _play.Report(new VenueReport.Canceled(order, 0, cancel));

        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "Canceled 0/0 UserModified"],
            await _play.Told(order, @event => @event is OrderStateEvent { Order.State: OrderState.Canceled }));
    }

    [Fact]
    public async Task An_expiry_that_the_venue_refuses_is_asked_for_anew_under_another_id()
    {
        var order = await Place();
        var first = await Due(order);
        await _play.Report(new VenueReport.CancelRefused(order, first, "auction"));
        string second;
        do
            second = (await _play.Venue.CancelAsked(order)).CancelId;
        while (second == first);

        await _play.Report(new VenueReport.Canceled(order, 0, second));
        Assert.Equal(["Working 0/10 NewInputAccepted", "Expired 0/0 Expired"], await _play.Told(order, IsExpired));
    }

    [Fact]
    public async Task A_venue_that_lets_it_expire_of_its_own_accord_says_so()
    {
        var order = await Place();
        await _play.Report(new VenueReport.Canceled(order, 0, null, ChangeReason.Expired));

        Assert.Equal(["Working 0/10 NewInputAccepted", "Expired 0/0 Expired"], await _play.Told(order, IsExpired));
    }

    /// <summary>Places an order that is good for an hour, and lets the venue have it.</summary>
    private async Task<OrderId> Place()
    {
        var expires = _clock.GetUtcNow().AddHours(1);
        var answer = await _play.Engine.Oms.SendOrder(Engine.Trader, Engine.Order(10) with { TimeInForce = TimeInForce.GTD, ExpiresAt = expires });
        var order = Assert.IsType<SendOrderAnswer.Accepted>(answer).OrderId;
        Assert.Equal(expires, (await _play.Venue.Submitted(order)).ExpiresAt);
        await _play.Report(new VenueReport.Accepted(order));
        return order;
    }

    /// <summary>The hour is over: the cancel that the venue is asked for.</summary>
    private async Task<string> Due(OrderId order)
    {
        _clock.Advance(TimeSpan.FromHours(2));
        return (await _play.Venue.CancelAsked(order)).CancelId;
    }

    private static bool IsExpired(AccountEvent @event) => @event is OrderStateEvent { Order.State: OrderState.Expired };
}
