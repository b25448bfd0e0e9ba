using Oms.Actors.Api;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Venue;

/// <summary>Cancels of orders at a venue, after the scenarios that FIX describes, in AlphaPoint's terms: the whole sequence that a subscriber is told, and the end.</summary>
public sealed class CancelScenariosSpec
{
    [Fact]
    public async Task C01_A_working_order_is_canceled_when_the_venue_says_so()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        var cancel = await play.Cancel(order);
        Assert.Equal(OrderState.Working, (await play.Engine.Status(order)).State);
        await play.Report(new VenueReport.Canceled(order, 0, cancel));

        Assert.Equal(["Working 0/10 NewInputAccepted", "Canceled 0/0 UserModified"], await play.Told(order, IsCanceled));
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 1_000_000, 0), await play.Engine.PositionOf(Engine.Usd));
    }

    [Fact]
    public async Task C02_C03_A_cancel_that_the_venue_refuses_leaves_the_order_working_and_a_new_one_may_follow()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        var first = await play.Cancel(order);
        await play.Report(new VenueReport.CancelRefused(order, first, "auction"));

        Assert.Equal(["Working 0/10 NewInputAccepted", "cancel rejected, Working 0: auction"], await play.Told(order, @event => @event is CancelOrderRejectEvent));
        Assert.Equal(1_000, (await play.Engine.PositionOf(Engine.Usd)).Hold);
        var second = await play.Cancel(order);
        Assert.NotEqual(first, second);
        await play.Report(new VenueReport.Canceled(order, 0, second));
        Assert.Equal(OrderState.Canceled, (await play.Engine.Until(order, OrderState.Canceled)).State);
    }

    [Fact]
    public async Task C04_Fills_that_cross_a_cancel_are_told_in_order_and_a_cancellation_that_counts_them_waits()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10_000m / 1_000);
        await play.Fill(order, 2);
        var cancel = await play.Cancel(order);
        await play.Fill(order, 3);
        var canceled = play.Report(new VenueReport.Canceled(order, 6, cancel));
        Assert.Equal(OrderState.Working, (await play.Engine.Status(order)).State);
        await play.Fill(order, 1, 99);
        await canceled;

        Assert.Equal(
            [
                "Working 0/10 NewInputAccepted", "Buy 2 at 100", "Working 2/8 Trade", "Buy 3 at 100", "Working 5/5 Trade", "Buy 1 at 99", "Working 6/4 Trade",
                "Canceled 6/0 UserModified",
            ],
            await play.Told(order, IsCanceled));
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 1_000_000 - 599, 0), await play.Engine.PositionOf(Engine.Usd));
        Assert.Equal(106, (await play.Engine.PositionOf(Engine.Btc)).Amount);
    }

    [Fact]
    public async Task C05_A_part_filled_order_whose_cancel_is_refused_works_on_with_what_was_executed()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        await play.Fill(order, 5);
        var cancel = await play.Cancel(order);
        await play.Fill(order, 1);
        await play.Report(new VenueReport.CancelRefused(order, cancel, "auction"));

        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "Buy 5 at 100", "Working 5/5 Trade", "Buy 1 at 100", "Working 6/4 Trade", "cancel rejected, Working 6: auction"],
            await play.Told(order, @event => @event is CancelOrderRejectEvent));
    }

    [Fact]
    public async Task C06_The_last_fill_comes_first_and_the_cancel_is_too_late()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        await play.Fill(order, 5);
        await play.Cancel(order);
        await play.Fill(order, 5);

        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "Buy 5 at 100", "Working 5/5 Trade", "Buy 5 at 100", "FullyExecuted 10/0 Trade", "cancel rejected, FullyExecuted 10: FullyExecuted"],
            await play.Told(order, @event => @event is CancelOrderRejectEvent));
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "FullyExecuted"), await play.Engine.Cancel(order));
    }

    [Fact]
    public async Task C07_An_order_that_the_venue_has_not_accepted_can_be_canceled()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Engine.Place(10);
        await play.Venue.Submitted(order);
        var cancel = await play.Cancel(order);
        await play.Report(new VenueReport.Canceled(order, 0, cancel));

        Assert.Equal(["Working 0/10 NewInputAccepted", "Canceled 0/0 UserModified"], await play.Told(order, IsCanceled));
        await play.Report(new VenueReport.Accepted(order));
        Assert.Equal(OrderState.Canceled, (await play.Engine.Status(order)).State);
    }

    [Fact]
    public async Task C08_The_venues_accept_and_a_cancel_cross_and_the_order_ends_as_if_they_had_not()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Engine.Place(10);
        await play.Venue.Submitted(order);
        var cancel = await play.Cancel(order);
        await play.Report(new VenueReport.Accepted(order));
        Assert.Equal(OrderState.Working, (await play.Engine.Status(order)).State);
        await play.Report(new VenueReport.Canceled(order, 0, cancel));

        Assert.Equal(["Working 0/10 NewInputAccepted", "Canceled 0/0 UserModified"], await play.Told(order, IsCanceled));
    }

    [Fact]
    public async Task C12_A_second_cancel_while_one_is_pending_is_received_asks_the_venue_again_and_makes_no_second_event()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        var first = await play.Cancel(order);
        Assert.Equal(first, await play.Cancel(order));
        await play.Report(new VenueReport.Canceled(order, 0, first));

        Assert.Equal(["Working 0/10 NewInputAccepted", "Canceled 0/0 UserModified"], await play.Told(order, IsCanceled));
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "Canceled"), await play.Engine.Cancel(order));
    }

    [Theory]
    [InlineData(ChangeReason.UserModified)]
    [InlineData(ChangeReason.SystemCanceled_NoMoreMarket)]
    public async Task U01_U02_The_venue_cancels_a_part_filled_order_of_its_own_accord_and_says_why(ChangeReason reason)
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        await play.Fill(order, 1);
        await play.Report(new VenueReport.Canceled(order, 1, null, reason));

        Assert.Equal(["Working 0/10 NewInputAccepted", "Buy 1 at 100", "Working 1/9 Trade", $"Canceled 1/0 {reason}"], await play.Told(order, IsCanceled));
    }

    [Fact]
    public async Task U08_A_fill_after_a_forced_cancellation_is_heard_and_raised_and_never_reopens_the_order()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        await play.Cancel(order);
        Assert.Equal(Receipt.Received, await play.Engine.Administration.ForceCancelOutcome(Engine.Operator, order, canceled: true));
        await play.Told(order, IsCanceled);
        await play.Fill(order, 4);
        await play.Raised($"Order {order} is Canceled: execution 1 of 4 at 100 is set aside");

        var after = await play.Engine.Status(order);
        Assert.Equal((OrderState.Canceled, 0m), (after.State, after.QuantityExecuted));
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 1_000_000, 0), await play.Engine.PositionOf(Engine.Usd));
    }

    [Fact]
    public async Task X09_A_silent_venue_leaves_the_cancel_pending_where_an_operator_sees_it_and_decides()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        var cancel = await play.Cancel(order);

        var pending = Assert.Single((await play.Engine.Administration.GetPendingCancels(Engine.Operator, Engine.Account)).Value!);
        Assert.Equal((order, cancel, "trader", OrderState.Working), (pending.Order.OrderId, pending.CancelId, pending.UserName, pending.Order.State));
        Assert.Equal(OmsCode.NotAuthorized, (await play.Engine.Administration.ForceCancelOutcome(Engine.Trader, order, canceled: false)).ErrorCode);
        Assert.Equal(Receipt.Received, await play.Engine.Administration.ForceCancelOutcome(Engine.Operator, order, canceled: false));

        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "cancel rejected, Working 0: Operator_Decision"], await play.Told(order, @event => @event is CancelOrderRejectEvent));
        Assert.Empty((await play.Engine.Administration.GetPendingCancels(Engine.Operator, Engine.Account)).Value!);
        Assert.Equal(OmsCode.ResourceNotFound, (await play.Engine.Administration.ForceCancelOutcome(Engine.Operator, order, canceled: true)).ErrorCode);
    }

    [Fact]
    public async Task X10_After_a_restart_the_venue_is_asked_again_under_the_same_cancel_id_though_nobody_touches_the_order()
    {
        using var directory = new TemporaryDirectory();
        var venue = new ScriptedVenue();
        OrderId order;
        string cancel;
        await using (var engine = await Engine.In(directory, empty: true, venue))
        {
            order = await engine.Place(10);
            Assert.Equal(Receipt.Received, await engine.Cancel(order));
            cancel = (await venue.CancelAsked(order)).CancelId;
        }

        venue = new ScriptedVenue();
        await using var again = await Engine.In(directory, empty: false, venue);
        Assert.Equal(cancel, (await venue.CancelAsked(order)).CancelId);
        Assert.Equal(VenueReportResult.Taken, await again.Reports.Report(new VenueReport.Canceled(order, 0, cancel)));
        Assert.Equal(OrderState.Canceled, (await again.Until(order, OrderState.Canceled)).State);
    }

    [Fact]
    public async Task C15_An_order_that_the_venue_rejects_is_closed_with_its_reason_holds_nothing_and_a_cancel_of_it_finds_nothing()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Engine.Place(10);
        await play.Venue.Submitted(order);
        await play.Report(new VenueReport.Rejected(order, "No More Market"));

        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "rejected: No More Market", "Rejected 0/0 NewInputRejected"],
            await play.Told(order, @event => @event is OrderStateEvent { Order.State: OrderState.Rejected }));
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 1_000_000, 0), await play.Engine.PositionOf(Engine.Usd));
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "Rejected"), await play.Engine.Cancel(order));
    }

    [Fact]
    public async Task A_venue_that_throws_or_never_ends_harms_nobody_and_is_asked_again()
    {
        await using var play = await VenueScenario.Begin();
        play.Venue.HandOver = () => throw new IOException("no line");
        var order = await play.Engine.Place(10);
        await play.Venue.Submitted(order);
        play.Venue.HandOver = () => new TaskCompletionSource().Task;
        await play.Venue.Submitted(order);

        var other = await play.Engine.Place(1);
        await play.Venue.Submitted(other);
        await play.Report(new VenueReport.Accepted(other));
        Assert.Equal(2, (await play.Engine.OpenOrders()).Count);
    }

    [Fact]
    public async Task A_report_on_an_order_that_never_was_is_answered_so_and_nonsense_is_thrown_back()
    {
        await using var play = await VenueScenario.Begin();

        Assert.Equal(VenueReportResult.UnknownOrder, await play.Engine.Reports.Report(new VenueReport.Accepted(new OrderId(1_000_000))));
        await Assert.ThrowsAsync<ArgumentException>(() => play.Engine.Reports.Report(new VenueReport.CancelRefused(new OrderId(1), "1", "why")));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => play.Engine.Reports.Report(new VenueReport.Execution(new OrderId(1), 1, 0, 1)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => play.Engine.Reports.Report(new VenueReport.Rejected(new OrderId(1), " ")));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => play.Engine.Reports.Report(new VenueReport.Canceled(new OrderId(1), -1, null)));
    }

    private static bool IsCanceled(AccountEvent @event) => @event is OrderStateEvent { Order.State: OrderState.Canceled };
}
