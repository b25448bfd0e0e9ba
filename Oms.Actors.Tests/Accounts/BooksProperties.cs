using CsCheck;
using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Accounts;

/// <summary>Books under random runs of places, executions, cancels and transfers, each decided by the deciders themselves.</summary>
public sealed class BooksProperties
{
    private abstract record Step
    {
        public sealed record Place(Side Side, int Quantity, int Price) : Step;

        public sealed record Execute(int Which, int Quantity, int Better) : Step;

        public sealed record Cancel(int Which) : Step;

        public sealed record Move(bool Base, int Amount) : Step;
    }

    private static readonly Gen<Step> Steps = Gen.OneOf<Step>(
        Gen.Select(Gen.Bool, Gen.Int[1, 20], Gen.Int[1, 200]).Select((sell, quantity, price) => (Step)new Step.Place(sell ? Side.Sell : Side.Buy, quantity, price)),
        Gen.Select(Gen.Int[0, 30], Gen.Int[1, 12], Gen.Int[0, 3]).Select((which, quantity, better) => (Step)new Step.Execute(which, quantity, better)),
        Gen.Int[0, 30].Select(which => (Step)new Step.Cancel(which)),
        Gen.Select(Gen.Bool, Gen.Int[-500, 500]).Select((isBase, amount) => (Step)new Step.Move(isBase, amount)));

    [Fact]
    public void The_sum_of_all_holds_is_the_sum_over_the_open_orders() => Steps.Array[1, 60].Sample(steps =>
    {
        var run = new Run();
        foreach (var step in steps)
        {
            run.Take(step);
            foreach (var product in new[] { Usd, Btc })
                Assert.Equal(run.HoldsOf(product), run.Account.BalanceOf(product).Hold);
        }
    });

    [Fact]
    public void Amounts_never_change_by_canceling() => Steps.Array[1, 60].Sample(steps =>
    {
        var run = new Run();
        foreach (var step in steps)
        {
            var before = run.Amounts;
            run.Take(step);
            if (step is Step.Cancel or Step.Place)
                Assert.Equal(before, run.Amounts);
        }
    });

    [Fact]
    public void A_replay_comes_to_the_same_books() => Steps.Array[1, 60].Sample(steps =>
    {
        var run = new Run();
        foreach (var step in steps)
            run.Take(step);

        var replayed = run.Facts.Aggregate(new Account(Seven), Books.Apply);
        Assert.Equal(Text(run.Account), Text(replayed));
        foreach (var (order, events) in run.Journals)
            Assert.Equal(run.Orders[order].Summary, events.Aggregate(Order.Absent, Order.Apply).Summary);
    });

    [Fact]
    public void Canceling_all_leaves_nothing_held_and_nothing_open() => Steps.Array[1, 60].Sample(steps =>
    {
        var run = new Run();
        foreach (var step in steps)
            run.Take(step);
        for (var i = run.Account.Open.Count; i > 0; i--)
            run.Take(new Step.Cancel(0));

        Assert.Empty(run.Account.Open);
        Assert.All(run.Account.Balances.Values, balance => Assert.Equal(0, balance.Hold));
    });

    /// <summary>What is in the books, apart from the order of their dictionaries.</summary>
    private static string Text(Account account) => string.Join(
        '\n',
        account.Balances.OrderBy(entry => entry.Key.Value).Select(entry => entry.ToString())
            .Concat(account.Open.OrderBy(entry => entry.Key.Value).Select(entry => entry.ToString()))
            .Concat(account.Closed.Queue.Select(order => order.ToString()))
            .Concat(account.Transfers.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.ToString()))
            .Append(account.Admissions.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>One account and its orders, each fact and event written down.</summary>
    private sealed class Run
    {
        private static readonly ReplyAddress Nobody = new("nobody");
        private long _ids;

        public Run()
        {
            Book(new AccountFact.Opened("seven", Noon));
            Book(new AccountFact.Moved(Usd, 5_000, "usd", Noon));
            Book(new AccountFact.Moved(Btc, 50, "btc", Noon));
        }

        public Account Account { get; private set; } = new(Seven);

        public List<AccountFact> Facts { get; } = [];

        public Dictionary<OrderId, Order> Orders { get; } = [];

        public Dictionary<OrderId, List<IOrderEvent>> Journals { get; } = [];

        public (decimal, decimal) Amounts => (Account.BalanceOf(Usd).Amount, Account.BalanceOf(Btc).Amount);

        /// <summary>What the open orders may still spend, from the orders themselves.</summary>
        public decimal HoldsOf(ProductId product) => Orders.Values
            .Where(order => order.State == OrderState.Working && order.Terms!.SpentProduct == product)
            .Sum(order => order.Terms!.HoldFor(order.Remaining));

        public void Take(Step step)
        {
            switch (step)
            {
                case Step.Place place:
                    var terms = Terms(++_ids, place.Side, place.Quantity, place.Price);
                    if (Books.Decide(Account, new AdmitOrder(terms, 1, Nobody)).Fact is { } admitted)
                    {
                        Book(admitted);
                        Command(terms.OrderId, new PlaceOrder(terms));
                    }

                    break;
                case Step.Execute execute when Open(execute.Which) is { } order:
                    var better = order.Side == Side.Buy ? Math.Max(0.5m, order.LimitPrice - execute.Better) : order.LimitPrice + execute.Better;
                    Command(order.OrderId, new ExecuteOrder(order.OrderId, ++_ids, execute.Quantity, better, 1, Nobody));
                    break;
                case Step.Cancel cancel when Open(cancel.Which) is { } order:
                    Command(order.OrderId, new CancelOrder(order.OrderId, new CancelId(1, ++_ids), Trader, null));
                    break;
                case Step.Move move when move.Amount != 0:
                    if (Books.Decide(Account, new MoveFunds(Account.Id, move.Base ? Btc : Usd, move.Amount, $"m{++_ids}", 1, Nobody), Noon).Fact is { } moved)
                        Book(moved);
                    break;
            }
        }

        private OrderTerms? Open(int which) =>
            Account.Open.Count == 0 ? null : Account.Open.Values.OrderBy(order => order.Terms.OrderId.Value).ElementAt(which % Account.Open.Count).Terms;

        private void Command(OrderId id, IOrderCommand command)
        {
            var order = Orders.GetValueOrDefault(id, Order.Absent);
            if (Order.Decide(order, command, Noon) is not { } @event)
                return;

            var before = order;
            order = Orders[id] = Order.Apply(order, @event);
            Journals.TryAdd(id, []);
            Journals[id].Add(@event);
            var version = Journals[id].Count;
            OrderExecution[] executions = Order.ToBook(before, @event, order, version) is { } execution ? [execution] : [];
            Book(Books.Decide(Account, new OrderUpdate(Account.Id, id, version, order.Summary, executions, []))!);
        }

        private void Book(AccountFact fact)
        {
            Facts.Add(fact);
            Account = Books.Apply(Account, fact);
        }
    }
}
