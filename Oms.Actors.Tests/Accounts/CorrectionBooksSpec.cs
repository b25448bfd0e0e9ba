using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Accounts;

/// <summary>What fees and corrections of executions make of an account's books.</summary>
public sealed class CorrectionBooksSpec
{
    private static readonly ReplyAddress Nobody = new("nobody");
    private static readonly OrderExecution Bought = new(2, 1, 10, 90, Noon, Fee: 0.5m);

    /// <summary>1,000 USD and 10 BTC.</summary>
    private static readonly Account Funded = Apply(
        new Account(Seven), new AccountFact.Opened("seven", Noon), new AccountFact.Moved(Usd, 1000, "usd", Noon), new AccountFact.Moved(Btc, 10, "btc", Noon));

    /// <summary>10 BTC bought for 900 USD and a fee of 0.5 BTC.</summary>
    private static readonly Account Closed = Apply(
        Funded, new AccountFact.Admitted(Terms()), new AccountFact.Closed(Terms(), 2, Summary(OrderState.FullyExecuted, 10), [Bought]));

    [Fact]
    public void A_fee_is_kept_of_what_a_buy_and_a_sell_receive()
    {
        Assert.Equal((100m, 19.5m), Amounts(Closed));
        var sell = Terms(side: Side.Sell);
        Assert.Equal((2004m, 0m), Amounts(Apply(
            Funded, new AccountFact.Admitted(sell), new AccountFact.Closed(sell, 2, Summary(OrderState.FullyExecuted, 10), [new OrderExecution(2, 1, 10, 101, Noon, Fee: 6)]))));
    }

    [Fact]
    public void A_correction_of_a_closed_order_books_the_difference_once()
    {
        var update = Update(3, Correcting(3, 4, 100, 0.2m));
        var fact = Assert.IsType<AccountFact.Corrected>(Books.Decide(Closed, update));
        var after = Books.Apply(Closed, fact);

        Assert.Equal((600m, 13.8m), Amounts(after));
        Assert.Null(Books.Decide(after, update));
        Assert.Equal(Closed.Closed, after.Closed);
    }

    [Fact]
    public void Of_several_corrections_those_that_are_new_are_booked()
    {
        var first = Correcting(3, 4, 100, 0.2m);
        var second = new OrderExecution(4, 1, 0, 100, Noon, Corrects: new CorrectedExecution(3, 4, 100, 0.2m));
        var after = Taking(Taking(Closed, Update(3, first)), Update(4, Bought, first, second));
        Assert.Equal((1000m, 10m), Amounts(after));
        Assert.Equal((1000m, 10m), Amounts(Taking(Closed, Update(4, Bought, first, second))));
    }

    [Fact]
    public void What_was_corrected_before_the_order_was_closed_is_not_booked_again_after_that()
    {
        var open = Apply(Funded, new AccountFact.Admitted(Terms()));
        var correction = Correcting(3, 0, 90, 0);
        var closed = Taking(open, new OrderUpdate(Seven, Id, 4, Summary(OrderState.Canceled, 0, -10), [Bought, correction], [], Terms()));
        Assert.Equal((1000m, 10m), Amounts(closed));
        Assert.Empty(closed.Open);
        Assert.Null(Books.Decide(closed, Update(4, Bought, correction)));
    }

    [Fact]
    public void A_correction_of_an_open_order_leaves_its_hold_as_it_is()
    {
        var open = Taking(
            Apply(Funded, new AccountFact.Admitted(Terms())), new OrderUpdate(Seven, Id, 2, Summary(OrderState.Working, 4), [new OrderExecution(2, 1, 4, 100, Noon)], []));
        var busted = Taking(open, new OrderUpdate(
            Seven, Id, 3, Summary(OrderState.Working, 0, -4), [new OrderExecution(3, 1, 0, 100, Noon, Corrects: new CorrectedExecution(2, 4, 100, 0))], [], Terms()));

        Assert.Equal((new Balance(1000, 600), new Balance(10, 0)), (busted.BalanceOf(Usd), busted.BalanceOf(Btc)));
        Assert.Equal(600, busted.Open[Id].Hold);
    }

    [Fact]
    public void An_account_that_owes_something_takes_deposits_only_until_it_is_paid()
    {
        var sold = Terms(8, Side.Sell, 15);
        var owing = Taking(
            Apply(Closed, new AccountFact.Admitted(sold), new AccountFact.Closed(sold, 2, Summary(OrderState.FullyExecuted, 15), [new OrderExecution(2, 1, 15, 100, Noon)])),
            Update(3, Correcting(3, 0, 90, 0)));

        Assert.Equal((2500m, -5m), Amounts(owing));
        Assert.True(owing.IsOverdrawn);
        Assert.Equal(AccountRefusal.NotEnoughFunds, Books.Decide(owing, new AdmitOrder(Terms(9, quantity: 1), 1, Nobody)).Refusal);
        Assert.Equal(AccountRefusal.NotEnoughFunds, Books.Decide(owing, new MoveFunds(Seven, Usd, -1, "w", 1, Nobody), Noon).Refusal);
        var lessOwing = Books.Apply(owing, Books.Decide(owing, new MoveFunds(Seven, Btc, 3, "d1", 1, Nobody), Noon).Fact!);
        Assert.Equal(AccountRefusal.NotEnoughFunds, Books.Decide(lessOwing, new MoveFunds(Seven, Usd, -1, "w", 1, Nobody), Noon).Refusal);
        var paid = Books.Apply(lessOwing, Books.Decide(lessOwing, new MoveFunds(Seven, Btc, 2, "d2", 1, Nobody), Noon).Fact!);
        Assert.NotNull(Books.Decide(paid, new MoveFunds(Seven, Usd, -1, "w", 1, Nobody), Noon).Fact);
        Assert.NotNull(Books.Decide(paid, new AdmitOrder(Terms(9, quantity: 1), 1, Nobody)).Fact);
    }

    [Fact]
    public void Open_orders_of_an_account_that_owes_something_are_executed_and_canceled_like_any_other()
    {
        var sell = Terms(8, Side.Sell, 15);
        var owing = Taking(Apply(Closed, new AccountFact.Admitted(sell)), Update(3, Correcting(3, 0, 90, 0)));
        Assert.Equal(new Balance(10, 15), owing.BalanceOf(Btc));

        var sold = Apply(owing, new AccountFact.Closed(sell, 3, Summary(OrderState.Canceled, 12), [new OrderExecution(2, 1, 12, 100, Noon)]));
        Assert.Equal(new Balance(-2, 0), sold.BalanceOf(Btc));
    }

    [Fact]
    public void Nothing_but_a_correction_takes_what_is_not_there()
    {
        var owing = Taking(Apply(Closed, new AccountFact.Admitted(Terms(8, Side.Sell, 15))), Update(3, Correcting(3, 0, 90, 0)));
        Assert.Throws<InvariantViolationException>(() => Books.Apply(owing, new AccountFact.Moved(Btc, -1, "w", Noon)));
        Assert.Throws<InvariantViolationException>(() => Books.Apply(owing, new AccountFact.Admitted(Terms(9, Side.Sell, 1))));
    }

    [Fact]
    public void Corrections_are_known_of_a_bounded_number_of_orders_and_of_one_that_is_forgotten_none_is_booked()
    {
        var known = CorrectedOrders.None;
        for (var order = 1; order <= CorrectedOrders.Most + 5; order++)
            known = known.Booked(new OrderId(order), 3);

        Assert.Equal(CorrectedOrders.Most, known.Versions.Count);
        Assert.Equal((null, 3L, 0L), (known.BookedOf(new OrderId(5)), known.BookedOf(new OrderId(6)), known.BookedOf(new OrderId(1_000_000))));
        Assert.Null(known.Booked(new OrderId(2), 9).BookedOf(new OrderId(5)));
        var account = Closed with { Corrected = CorrectedOrders.None with { Forgotten = Id } };
        var update = Update(3, Correcting(3, 0, 90, 0));
        Assert.Null(Books.Decide(account, update));
        Assert.True(Books.IsForgotten(account, update));
        Assert.False(Books.IsForgotten(Closed, update));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void A_cancel_that_came_too_late_is_not_told_with_the_order_as_it_was_before_its_correction(long version, bool outdated)
    {
        var late = new Relay(null, new CancelOutcome(new CancelId(1, 1), CancelResult.TooLate, Terms().View(Summary(OrderState.FullyExecuted, 10), version)));
        Assert.Equal(outdated, late.IsOutdated(Taking(Closed, Update(3, Correcting(3, 4, 100, 0.2m)))));
        Assert.False(late.IsOutdated(Closed));
    }

    private static OrderExecution Correcting(long version, decimal quantity, decimal price, decimal fee) =>
        new(version, 1, quantity, price, Noon, fee, Corrects: new CorrectedExecution(2, Bought.Quantity, Bought.Price, Bought.Fee));

    private static OrderUpdate Update(long version, params OrderExecution[] executions) =>
        new(Seven, Id, version, Summary(OrderState.FullyExecuted, 10), executions, [], Terms());

    private static OrderSummary Summary(OrderState state, decimal executed, decimal corrected = 0) => new(state, executed, 0, ChangeReason.Trade, Noon, Corrected: corrected);

    private static (decimal Usd, decimal Btc) Amounts(Account account) => (account.BalanceOf(Usd).Amount, account.BalanceOf(Btc).Amount);

    private static Account Taking(Account account, OrderUpdate update) => Books.Apply(account, Books.Decide(account, update)!);

    private static Account Apply(Account account, params AccountFact[] facts) => facts.Aggregate(account, Books.Apply);
}
