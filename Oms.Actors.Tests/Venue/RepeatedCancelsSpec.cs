using Oms.Actors.Api;
using Oms.Actors.Gateway;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Venue;

/// <summary>A venue that is silent, and traders who ask again: nobody's asking takes the room of somebody else's.</summary>
public sealed class RepeatedCancelsSpec
{
    private const int Often = 10;

    [Fact]
    public async Task C12_A_cancel_that_is_repeated_while_the_venue_is_silent_leaves_the_others_their_room()
    {
        await using var engine = await On(new ScriptedVenue(), carried: 2);
        var (one, other) = (await engine.Place(1), await engine.Place(1));

        for (var time = 0; time < Often; time++)
            Assert.Equal(Receipt.Received, await engine.Cancel(one));

        Assert.Equal(Receipt.Received, await engine.Cancel(other));
        Assert.Equal(Receipt.Received, await engine.Cancel(one));
        Assert.Equal(Receipt.Refused(OmsCode.OperationFailed), await engine.Cancel(await engine.Place(1)));
    }

    [Fact]
    public async Task C12_Each_repeat_has_the_venue_asked_again_under_the_first_ones_id()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        var first = await play.Cancel(order);

        for (var time = 0; time < Often; time++)
            Assert.Equal(first, await play.Cancel(order));
    }

    [Fact]
    public async Task C05_C12_A_cancel_that_was_repeated_is_refused_once()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        var first = await play.Cancel(order);
        for (var time = 0; time < Often; time++)
            await play.Cancel(order);

        await play.Report(new VenueReport.CancelRefused(order, first, "auction"));
        var second = await play.Cancel(order);
        await play.Report(new VenueReport.Canceled(order, 0, second));

        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "cancel rejected, Working 0: auction", "Canceled 0/0 UserModified"],
            await play.Told(order, @event => @event is OrderStateEvent { Order.State: OrderState.Canceled }));
    }

    [Fact]
    public async Task C06_C12_A_cancel_that_was_repeated_comes_too_late_once()
    {
        await using var play = await VenueScenario.Begin();
        var (order, other) = (await play.Place(), await play.Place());
        for (var time = 0; time < Often; time++)
            await play.Cancel(order);

        await play.Fill(order, 10);
        await play.Report(new VenueReport.Canceled(other, 0, await play.Cancel(other)));
        await play.Listener.Next<OrderStateEvent>(@event => @event.Order.OrderId == other && @event.Order.State == OrderState.Canceled);

        Assert.Single(play.Listener.Heard.OfType<CancelOrderRejectEvent>());
    }

    [Fact]
    public async Task M07_A_sweep_that_is_repeated_while_the_venue_is_silent_leaves_the_others_their_room()
    {
        await using var engine = await On(new ScriptedVenue(), carried: 2);
        var order = await engine.Place(1);

        for (var time = 0; time < Often; time++)
            Assert.Equal(Receipt.Received, await Sweep(engine));

        Assert.Equal(Receipt.Received, await engine.Cancel(order));
    }

    [Fact]
    public async Task M07_Sweeps_of_a_silent_venues_orders_keep_no_later_one_from_beginning()
    {
        var venue = new ScriptedVenue();
        await using var engine = await On(venue, carried: 100);
        for (var time = 0; time <= Actors.Protocol.Timings.Default.SweepsMost; time++)
        {
            var order = await engine.Place(1);
            Assert.Equal(Receipt.Received, await Sweep(engine));
            await venue.CancelAsked(order);
        }
    }

    [Fact]
    public async Task M03_The_orders_of_a_sweep_have_each_their_outcome_whenever_the_venue_gives_it()
    {
        await using var play = await VenueScenario.Begin();
        var (canceled, refused, filled) = (await play.Place(), await play.Place(), await play.Place());
        Assert.Equal(Receipt.Received, await Sweep(play.Engine));
        var (first, second) = ((await play.Venue.CancelAsked(canceled)).CancelId, (await play.Venue.CancelAsked(refused)).CancelId);
        await play.Venue.CancelAsked(filled);
        await play.Report(new VenueReport.Canceled(canceled, 0, first));
        await play.Report(new VenueReport.CancelRefused(refused, second, "auction"));
        await play.Fill(filled, 10);

        Assert.Equal("Canceled 0/0 UserModified", (await play.Told(canceled, @event => @event is OrderStateEvent { Order.State: OrderState.Canceled }))[^1]);
        Assert.Equal("cancel rejected, Working 0: auction", (await play.Told(refused, @event => @event is CancelOrderRejectEvent))[^1]);
        Assert.Equal("cancel rejected, FullyExecuted 10: FullyExecuted", (await play.Told(filled, @event => @event is CancelOrderRejectEvent))[^1]);
    }

    private static Task<Engine> On(IExecutionVenue venue, int carried)
    {
        var journal = new FaultyJournal();
        return Engine.On(() => journal.Store, limits: new GatewayLimits(Carried: carried), venue: venue);
    }

    private static Task<Receipt> Sweep(Engine engine) => engine.Oms.CancelAllOrders(Engine.Trader, new CancelAllOrdersRequest(1, 7));
}
