using Oms.Actors.Api;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Venue;

/// <summary>What a venue says of its own accord beside executions: why it cancels, what it keeps, and that an execution was not what it was said to be.</summary>
public sealed class CorrectionScenariosSpec
{
    [Theory]
    [InlineData("SelfMatch")]
    [InlineData(null)]
    public async Task U06_A_cancellation_of_the_venues_own_accord_has_its_own_words_where_it_has_any(string? text)
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        await play.Fill(order, 1);
        await play.Report(new VenueReport.Canceled(order, 1, null, ChangeReason.UserModified, text));

        Assert.Equal(["Working 0/10 NewInputAccepted", "Buy 1 at 100", "Working 1/9 Trade", "Canceled 1/0 UserModified"], await play.Told(order, IsCanceled));
        Assert.Equal(text, play.Listener.Heard.OfType<OrderStateEvent>().Last(told => told.Order.OrderId == order).Order.CancelText);
        Assert.Equal((OrderState.Canceled, text), ((await play.Engine.Status(order)).State, (await play.Engine.Status(order)).CancelText));
        Assert.Equal(text, (await History(play.Engine))[0].CancelText);
    }

    [Fact]
    public async Task A_fee_is_kept_of_what_the_order_receives_and_told_with_the_trade()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        await play.Report(new VenueReport.Execution(order, 1, 10, 100, 0.02m, Liquidity.Taker));

        var trade = (await play.Listener.Next<OrderTradeEvent>(_ => true)).Trade;
        Assert.Equal((0.02m, Engine.Btc, Liquidity.Taker, 0m), (trade.Fee, trade.FeeProductId, trade.Liquidity, trade.Remaining));
        Assert.Equal((999_000m, 109.98m), ((await play.Engine.PositionOf(Engine.Usd)).Amount, (await play.Engine.PositionOf(Engine.Btc)).Amount));
    }

    [Fact]
    public async Task A_fee_of_more_than_the_order_receives_is_set_aside_with_its_execution()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        await play.Report(new VenueReport.Execution(order, 1, 1, 100, 1.01m));
        await play.Raised($"Order {order} is Working: execution 1 of 1 at 100 is set aside");
        Assert.Equal(100, (await play.Engine.PositionOf(Engine.Btc)).Amount);
    }

    [Fact]
    public async Task Nonsense_is_thrown_back()
    {
        await using var play = await VenueScenario.Begin();
        var order = new OrderId(1);
        VenueReport[] nonsense =
        [
            new VenueReport.Execution(order, 1, 1, 1, -0.1m), new VenueReport.Execution(order, 1, 1, 1, 0.0000000000000000001m),
            new VenueReport.Execution(order, 1, 1, 1, 0, (Liquidity)3), new VenueReport.Corrected(order, 1, -1, 1), new VenueReport.Corrected(order, 1, 1, 0),
            new VenueReport.Corrected(order, 1, 1, 1, -1), new VenueReport.Corrected(order, 1, 1, 1, 0, 1), new VenueReport.Canceled(order, -0.5m, null),
            new VenueReport.Canceled(order, 0, null, Text: " "), new VenueReport.Canceled(order, 0, null, Text: new string('x', 201)),
        ];
        foreach (var report in nonsense)
            await Assert.ThrowsAnyAsync<ArgumentException>(() => play.Engine.Reports.Report(report));
    }

    [Fact]
    public async Task U07_A_past_fill_of_a_canceled_order_is_corrected_and_busted_and_the_order_stays_canceled()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        await play.Report(new VenueReport.Execution(order, 1, 4, 100, 0.04m));
        await play.Report(new VenueReport.Canceled(order, 4, await play.Cancel(order)));
        await play.Report(new VenueReport.Corrected(order, 1, 3, 99, 0.03m));
        await AllSay(play.Engine, order, 3, 297);
        Assert.Equal((999_703m, 102.97m), await Amounts(play.Engine));
        await play.Report(new VenueReport.Corrected(order, 1, 0, 99, 0, 3));
        await play.Report(new VenueReport.Corrected(order, 1, 3, 99, 0.03m));
        await play.Report(new VenueReport.Corrected(order, 1, 0, 99, 0, 3));

        await AllSay(play.Engine, order, 0, 0);
        Assert.Equal((1_000_000m, 100m), await Amounts(play.Engine));
        Assert.Equal(
            [
                "Working 0/10 NewInputAccepted", "Buy 4 at 100", "Working 4/6 Trade", "Canceled 4/0 UserModified", "Buy 3 at 99", "Canceled 3/0 UserModified", "Buy 0 at 99",
                "Canceled 0/0 UserModified",
            ],
            await play.Told(order, @event => @event is OrderStateEvent { Order: { State: OrderState.Canceled, QuantityExecuted: 0 } }));
        await play.Listener.Next<AccountPositionEvent>(told => told.Position == new Position(Engine.Account, Engine.Usd, 1_000_000, 0));
    }

    [Fact]
    public async Task U07_A_correction_of_a_working_order_changes_what_was_executed_and_not_what_rests()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        await play.Fill(order, 4);
        await play.Report(new VenueReport.Corrected(order, 1, 0, 100));
        var after = await play.Engine.Status(order);
        Assert.Equal((OrderState.Working, 0m, 6m), (after.State, after.QuantityExecuted, after.Quantity));
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 1_000_000, 600), await play.Engine.PositionOf(Engine.Usd));

        await play.Fill(order, 6);
        var filled = await play.Engine.Until(order, OrderState.FullyExecuted);
        Assert.Equal((6m, 0m), (filled.QuantityExecuted, filled.Quantity));
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 999_400, 0), await play.Engine.PositionOf(Engine.Usd));
    }

    [Fact]
    public async Task U07_An_account_that_owes_what_a_bust_takes_back_places_and_withdraws_nothing_until_it_is_paid_and_that_is_raised()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        await play.Fill(order, 10);
        Assert.Equal(Receipt.Received, await play.Engine.Administration.Withdraw(Engine.Operator, Engine.Account, Engine.Btc, 105, "out"));
        await play.Report(new VenueReport.Corrected(order, 1, 0, 100));

        await play.Raised($"Account {Engine.Account} owes what a correction of order {order} has taken back");
        Assert.Equal(new Position(Engine.Account, Engine.Btc, -5, 0), await play.Engine.PositionOf(Engine.Btc));
        Assert.Equal("Not_Enough_Funds", Assert.IsType<SendOrderAnswer.Rejected>(await play.Engine.Oms.SendOrder(Engine.Operator, Engine.Order())).ErrorMsg);
        Assert.Equal(OmsCode.OperationFailed, (await play.Engine.Administration.Withdraw(Engine.Operator, Engine.Account, Engine.Usd, 1, "more")).ErrorCode);
        Assert.Equal(Receipt.Received, await play.Engine.Administration.Deposit(Engine.Operator, Engine.Account, Engine.Btc, 5, "in"));
        await play.Place(1);
    }

    [Fact]
    public async Task U07_A_corrected_order_stays_corrected_after_a_restart_and_a_repeated_report_books_nothing()
    {
        using var directory = new TemporaryDirectory();
        OrderId order;
        var busted = new VenueReport.Corrected(default, 1, 0, 100);
        await using (var engine = await Engine.In(directory, empty: true, new ScriptedVenue()))
        {
            order = await engine.Place(10);
            Assert.Equal(VenueReportResult.Taken, await engine.Reports.Report(new VenueReport.Execution(order, 1, 10, 100)));
            Assert.Equal(VenueReportResult.Taken, await engine.Reports.Report(busted with { OrderId = order }));
        }

        await using var again = await Engine.In(directory, empty: false, new ScriptedVenue());
        Assert.Equal(VenueReportResult.Taken, await again.Reports.Report(busted with { OrderId = order }));
        var after = await again.Status(order);
        Assert.Equal((OrderState.FullyExecuted, 0m), (after.State, after.QuantityExecuted));
        Assert.Equal((1_000_000m, 100m), await Amounts(again));
        Assert.Equal(after, (await History(again))[0]);
    }

    /// <summary>The order itself, its account's history, and its own have the same newest state, and the history has it once.</summary>
    private static async Task AllSay(Engine engine, OrderId order, decimal executed, decimal value)
    {
        var status = await engine.Status(order);
        Assert.Equal((OrderState.Canceled, 0m, executed, value), (status.State, status.Quantity, status.QuantityExecuted, status.GrossValueExecuted));
        Assert.Equal(status, Assert.Single(await History(engine), view => view.OrderId == order));
        var states = (await engine.Oms.GetOrderHistoryByOrderId(Engine.Operator, new GetOrderHistoryByOrderIdRequest(1, order.Value))).Value!;
        Assert.Equal(status, states[0]);
        var trade = Assert.Single((await engine.Oms.GetTradesHistory(Engine.Operator, new GetTradesHistoryRequest(1, 7, OrderId: order.Value))).Value!.Trades);
        Assert.Equal(executed, trade.Quantity);
    }

    private static async Task<IReadOnlyList<OrderView>> History(Engine engine) =>
        (await engine.Oms.GetOrdersHistory(Engine.Operator, new GetOrdersHistoryRequest(1, 7))).Value!.Orders;

    private static async Task<(decimal Usd, decimal Btc)> Amounts(Engine engine) =>
        ((await engine.PositionOf(Engine.Usd)).Amount, (await engine.PositionOf(Engine.Btc)).Amount);

    private static bool IsCanceled(AccountEvent @event) => @event is OrderStateEvent { Order.State: OrderState.Canceled };
}
