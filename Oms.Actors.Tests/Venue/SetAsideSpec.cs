using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Venue;

/// <summary>Executions that an order can't take: the venue has made them all the same, so they are no part any more of what rests there.</summary>
public sealed class SetAsideSpec
{
    private const long Aside = 99;

    [Fact]
    public async Task An_order_of_which_the_last_execution_is_set_aside_is_full_with_what_it_took_and_holds_nothing()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        await play.Fill(order, 6);
        await SetAside(play, order, 4);

        Assert.Equal((OrderState.FullyExecuted, 6m, 6m), await StateOf(play, order));
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 1_000_000 - 600, 0), await play.Engine.PositionOf(Engine.Usd));
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "FullyExecuted"), await play.Engine.Cancel(order));
        await play.Raised("execution 99 of 4 at 200 is set aside");
    }

    [Fact]
    public async Task A_cancel_that_is_pending_then_comes_too_late()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        await SetAside(play, order, 4);
        await play.Cancel(order);
        await play.Fill(order, 6);

        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "Buy 6 at 100", "FullyExecuted 6/0 Trade", "cancel rejected, FullyExecuted 6: FullyExecuted"],
            await play.Told(order, @event => @event is CancelOrderRejectEvent));
        Assert.Equal(0, (await play.Engine.PositionOf(Engine.Usd)).Hold);
    }

    [Fact]
    public async Task An_order_that_is_reduced_to_what_was_set_aside_is_full()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        await SetAside(play, order, 4);
        await play.Report(new VenueReport.Replaced(order, await play.Reduce(order, 3), 4));

        Assert.Equal((OrderState.FullyExecuted, 0m, 0m), await StateOf(play, order));
        Assert.Equal(0, (await play.Engine.PositionOf(Engine.Usd)).Hold);
    }

    [Fact]
    public async Task A_replacement_has_what_is_left_at_the_venue_and_not_what_was_set_aside()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        await SetAside(play, order, 4);
        var replacing = play.Replace(order, 10, 99);
        await play.Report(new VenueReport.Canceled(order, 4, (await play.Venue.CancelAsked(order)).CancelId));

        var replacement = Assert.IsType<CancelReplaceOrderAnswer.Replaced>(await replacing).ReplacementOrderId;
        Assert.Equal(6, (await play.Venue.Submitted(replacement)).Quantity);
        Assert.Equal(6 * 99, (await play.Engine.PositionOf(Engine.Usd)).Hold);
    }

    [Fact]
    public async Task A_replacement_by_no_more_than_was_set_aside_comes_to_nothing()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        await SetAside(play, order, 4);
        var replacing = play.Replace(order, 4);
        await play.Report(new VenueReport.Canceled(order, 4, (await play.Venue.CancelAsked(order)).CancelId));

        Assert.Equal(new CancelReplaceOrderAnswer.Rejected("FullyExecuted"), await replacing);
        Assert.Equal(0, (await play.Engine.PositionOf(Engine.Usd)).Hold);
    }

    /// <summary>At twice the limit.</summary>
    private static Task SetAside(VenueScenario play, OrderId order, decimal quantity) => play.Report(new VenueReport.Execution(order, Aside, quantity, 200));

    private static async Task<(OrderState, decimal Executed, decimal Ordered)> StateOf(VenueScenario play, OrderId order) =>
        await play.Engine.Status(order) is var view ? (view.State, view.QuantityExecuted, view.OrigQuantity) : default;
}
