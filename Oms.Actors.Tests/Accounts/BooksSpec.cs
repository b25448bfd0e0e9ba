using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Accounts;

/// <summary>The account's decider.</summary>
public sealed class BooksSpec
{
    private static readonly ReplyAddress Nobody = new("nobody");
    private static readonly Account Empty = new(Seven);
    private static readonly Account Opened = Apply(Empty, new AccountFact.Opened("seven", Noon));

    /// <summary>1,000 USD and 10 BTC.</summary>
    private static readonly Account Funded = Apply(Opened, new AccountFact.Moved(Usd, 1000, "usd", Noon), new AccountFact.Moved(Btc, 10, "btc", Noon));

    [Fact]
    public void An_account_is_opened_once_and_again_under_the_same_name_is_nothing()
    {
        Assert.IsType<AccountFact.Opened>(Books.Decide(Empty, new OpenAccount(Seven, "seven", 1, Nobody), Noon).Fact);
        Assert.Equal(Decision.Nothing, Books.Decide(Opened, new OpenAccount(Seven, "seven", 1, Nobody), Noon));
        Assert.Equal(AccountRefusal.NameDiffers, Books.Decide(Opened, new OpenAccount(Seven, "eight", 1, Nobody), Noon).Refusal);
    }

    [Theory]
    [InlineData(5, "new", "Moved")]
    [InlineData(-1000, "new", "Moved")]
    [InlineData(-1000.01, "new", "NotEnoughFunds")]
    [InlineData(1000, "usd", "")]
    [InlineData(1001, "usd", "ReferenceDiffers")]
    [InlineData(1_000_000_000_000_000, "new", "BeyondLimits")]
    public void A_transfer_is_booked_once_per_reference_and_never_overdraws(decimal amount, string reference, string what) =>
        Assert.Equal(what, What(Books.Decide(Funded, new MoveFunds(Seven, Usd, amount, reference, 1, Nobody), Noon)));

    [Fact]
    public void A_withdrawal_cant_touch_what_is_held()
    {
        var held = Apply(Funded, new AccountFact.Admitted(Terms(quantity: 9)));
        Assert.Equal("NotEnoughFunds", What(Books.Decide(held, new MoveFunds(Seven, Usd, -100.01m, "w", 1, Nobody), Noon)));
        Assert.Equal("Moved", What(Books.Decide(held, new MoveFunds(Seven, Usd, -100, "w", 1, Nobody), Noon)));
    }

    [Fact]
    public void An_account_that_is_not_open_takes_nothing()
    {
        Assert.Equal("NotOpen", What(Books.Decide(Empty, new MoveFunds(Seven, Usd, 1, "x", 1, Nobody), Noon)));
        Assert.Equal("NotOpen", What(Books.Decide(Empty, new AdmitOrder(Terms(), 1, Nobody))));
    }

    [Theory]
    [InlineData(Side.Buy, 10, 100, "Admitted")]
    [InlineData(Side.Buy, 10, 100.01, "NotEnoughFunds")]
    [InlineData(Side.Sell, 10, 100, "Admitted")]
    [InlineData(Side.Sell, 10.01, 0.01, "NotEnoughFunds")]
    public void An_order_is_admitted_when_what_it_may_spend_is_available(Side side, decimal quantity, decimal price, string what) =>
        Assert.Equal(what, What(Books.Decide(Funded, new AdmitOrder(Terms(side: side, quantity: quantity, price: price), 1, Nobody))));

    [Fact]
    public void A_client_id_names_one_open_order()
    {
        var account = Apply(Funded, new AccountFact.Admitted(Terms(1, quantity: 1, clientOrderId: 9)));
        Assert.Equal("ClientOrderIdInUse", What(Books.Decide(account, new AdmitOrder(Terms(2, quantity: 1, clientOrderId: 9), 1, Nobody))));
        Assert.Equal("Admitted", What(Books.Decide(account, new AdmitOrder(Terms(2, quantity: 1, clientOrderId: 0), 1, Nobody))));
        var closed = Apply(account, Closing(Terms(1, quantity: 1, clientOrderId: 9), OrderState.Canceled, 2));
        Assert.Equal("Admitted", What(Books.Decide(closed, new AdmitOrder(Terms(3, quantity: 1, clientOrderId: 9), 1, Nobody))));
    }

    [Fact]
    public void An_order_id_that_was_admitted_before_is_not_admitted_again_open_or_closed()
    {
        var open = Apply(Funded, new AccountFact.Admitted(Terms(1, quantity: 1)));
        Assert.Equal("AdmittedBefore", What(Books.Decide(open, new AdmitOrder(Terms(1, quantity: 1), 1, Nobody))));
        var closed = Apply(open, Closing(Terms(1, quantity: 1), OrderState.FullyExecuted, 2));
        Assert.Equal("AdmittedBefore", What(Books.Decide(closed, new AdmitOrder(Terms(1, quantity: 1), 1, Nobody))));
    }

    [Fact]
    public void A_buy_pays_what_it_was_executed_at_and_gets_back_what_the_limit_held_too_much()
    {
        var terms = Terms(quantity: 10, price: 100);
        var account = Apply(
            Funded,
            new AccountFact.Admitted(terms),
            new AccountFact.Advanced(terms.OrderId, 2, Summary(OrderState.Working, 4, 360), [new OrderExecution(2, 1, 4, 90, Noon)]));

        Assert.Equal(new Balance(640, 600), account.BalanceOf(Usd));
        Assert.Equal(new Balance(14, 0), account.BalanceOf(Btc));
    }

    [Fact]
    public void A_cancel_after_a_part_fill_releases_the_hold_that_remains()
    {
        var terms = Terms(quantity: 10, price: 100, side: Side.Sell);
        var account = Apply(
            Funded,
            new AccountFact.Admitted(terms),
            new AccountFact.Closed(terms, 3, Summary(OrderState.Canceled, 4, 440), [new OrderExecution(2, 1, 4, 110, Noon)]));

        Assert.Equal(new Balance(1440, 0), account.BalanceOf(Usd));
        Assert.Equal(new Balance(6, 0), account.BalanceOf(Btc));
        Assert.Empty(account.Open);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_version_that_is_known_or_older_is_nothing(long version)
    {
        var account = Apply(Funded, new AccountFact.Admitted(Terms(1, quantity: 1)), new AccountFact.Advanced(new OrderId(1), 1, Summary(OrderState.Working), []));
        Assert.Null(Books.Decide(account, new OrderUpdate(Seven, new OrderId(1), version, Summary(OrderState.Working), [], [])));
    }

    [Fact]
    public void Executions_that_are_booked_already_are_not_booked_again()
    {
        var account = Apply(
            Funded,
            new AccountFact.Admitted(Terms(1, quantity: 2)),
            new AccountFact.Advanced(new OrderId(1), 2, Summary(OrderState.Working, 1, 100), [new OrderExecution(2, 1, 1, 100, Noon)]));
        var update = new OrderUpdate(
            Seven, new OrderId(1), 3, Summary(OrderState.FullyExecuted, 2, 200), [new OrderExecution(2, 1, 1, 100, Noon), new OrderExecution(3, 2, 1, 100, Noon)], []);

        var fact = Assert.IsType<AccountFact.Closed>(Books.Decide(account, update));
        Assert.Equal([2L], fact.Executions.Select(execution => execution.ExecutionId));
        Assert.Equal(new Balance(12, 0), Books.Apply(account, fact).BalanceOf(Btc));
    }

    [Fact]
    public void An_admission_that_never_came_to_be_releases_its_hold()
    {
        var account = Apply(Funded, new AccountFact.Admitted(Terms(1, quantity: 1)));
        var fact = Books.Decide(account, new OrderUpdate(Seven, new OrderId(1), 1, Summary(OrderState.Rejected), [], []));
        Assert.IsType<AccountFact.Dropped>(fact);
        Assert.Equal(Funded.BalanceOf(Usd), Books.Apply(account, fact).BalanceOf(Usd));
    }

    [Fact]
    public void Books_that_would_be_overdrawn_are_refused_not_written()
    {
        var terms = Terms(quantity: 10, price: 100);
        var admitted = Apply(Funded, new AccountFact.Admitted(terms));
        Assert.Throws<InvariantViolationException>(() => Apply(
            admitted,
            new AccountFact.Advanced(terms.OrderId, 2, Summary(OrderState.Working, 11, 1100), [new OrderExecution(2, 1, 11, 100, Noon)])));
    }

    [Fact]
    public void The_last_1000_closed_orders_are_remembered_and_the_newest_use_of_a_client_id_decides()
    {
        var closed = ClosedOrders.None;
        for (var i = 1; i <= 1500; i++)
            closed = closed.Add(new ClosedOrder(new OrderId(i), new ClientOrderId(i % 700 == 0 ? 5 : i + 10), OrderState.Canceled));

        Assert.Equal(ClosedOrders.Most, closed.Count);
        Assert.Equal(closed.Count, closed.Queue.Count());
        Assert.Equal(closed.Count, closed.States.Count);
        Assert.Equal(new OrderId(1400), closed.ByClientId[new ClientOrderId(5)].OrderId);
        Assert.False(closed.ByClientId.ContainsKey(new ClientOrderId(510)));
        Assert.True(closed.ByClientId.ContainsKey(new ClientOrderId(511)));
    }

    private static OrderSummary Summary(OrderState state, decimal executed = 0, decimal value = 0) => new(state, executed, value, ChangeReason.Unknown, Noon);

    private static AccountFact.Closed Closing(OrderTerms terms, OrderState state, long version) => new(terms, version, Summary(state), []);

    private static Account Apply(Account account, params AccountFact[] facts) => facts.Aggregate(account, Books.Apply);

    private static string What(Decision decision) =>
        decision.Fact?.GetType().Name ?? (decision.Refusal == AccountRefusal.None ? "" : decision.Refusal.ToString());
}
