using CsCheck;
using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Accounts;

/// <summary>
/// Whatever an order executes or gives up between the admission of its replacement and the moment that it makes room: the account has held enough, holds exactly what is
/// left to be executed afterwards, and nothing when both are closed.
/// </summary>
public sealed class ReplacementHoldsProperties
{
    private const decimal Funds = 10_000;
    private static readonly CancelId ReplaceId = new(1, 5);

    /// <param name="Side">Of both.</param>
    /// <param name="Quantity">Of the first.</param>
    /// <param name="Price">Of the first.</param>
    /// <param name="InAll">What both may execute.</param>
    /// <param name="NewPrice">Of the second.</param>
    /// <param name="Before">Executed of the first before the second is admitted.</param>
    /// <param name="Between">Executed of the first after that.</param>
    /// <param name="Better">How much better the executions are than the limit.</param>
    /// <param name="Reduced">What the first is reduced to meanwhile; at or above its quantity: nothing.</param>
    /// <param name="MakesRoom">Whether it is replaced in the end, or canceled by another.</param>
    private sealed record Case(
        Side Side, decimal Quantity, decimal Price, decimal InAll, decimal NewPrice, decimal Before, decimal Between, decimal Better, decimal Reduced, bool MakesRoom);

    private static readonly Gen<Case> Cases =
        from side in Gen.Bool.Select(buys => buys ? Side.Buy : Side.Sell)
        from quantity in Gen.Int[2, 20]
        from price in Gen.Int[2, 20]
        from inAll in Gen.Int[1, 30]
        from newPrice in Gen.Int[1, 30]
        from before in Gen.Int[0, quantity - 1]
        from between in Gen.Int[0, quantity - before]
        from better in Gen.Int[0, 1]
        from reduced in Gen.Int[1, 30]
        from room in Gen.Bool
        select new Case(side, quantity, price, inAll, newPrice, before, between, better, reduced, room);

    [Fact]
    public void Enough_is_held_and_no_more_than_is_needed_stays() => Cases.Sample(Holds, iter: 20_000);

    private static bool Holds(Case c)
    {
        var old = new Course(Terms(1, c.Side, c.Quantity, c.Price));
        var terms = Terms(2, c.Side, c.InAll, c.NewPrice) with { Replaces = new ReplacedOrder(new OrderId(1), ClientOrderId.None, ReplaceId) };
        var account = Apply(Apply(Funded(c.Side), new AccountFact.Admitted(old.Terms)), old.Place());
        account = Apply(account, old.Execute(c.Before, c.Better));
        if (Books.Decide(account, new AdmitOrder(terms, 1, default)).Fact is not { } admitted)
            return true;

        account = Apply(account, admitted);
        if (c.Reduced < c.Quantity && c.Reduced > c.Before)
            account = Apply(account, old.Reduce(c.Reduced));
        account = Apply(account, old.Execute(Math.Min(c.Between, old.Remaining), c.Better));
        if (old.Remaining > 0)
            account = Apply(account, c.MakesRoom ? old.Replaced(c.InAll) : old.Canceled());

        var open = account.Open.GetValueOrDefault(new OrderId(2));
        return account.BalanceOf(terms.SpentProduct).Hold == (open is null ? 0 : terms.HoldFor(open.Terms.Quantity))
            && account.Replacements.IsEmpty
            && (open is null || open.Terms.Quantity + old.Executed == c.InAll)
            && open is null == (old.State != OrderState.Canceled || !c.MakesRoom);
    }

    private static Account Funded(Side side) => Apply(
        Apply(new Account(Seven), new AccountFact.Opened("seven", Noon)),
        new AccountFact.Moved(side == Side.Buy ? Usd : Btc, side == Side.Buy ? Funds : 40, "first", Noon));

    private static Account Apply(Account account, AccountFact? fact) => fact is null ? account : Books.Apply(account, fact);

    /// <summary>An order by its own decider, and what its account hears.</summary>
    private sealed class Course(OrderTerms terms)
    {
        private Order _order = Order.Absent;
        private long _version;
        private long _executions;

        public OrderTerms Terms => terms;

        public decimal Remaining => _order.Remaining;

        public decimal Executed => _order.Summary.Executed;

        public OrderState State => _order.State;

        public AccountFact Place() => Tell(new OrderPlaced(terms, Noon));

        public AccountFact? Execute(decimal quantity, decimal better)
        {
            if (quantity <= 0)
                return null;

            var price = terms.LimitPrice + (terms.Side == Side.Buy ? -better : better);
            var executed = new OrderExecuted(++_executions, quantity, price, Noon);
            return Tell(executed, new OrderExecution(_version + 1, executed.ExecutionId, quantity, price, Noon));
        }

        public AccountFact Reduce(decimal quantity) => Tell(new OrderReduced(new CancelId(1, 7), quantity, Trader, Noon));

        public AccountFact Replaced(decimal inAll) => Tell(new OrderReplaced(ReplaceId, new Replacement(new OrderId(2), inAll), Trader, Noon));

        public AccountFact Canceled() => Tell(new OrderCanceled(new CancelId(1, 9), ChangeReason.UserModified, Trader, Noon));

        private AccountFact Tell(IOrderEvent @event, params IReadOnlyList<OrderExecution> executions)
        {
            _order = Order.Apply(_order, @event);
            _version++;
            return _order.Summary.IsClosed
                ? new AccountFact.Closed(terms, _version, _order.Summary, executions)
                : new AccountFact.Advanced(terms.OrderId, _version, _order.Summary, executions);
        }
    }
}
