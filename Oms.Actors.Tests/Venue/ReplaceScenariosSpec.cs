using Oms.Actors.Api;
using Oms.Actors.Protocol;
using Xunit;

namespace Oms.Actors.Tests.Venue;

/// <summary>
/// Replacements of orders at a venue, after the scenarios that FIX describes, in AlphaPoint's terms: the replacement is an order of its own, what the old one has executed
/// counts for it, and the old one is canceled. Quantities are a thousandth of FIX's.
/// </summary>
public sealed class ReplaceScenariosSpec
{
    [Fact]
    public async Task R01_An_order_of_which_nothing_is_executed_is_replaced_by_a_larger_one()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        var replacing = play.Replace(order, 11, clientOrderId: 5);
        await MakeRoom(play, order, 0);
        var replacement = IdOf(await replacing);

        Assert.Equal(["Working 0/10 NewInputAccepted", "Canceled 0/0 UserModified"], await play.Told(order, IsCanceled));
        Assert.Equal(["Working 0/11 NewInputAccepted"], await play.Told(replacement, @event => @event is OrderStateEvent));
        var view = await play.Engine.Status(replacement);
        Assert.Equal((order, new ClientOrderId(5), 1_100), (view.OriginalOrderId, view.ClientOrderId, (await play.Engine.PositionOf(Engine.Usd)).Hold));
        Assert.Equal([replacement], (await play.Engine.OpenOrders()).Select(open => open.OrderId));
        Assert.Equal((11, replacement), ((await play.Venue.Submitted(replacement)).Quantity, view.OrderId));
    }

    [Fact]
    public async Task R02_Fills_go_to_the_old_order_until_it_has_made_room_and_count_for_the_new_one()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        await play.Fill(order, 1);
        var replacing = play.Replace(order, 12);
        var cancel = (await play.Venue.CancelAsked(order)).CancelId;
        await play.Fill(order, 0.1m);
        await play.Report(new VenueReport.Canceled(order, 1.1m, cancel));
        var replacement = IdOf(await replacing);
        await play.Venue.Submitted(replacement);
        await play.Fill(replacement, 10.9m);

        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "Buy 1 at 100", "Working 1/9 Trade", "Buy 0.1 at 100", "Working 1.1/8.9 Trade", "Canceled 1.1/0 UserModified"],
            await play.Told(order, IsCanceled));
        Assert.Equal(
            ["Working 0/10.9 NewInputAccepted", "Buy 10.9 at 100", "FullyExecuted 10.9/0 Trade"],
            await play.Told(replacement, @event => @event is OrderStateEvent { Order.State: OrderState.FullyExecuted }));
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 1_000_000 - 1_200, 0), await play.Engine.PositionOf(Engine.Usd));
    }

    [Fact]
    public async Task A_cancel_by_the_id_that_was_told_while_the_old_order_is_silent_cancels_the_replacement_as_soon_as_it_is_there()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        var replacing = play.Replace(order, 11);
        var makeRoom = (await play.Venue.CancelAsked(order)).CancelId;
        var replacement = IdOf(await replacing);

        Assert.Equal(Receipt.Received, await play.Engine.Cancel(replacement));
        Assert.Equal(Receipt.Refused(OmsCode.OperationFailed, CallRefused.ChangeUnderWay), await play.Modify(replacement, 5));
        await play.Report(new VenueReport.Canceled(order, 0, makeRoom));
        await play.Venue.Submitted(replacement);
        await play.Report(new VenueReport.Canceled(replacement, 0, (await play.Venue.CancelAsked(replacement)).CancelId));
        Assert.Equal(["Working 0/11 NewInputAccepted", "Canceled 0/0 UserModified"], await play.Told(replacement, IsCanceled));
        Assert.Equal(0, (await play.Engine.PositionOf(Engine.Usd)).Hold);
    }

    [Fact]
    public async Task Reductions_that_wait_for_one_another_follow_each_other_at_once()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        var receipts = await Task.WhenAll(play.Modify(order, 8), play.Modify(order, 6));
        Assert.All(receipts, receipt => Assert.True(receipt.Result || receipt.ErrorCode == OmsCode.OperationFailed, receipt.ToString()));
        foreach (var _ in receipts.Where(receipt => receipt.Result))
        {
            var asked = await play.Venue.ReplaceAsked(order);
            await play.Report(new VenueReport.Replaced(order, asked.ReplaceId, asked.Quantity));
        }

        var states = (await play.Engine.Oms.GetOrderHistoryByOrderId(Engine.Trader, new GetOrderHistoryByOrderIdRequest(1, order.Value))).Value!;
        Assert.Equal(states.Select(state => (state.OrigQuantity, state.State)).Distinct(), states.Select(state => (state.OrigQuantity, state.State)));
    }

    [Fact]
    public async Task An_order_that_the_venue_rejects_shows_why_in_the_venues_own_words()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Engine.Place();
        await play.Venue.Submitted(order);
        await play.Report(new VenueReport.Rejected(order, "Bad_Moon"));

        Assert.Equal("Bad_Moon", (await play.Engine.Until(order, OrderState.Rejected)).RejectText);
    }

    [Fact]
    public async Task R03_A_filled_order_is_not_reopened()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        await play.Fill(order, 10);

        var refused = Assert.IsType<CancelReplaceOrderAnswer.Refused>(await play.Replace(order, 12));
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "FullyExecuted"), refused.Receipt);
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "FullyExecuted"), await play.Modify(order, 5));
    }

    [Fact]
    public async Task R04_The_last_fill_crosses_the_replacement_which_comes_to_nothing()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        var replacing = play.Replace(order, 10, 99);
        await play.Venue.CancelAsked(order);
        await play.Fill(order, 10);

        Assert.Equal(new CancelReplaceOrderAnswer.Rejected("FullyExecuted"), await replacing);
        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "Buy 10 at 100", "FullyExecuted 10/0 Trade", "change to 10 rejected: FullyExecuted"],
            await play.Told(order, @event => @event is CancelReplaceOrderRejectEvent));
        Assert.Equal(0, (await play.Engine.PositionOf(Engine.Usd)).Hold);
        Assert.Empty(await play.Engine.OpenOrders());
    }

    [Fact]
    public async Task R05_A_reduction_that_fills_cross_leaves_what_is_not_executed_and_keeps_the_order()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        await play.Fill(order, 1);
        var reduction = await play.Reduce(order, 8);
        await play.Fill(order, 0.5m);
        await play.Report(new VenueReport.Replaced(order, reduction, 8));
        await play.Fill(order, 0.1m);

        Assert.Equal(
            [
                "Working 0/10 NewInputAccepted", "Buy 1 at 100", "Working 1/9 Trade", "Buy 0.5 at 100", "Working 1.5/8.5 Trade", "Working 1.5/6.5 UserModified",
                "Buy 0.1 at 100", "Working 1.6/6.4 Trade",
            ],
            await play.Told(order, @event => @event is OrderStateEvent { Order.QuantityExecuted: 1.6m }));
        Assert.Equal(640, (await play.Engine.PositionOf(Engine.Usd)).Hold);
        await play.Fill(order, 6.4m);
        Assert.Equal(8, (await play.Engine.Until(order, OrderState.FullyExecuted)).OrigQuantity);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(5)]
    public async Task R06_R07_An_order_reduced_to_what_it_has_executed_or_less_is_fully_executed(decimal quantity)
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        await play.Fill(order, 7);
        var reduction = await play.Reduce(order, quantity);
        await play.Report(new VenueReport.Replaced(order, reduction, 7));

        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "Buy 7 at 100", "Working 7/3 Trade", "FullyExecuted 7/0 UserModified"],
            await play.Told(order, @event => @event is OrderStateEvent { Order.State: OrderState.FullyExecuted }));
        Assert.Equal(0, (await play.Engine.PositionOf(Engine.Usd)).Hold);
    }

    [Fact]
    public async Task R06_An_order_replaced_by_no_more_than_it_has_executed_is_fully_executed_and_nothing_takes_its_place()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        await play.Fill(order, 7);
        var replacing = play.Replace(order, 7, 99);
        await MakeRoom(play, order, 7);

        Assert.Equal(new CancelReplaceOrderAnswer.Rejected("FullyExecuted"), await replacing);
        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "Buy 7 at 100", "Working 7/3 Trade", "FullyExecuted 7/0 UserModified", "change to 7 rejected: FullyExecuted"],
            await play.Told(order, @event => @event is CancelReplaceOrderRejectEvent));
        Assert.Empty(await play.Engine.OpenOrders());
    }

    [Fact]
    public async Task R08_A_chain_of_replacements_keeps_its_ids_and_a_superseded_client_id_finds_nothing()
    {
        await using var play = await VenueScenario.Begin();
        var first = await play.Engine.Place(10, clientOrderId: 1);
        await play.Venue.Submitted(first);
        var replacing = play.Replace(first, 10, 99, clientOrderId: 2);
        await MakeRoom(play, first, 0);
        var second = IdOf(await replacing);
        replacing = play.Replace(second, 10, 98, clientOrderId: 3);
        await MakeRoom(play, second, 0);
        var third = await replacing;

        Assert.Equal(new CancelReplaceOrderAnswer.Replaced(IdOf(third), new ClientOrderId(3), second, new ClientOrderId(2)), third);
        Assert.Equal(second, (await play.Engine.Status(IdOf(third))).OriginalOrderId);
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "Canceled"), await CancelByClientId(play, 1));
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "Canceled"), await CancelByClientId(play, 2));
        Assert.Equal(Receipt.Received, await CancelByClientId(play, 3));
    }

    [Fact]
    public async Task R09_A_replacement_that_is_refused_at_once_changes_nothing_and_the_next_one_is_made()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        await play.Fill(order, 1);
        Assert.Equal(new CancelReplaceOrderAnswer.Rejected("Not_Enough_Funds"), await play.Replace(order, 100_000));
        Assert.Equal(900, (await play.Engine.PositionOf(Engine.Usd)).Hold);
        var replacing = play.Replace(order, 12);
        await MakeRoom(play, order, 1);

        Assert.Equal(11, (await play.Engine.Status(IdOf(await replacing))).OrigQuantity);
    }

    [Fact]
    public async Task R10_A_replacement_that_the_venue_refuses_leaves_the_order_as_it_was_and_the_next_one_is_made()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        var replacing = play.Replace(order, 12);
        var cancel = (await play.Venue.CancelAsked(order)).CancelId;
        await play.Fill(order, 1);
        await play.Report(new VenueReport.CancelRefused(order, cancel, "auction"));

        Assert.Equal(new CancelReplaceOrderAnswer.Rejected("auction"), await replacing);
        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "Buy 1 at 100", "Working 1/9 Trade", "change to 12 rejected: auction"],
            await play.Told(order, @event => @event is CancelReplaceOrderRejectEvent));
        Assert.Equal(900, (await play.Engine.PositionOf(Engine.Usd)).Hold);
        var again = play.Replace(order, 12);
        await MakeRoom(play, order, 1);
        Assert.Equal(11, (await play.Engine.Status(IdOf(await again))).OrigQuantity);
    }

    [Fact]
    public async Task R10_A_reduction_that_the_venue_refuses_leaves_the_order_as_it_was()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        var reduction = await play.Reduce(order, 8);
        await play.Report(new VenueReport.ReplaceRefused(order, reduction, "auction"));

        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "change to 8 rejected: auction"],
            await play.Told(order, @event => @event is CancelReplaceOrderRejectEvent));
        Assert.Equal(1_000, (await play.Engine.PositionOf(Engine.Usd)).Hold);
        Assert.NotEqual(reduction, await play.Reduce(order, 8));
    }

    [Fact]
    public async Task R11_Two_replacements_one_after_the_other_are_both_made()
    {
        await using var engine = await Engine.Start();
        var order = await engine.Place(10);
        var second = IdOf(await engine.Oms.CancelReplaceOrder(Engine.Trader, new CancelReplaceOrderRequest(1, order.Value, 8, 99)));
        var third = IdOf(await engine.Oms.CancelReplaceOrder(Engine.Trader, new CancelReplaceOrderRequest(1, second.Value, 9, 98)));

        Assert.Equal([third], (await engine.OpenOrders()).Select(open => open.OrderId));
        Assert.Equal(OrderState.Canceled, (await engine.Status(order)).State);
        Assert.Equal(9 * 98, (await engine.PositionOf(Engine.Usd)).Hold);
    }

    [Fact]
    public async Task R12_R13_A_second_change_while_one_is_pending_is_refused()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        var replacing = play.Replace(order, 12);
        await play.Venue.CancelAsked(order);

        var refused = Receipt.Refused(OmsCode.OperationFailed, "a change of the order is under way");
        Assert.Equal(new CancelReplaceOrderAnswer.Refused(refused), await play.Replace(order, 13));
        Assert.Equal(refused, await play.Modify(order, 9));
        await MakeRoom(play, order, 0);
        Assert.Equal(12, (await play.Engine.Status(IdOf(await replacing))).OrigQuantity);
    }

    [Fact]
    public async Task R14_A_cancel_that_meets_a_replacement_wins_and_what_has_taken_the_orders_place_is_canceled()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        var replacing = play.Replace(order, 12);
        await play.Venue.CancelAsked(order);
        await play.Cancel(order);
        await MakeRoom(play, order, 0);
        var replacement = IdOf(await replacing);
        var cancel = (await play.Venue.CancelAsked(replacement)).CancelId;
        await play.Report(new VenueReport.Canceled(replacement, 0, cancel));

        Assert.Equal(["Working 0/12 NewInputAccepted", "Canceled 0/0 UserModified"], await play.Told(replacement, IsCanceled));
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 1_000_000, 0), await play.Engine.PositionOf(Engine.Usd));
    }

    [Fact]
    public async Task R14_A_cancel_that_meets_a_replacement_which_fails_still_cancels_the_order()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(10);
        var reduction = await play.Reduce(order, 8);
        var cancel = await play.Cancel(order);
        await play.Report(new VenueReport.ReplaceRefused(order, reduction, "auction"));
        await play.Report(new VenueReport.Canceled(order, 0, cancel));

        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "change to 8 rejected: auction", "Canceled 0/0 UserModified"],
            await play.Told(order, IsCanceled));
    }

    private static bool IsCanceled(AccountEvent @event) => @event is OrderStateEvent { Order.State: OrderState.Canceled };

    private static OrderId IdOf(CancelReplaceOrderAnswer answer) => Assert.IsType<CancelReplaceOrderAnswer.Replaced>(answer).ReplacementOrderId;

    private static async Task MakeRoom(VenueScenario play, OrderId order, decimal executed) =>
        await play.Report(new VenueReport.Canceled(order, executed, (await play.Venue.CancelAsked(order)).CancelId));

    private static Task<Receipt> CancelByClientId(VenueScenario play, long clientOrder) =>
        play.Engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, Engine.Account.Value, clientOrder));
}
