using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Accounts;

/// <summary>What a command comes to: a fact, or a refusal, or neither when there is nothing to do any more.</summary>
internal readonly record struct Decision(AccountFact? Fact, AccountRefusal Refusal)
{
    public static Decision Of(AccountFact fact) => new(fact, AccountRefusal.None);

    public static Decision No(AccountRefusal refusal) => new(null, refusal);

    /// <summary>It has been done before.</summary>
    public static readonly Decision Nothing = new(null, AccountRefusal.None);
}

/// <summary>Why an account refuses.</summary>
internal enum AccountRefusal
{
    None = 0,
    NotEnoughFunds,
    ClientOrderIdInUse,
    NotOpen,
    NameDiffers,
    ReferenceDiffers,
    BeyondLimits,
    AdmittedBefore,
    Suspended,
}

/// <summary>The account's decider.</summary>
internal static class Books
{
    /// <summary>No amount of a product may exceed this: sums and products of what a request may hold stay exact in 28 digits.</summary>
    public const decimal MaximumAmount = 1_000_000_000_000_000m;

    public static Decision Decide(Account account, OpenAccount command, DateTimeOffset now)
    {
        if (!account.IsOpen)
            return Decision.Of(new AccountFact.Opened(command.Name, now));

        return account.Name == command.Name ? Decision.Nothing : Decision.No(AccountRefusal.NameDiffers);
    }

    public static Decision Decide(Account account, MoveFunds command, DateTimeOffset now)
    {
        if (!account.IsOpen)
            return Decision.No(AccountRefusal.NotOpen);

        if (account.Transfers.TryGetValue(command.Reference, out var before))
            return before == new Transfer(command.Product, command.Amount) ? Decision.Nothing : Decision.No(AccountRefusal.ReferenceDiffers);

        var balance = account.BalanceOf(command.Product);
        if (balance.Available + command.Amount < 0)
            return Decision.No(AccountRefusal.NotEnoughFunds);

        var amount = balance.Amount + command.Amount;
        return amount > MaximumAmount || amount - balance.Amount != command.Amount
            ? Decision.No(AccountRefusal.BeyondLimits)
            : Decision.Of(new AccountFact.Moved(command.Product, command.Amount, command.Reference, now));
    }

    public static Decision Decide(Account account, SuspendAccount command, DateTimeOffset now)
    {
        if (!account.IsOpen)
            return Decision.No(AccountRefusal.NotOpen);

        return account.IsSuspended == command.Suspend ? Decision.Nothing : Decision.Of(new AccountFact.Suspended(command.Suspend, command.By, now));
    }

    public static Decision Decide(Account account, AdmitOrder command)
    {
        var terms = command.Terms;
        if (!account.IsOpen)
            return Decision.No(AccountRefusal.NotOpen);

        if (account.Open.ContainsKey(terms.OrderId) || account.Closed.States.ContainsKey(terms.OrderId))
            return Decision.No(AccountRefusal.AdmittedBefore);

        if (account.IsSuspended)
            return Decision.No(AccountRefusal.Suspended);

        if (terms.ClientOrderId != ClientOrderId.None && account.ClientIds.ContainsKey(terms.ClientOrderId))
            return Decision.No(AccountRefusal.ClientOrderIdInUse);

        return account.BalanceOf(terms.SpentProduct).Available < terms.HoldFor(terms.Quantity)
            ? Decision.No(AccountRefusal.NotEnoughFunds)
            : Decision.Of(new AccountFact.Admitted(terms));
    }

    /// <summary>An order's report: what is not known yet becomes a fact; an older version or a repeat is nothing.</summary>
    public static AccountFact? Decide(Account account, OrderUpdate update)
    {
        if (!account.Open.TryGetValue(update.OrderId, out var known) || update.Version <= known.Version)
            return null;

        if (update.Summary is { State: OrderState.Rejected, RejectReason: null } && known.Version == 0)
            return new AccountFact.Dropped(update.OrderId, update.Version);

        IReadOnlyList<OrderExecution> news = [.. update.Executions.Where(execution => execution.Version > known.Version)];
        return update.Summary.IsClosed
            ? new AccountFact.Closed(known.Terms, update.Version, update.Summary, news)
            : new AccountFact.Advanced(update.OrderId, update.Version, update.Summary, news);
    }

    public static Account Apply(Account account, AccountFact fact) => fact switch
    {
        AccountFact.Opened e => account with { Name = e.Name },
        AccountFact.Moved e => WithAmount(account, e.Product, e.Amount) with { Transfers = account.Transfers.Add(e.Reference, new Transfer(e.Product, e.Amount)) },
        AccountFact.Suspended e => account with { IsSuspended = e.IsSuspended },
        AccountFact.Admitted e => Admit(account, e.Terms),
        AccountFact.Advanced e => Advance(account, e.OrderId, e.Version, e.Summary, e.Executions),
        AccountFact.Closed e => Close(Advance(account, e.Terms.OrderId, e.Version, e.Summary, e.Executions), e.Terms.OrderId),
        AccountFact.Dropped e => Close(Advance(account, e.OrderId, e.Version, OrderSummary.Awaited with { State = OrderState.Rejected }, []), e.OrderId),
        _ => throw new InvariantViolationException($"{fact.GetType().Name} is no fact of an account."),
    };

    private static Account Admit(Account account, OrderTerms terms)
    {
        var hold = terms.HoldFor(terms.Quantity);
        var order = new OpenOrder(terms, account.Admissions + 1, 0, OrderSummary.Awaited, hold);
        return WithHold(account, terms.SpentProduct, hold) with
        {
            Admissions = order.Admission,
            Open = account.Open.Add(terms.OrderId, order),
            ClientIds = terms.ClientOrderId == ClientOrderId.None ? account.ClientIds : account.ClientIds.Add(terms.ClientOrderId, terms.OrderId),
        };
    }

    private static Account Advance(Account account, OrderId id, long version, OrderSummary summary, IReadOnlyList<OrderExecution> executions)
    {
        var order = account.Open[id];
        if (version <= order.Version || summary.Executed < order.Summary.Executed)
            throw new InvariantViolationException($"Order {id} can't go from version {order.Version} to {version}.");

        foreach (var execution in executions)
            (account, order) = Book(account, order, execution);

        if (order.Hold < 0)
            throw new InvariantViolationException($"Order {id} has spent more than it held.");

        return account with { Open = account.Open.SetItem(id, order with { Version = version, Summary = summary }) };
    }

    private static (Account Account, OpenOrder Order) Book(Account account, OpenOrder order, OrderExecution execution)
    {
        var terms = order.Terms;
        var value = execution.Quantity * execution.Price;
        var (spent, received) = terms.Side == Side.Buy ? (value, execution.Quantity) : (execution.Quantity, value);
        var freed = terms.HoldFor(execution.Quantity);
        account = WithHold(account, terms.SpentProduct, -freed);
        account = WithAmount(account, terms.SpentProduct, -spent);
        account = WithAmount(account, terms.ReceivedProduct, received);
        return (account, order with { Hold = order.Hold - freed });
    }

    /// <summary>The one place where a hold that remains is released.</summary>
    private static Account Close(Account account, OrderId id)
    {
        var order = account.Open[id];
        return WithHold(account, order.Terms.SpentProduct, -order.Hold) with
        {
            Open = account.Open.Remove(id),
            ClientIds = account.ClientIds.Remove(order.Terms.ClientOrderId),
            Closed = account.Closed.Add(new ClosedOrder(id, order.Terms.ClientOrderId, order.Summary.State)
            {
                NeverPlaced = order.Summary is { State: OrderState.Rejected, RejectReason: null },
            }),
        };
    }

    private static Account WithAmount(Account account, ProductId product, decimal change) =>
        WithBalance(account, product, account.BalanceOf(product) with { Amount = account.BalanceOf(product).Amount + change });

    private static Account WithHold(Account account, ProductId product, decimal change) =>
        WithBalance(account, product, account.BalanceOf(product) with { Hold = account.BalanceOf(product).Hold + change });

    private static Account WithBalance(Account account, ProductId product, Balance balance)
    {
        if (balance.Hold < 0 || balance.Amount < balance.Hold)
            throw new InvariantViolationException($"Product {product} of account {account.Id} would be overdrawn: {balance}.");

        return account with { Balances = account.Balances.SetItem(product, balance) };
    }
}
