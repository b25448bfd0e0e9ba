using CsCheck;
using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Accounts;

/// <summary>
/// Accounts that trade with each other: random runs of places, fills of both sides with their fees, cancels and corrections of both sides, each decided by the deciders of
/// orders and accounts themselves.
/// </summary>
public sealed class TradingProperties
{
    private const int Accounts = 3;

    private abstract record Step
    {
        public sealed record Place(int Account, Side Side, int Quantity, int Price) : Step;

        public sealed record Fill(int Buy, int Sell, int Quantity, int FeeInPercent) : Step;

        public sealed record Cancel(int Which) : Step;

        public sealed record Correct(int Which, int Quantity) : Step;
    }

    private static readonly Gen<Step> Steps = Gen.OneOf<Step>(
        Gen.Select(Gen.Int[0, Accounts - 1], Gen.Bool, Gen.Int[1, 20], Gen.Int[95, 105]).Select((account, sell, quantity, price) =>
            (Step)new Step.Place(account, sell ? Side.Sell : Side.Buy, quantity, price)),
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 30], Gen.Int[1, 12], Gen.Int[0, 100]).Select((buy, sell, quantity, fee) => (Step)new Step.Fill(buy, sell, quantity, fee)),
        Gen.Int[0, 30].Select(which => (Step)new Step.Cancel(which)),
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 12]).Select((which, quantity) => (Step)new Step.Correct(which, quantity)));

    [Fact]
    public void The_total_of_each_product_never_changes_by_trading_when_the_fees_are_counted() => Check(run =>
    {
        foreach (var product in new[] { Usd, Btc })
            Assert.Equal(run.Beginning[product], run.Books.Values.Sum(account => account.BalanceOf(product).Amount) + run.Fees.Values.Sum(fee => fee.GetValueOrDefault(product)));
    });

    [Fact]
    public void What_is_held_is_the_sum_over_the_open_orders() => Check(run =>
    {
        foreach (var account in run.Books.Values)
        {
            foreach (var product in new[] { Usd, Btc })
                Assert.Equal(run.HoldsOf(account.Id, product), account.BalanceOf(product).Hold);
        }
    });

    [Fact]
    public void Replayed_books_are_the_live_books() => Check(
        run => Assert.All(run.Books.Values, account => Assert.Equal(
            StateHash.Of(account), StateHash.Of(run.Facts[account.Id].Aggregate(new Account(account.Id), Actors.Accounts.Books.Apply)))),
        atEachStep: false);

    [Fact]
    public void An_update_that_is_told_again_is_nothing() => Check(
        run => Assert.All(run.Updates, update => Assert.Null(Actors.Accounts.Books.Decide(run.Books[update.AccountId], update))),
        atEachStep: false);

    [Fact]
    public void The_hash_tells_books_apart_that_differ_in_anything()
    {
        var run = new Run();
        var account = run.Books.Values.First();
        Assert.NotEqual(StateHash.Of(account), StateHash.Of(account with { Corrected = account.Corrected.Booked(new OrderId(1), 2) }));
        Assert.NotEqual(StateHash.Of(account), StateHash.Of(account with { Admissions = 1 }));
        Assert.NotEqual(StateHash.Of(account), StateHash.Of(account with { Balances = account.Balances.SetItem(Usd, new Balance(1.0m, 0)) }));
        Assert.NotEqual(
            StateHash.Of(account with { Balances = account.Balances.SetItem(Usd, new Balance(1, 0)) }),
            StateHash.Of(account with { Balances = account.Balances.SetItem(Usd, new Balance(1.0m, 0)) }));
    }

    /// <summary>Runs in which nobody trades would say nothing.</summary>
    [Fact]
    public void The_runs_are_eventful()
    {
        var (fills, corrections) = (0, 0);
        Steps.Array[40, 80].Sample(
            steps =>
            {
                var run = Run.Of(steps);
                fills += run.Fees.Count;
                corrections += run.Books.Values.Sum(account => account.Corrected.Versions.Count);
            },
            iter: 50,
            threads: 1);
        Assert.True(fills > 50 && corrections > 20, $"{fills} fills, {corrections} orders corrected");
    }

    private static void Check(Action<Run> holds, bool atEachStep = true) => Steps.Array[1, 80].Sample(steps =>
    {
        var run = new Run();
        foreach (var step in steps)
        {
            run.Take(step);
            if (atEachStep)
                holds(run);
        }

        holds(run);
    });

    /// <summary>The accounts, their orders at a venue, and what the venue has kept.</summary>
    private sealed class Run
    {
        private static readonly ReplyAddress Nobody = new("nobody");
        private readonly Dictionary<OrderId, Order> _orders = [];
        private readonly Dictionary<OrderId, List<OrderExecution>> _told = [];
        private readonly Dictionary<OrderId, long> _versions = [];
        private readonly List<(OrderId Buy, OrderId Sell, long Execution, decimal Quantity, decimal Price, int FeeInPercent)> _executions = [];
        private readonly Dictionary<long, int> _revisions = [];
        private long _ids;

        public Run()
        {
            for (var id = 1; id <= Accounts; id++)
            {
                var account = new AccountId(id);
                Books[account] = new Account(account);
                Facts[account] = [];
                Book(account, new AccountFact.Opened($"account {id}", Noon));
                Book(account, new AccountFact.Moved(Usd, 5_000, "usd", Noon));
                Book(account, new AccountFact.Moved(Btc, 50, "btc", Noon));
            }

            Beginning = new Dictionary<ProductId, decimal> { [Usd] = 5_000 * Accounts, [Btc] = 50 * Accounts };
        }

        public Dictionary<ProductId, decimal> Beginning { get; }

        public Dictionary<AccountId, Account> Books { get; } = [];

        public Dictionary<AccountId, List<AccountFact>> Facts { get; } = [];

        public List<OrderUpdate> Updates { get; } = [];

        /// <summary>What the exchange has kept of each execution.</summary>
        public Dictionary<long, Dictionary<ProductId, decimal>> Fees { get; } = [];

        public static Run Of(IEnumerable<Step> steps)
        {
            var run = new Run();
            foreach (var step in steps)
                run.Take(step);

            return run;
        }

        public decimal HoldsOf(AccountId account, ProductId product) => _orders.Values
            .Where(order => order.State == OrderState.Working && order.Terms!.AccountId == account && order.Terms.SpentProduct == product)
            .Sum(order => order.Terms!.HoldFor(order.Remaining));

        public void Take(Step step)
        {
            switch (step)
            {
                case Step.Place place:
                    Place(place);
                    break;
                case Step.Fill fill when Working(Side.Buy, fill.Buy) is { } buy && Working(Side.Sell, fill.Sell) is { } sell:
                    Fill(buy, sell, fill);
                    break;
                case Step.Cancel cancel when _orders.Values.Where(order => order.State == OrderState.Working).ToList() is { Count: > 0 } working:
                    var order = working[cancel.Which % working.Count];
                    Command(new ReportCanceled(order.Terms!.OrderId, order.Summary.Filled, null, ChangeReason.UserModified, 1, Nobody));
                    break;
                case Step.Correct correct when _executions.Count > 0:
                    Correct(correct);
                    break;
            }
        }

        private void Place(Step.Place place)
        {
            var account = new AccountId(place.Account + 1);
            var terms = Terms(++_ids, place.Side, place.Quantity, place.Price, atVenue: true) with { AccountId = account };
            if (Actors.Accounts.Books.Decide(Books[account], new AdmitOrder(terms, 1, Nobody)).Fact is not { } admitted)
                return;

            Book(account, admitted);
            Command(new PlaceOrder(terms));
        }

        private void Fill(Order buy, Order sell, Step.Fill fill)
        {
            if (buy.Terms!.LimitPrice < sell.Terms!.LimitPrice)
                return;

            var quantity = Math.Min(fill.Quantity, Math.Min(buy.Remaining, sell.Remaining));
            var execution = (buy.Terms.OrderId, sell.Terms.OrderId, Execution: ++_ids, quantity, sell.Terms.LimitPrice, fill.FeeInPercent);
            _executions.Add(execution);
            _revisions[execution.Execution] = 1;
            var (ofBuy, ofSell) = FeesOf(execution.Execution, quantity, sell.Terms.LimitPrice, fill.FeeInPercent);
            Command(new ExecuteOrder(buy.Terms.OrderId, execution.Execution, quantity, sell.Terms.LimitPrice, 1, Nobody, ofBuy));
            Command(new ExecuteOrder(sell.Terms.OrderId, execution.Execution, quantity, sell.Terms.LimitPrice, 1, Nobody, ofSell));
        }

        /// <summary>Down to nothing, never up: what rests on one side may not leave room for it.</summary>
        private void Correct(Step.Correct correct)
        {
            var at = correct.Which % _executions.Count;
            var (buy, sell, execution, quantity, price, percent) = _executions[at];
            quantity = Math.Min(correct.Quantity, quantity);
            _executions[at] = (buy, sell, execution, quantity, price, percent);
            var revision = ++_revisions[execution];
            var (ofBuy, ofSell) = FeesOf(execution, quantity, price, percent);
            Command(new ReportCorrected(buy, execution, revision, quantity, price, ofBuy, 1, Nobody));
            Command(new ReportCorrected(sell, execution, revision, quantity, price, ofSell, 1, Nobody));
        }

        /// <summary>The base product of the buy, the quote product of the sell; the exchange has them from now on.</summary>
        private (decimal OfBuy, decimal OfSell) FeesOf(long execution, decimal quantity, decimal price, int percent)
        {
            var fees = (OfBuy: quantity * percent / 100, OfSell: quantity * price * percent / 100);
            Fees[execution] = new() { [Btc] = fees.OfBuy, [Usd] = fees.OfSell };
            return fees;
        }

        private Order? Working(Side side, int which)
        {
            var working = _orders.Values.Where(order => order.State == OrderState.Working && order.Terms!.Side == side).OrderBy(order => order.Terms!.OrderId.Value).ToList();
            return working.Count == 0 ? null : working[which % working.Count];
        }

        /// <summary>Every command of a run brings something about; the account hears all that the order ever had to book.</summary>
        private void Command(IOrderCommand command)
        {
            var before = _orders.GetValueOrDefault(command.OrderId, Order.Absent);
            var @event = Order.Decide(before, command, Noon) ?? throw new InvalidOperationException($"{command} brings nothing about.");
            var order = _orders[command.OrderId] = Order.Apply(before, @event);
            var version = _versions[command.OrderId] = _versions.GetValueOrDefault(command.OrderId) + 1;
            if (!_told.TryGetValue(command.OrderId, out var told))
                _told[command.OrderId] = told = [];
            if (Order.ToBook(before, @event, order, version) is { } execution)
                told.Add(execution);

            var update = new OrderUpdate(
                order.Terms!.AccountId, command.OrderId, version, order.Summary, [.. told], [], told.Exists(one => one.Corrects is not null) ? order.Terms : null);
            Updates.Add(update);
            if (Actors.Accounts.Books.Decide(Books[update.AccountId], update) is { } fact)
                Book(update.AccountId, fact);
        }

        private void Book(AccountId account, AccountFact fact)
        {
            Facts[account].Add(fact);
            Books[account] = Actors.Accounts.Books.Apply(Books[account], fact);
        }
    }
}
