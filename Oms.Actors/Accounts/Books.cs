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
    OriginalClosed,
    ChangeUnderWay,
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
        if (command.Amount < 0 && (account.IsOverdrawn || balance.Available + command.Amount < 0))
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

        if (terms.Replaces is { } original && CantReplace(account, original.OrderId) is var refusal and not AccountRefusal.None)
            return Decision.No(refusal);

        if (terms.ClientOrderId != ClientOrderId.None && account.ClientIds.TryGetValue(terms.ClientOrderId, out var bearer) && bearer != terms.Replaces?.OrderId)
            return Decision.No(AccountRefusal.ClientOrderIdInUse);

        return account.IsOverdrawn || account.BalanceOf(terms.SpentProduct).Available < HoldAtAdmission(account, terms)
            ? Decision.No(AccountRefusal.NotEnoughFunds)
            : Decision.Of(new AccountFact.Admitted(terms));
    }

    /// <summary>One change of an order at a time.</summary>
    private static AccountRefusal CantReplace(Account account, OrderId original) =>
        !account.Open.TryGetValue(original, out var order) || !order.IsListed ? AccountRefusal.OriginalClosed
        : account.Replacements.ContainsKey(original) || order.Summary.IsChanging ? AccountRefusal.ChangeUnderWay
        : AccountRefusal.None;

    /// <summary>An order's report: what is not known yet becomes a fact; an older version or a repeat is nothing.</summary>
    public static AccountFact? Decide(Account account, OrderUpdate update)
    {
        if (!account.Open.TryGetValue(update.OrderId, out var known))
            return Correction(account, update);

        if (update.Version <= known.Version)
            return null;

        if (update.Summary is { State: OrderState.Rejected, RejectReason: null } && known.Version == 0)
            return new AccountFact.Dropped(update.OrderId, update.Version);

        IReadOnlyList<OrderExecution> news = [.. update.Executions.Where(execution => execution.Version > known.Version)];
        return update.Summary.IsClosed
            ? new AccountFact.Closed(known.Terms, update.Version, update.Summary, news)
            : new AccountFact.Advanced(update.OrderId, update.Version, update.Summary, news);
    }

    /// <summary>Whether the update corrects an order of which nobody knows any more what is booked.</summary>
    public static bool IsForgotten(Account account, OrderUpdate update) =>
        update.Terms is not null && !account.Open.ContainsKey(update.OrderId) && account.Corrected.BookedOf(update.OrderId) is null;

    /// <summary>Of an order that is closed only a correction is news.</summary>
    private static AccountFact.Corrected? Correction(Account account, OrderUpdate update)
    {
        if (update.Terms is null || account.Corrected.BookedOf(update.OrderId) is not { } booked)
            return null;

        IReadOnlyList<OrderExecution> news = [.. update.Executions.Where(execution => execution.Corrects is not null && execution.Version > booked)];
        return news.Count == 0 ? null : new AccountFact.Corrected(update.Terms, update.Version, update.Summary, news);
    }

    public static Account Apply(Account account, AccountFact fact) => fact switch
    {
        AccountFact.Opened e => account with { Name = e.Name },
        AccountFact.Moved e => WithBalance(account, e.Product, e.Amount, 0) with { Transfers = account.Transfers.Add(e.Reference, new Transfer(e.Product, e.Amount)) },
        AccountFact.Suspended e => account with { IsSuspended = e.IsSuspended },
        AccountFact.Admitted e => Admit(account, e.Terms),
        AccountFact.Advanced e => Advance(account, e.OrderId, e.Version, e.Summary, e.Executions),
        AccountFact.Closed e => MakeRoom(Advance(account, e.Terms.OrderId, e.Version, e.Summary, e.Executions), e.Terms.OrderId, e.Summary),
        AccountFact.Corrected e => Booked(e.Executions.Aggregate(account, (books, correction) => Correct(books, e.Terms, correction)), e.Terms.OrderId, e.Version, e.Executions),
        AccountFact.Dropped e => Drop(account, e.OrderId),
        _ => throw new InvariantViolationException($"{fact.GetType().Name} is no fact of an account."),
    };

    private static Account Admit(Account account, OrderTerms terms)
    {
        var hold = HoldAtAdmission(account, terms);
        var order = new OpenOrder(terms, account.Admissions + 1, 0, OrderSummary.Awaited, hold);
        return WithHold(account, terms.SpentProduct, hold) with
        {
            Admissions = order.Admission,
            Open = account.Open.Add(terms.OrderId, order),
            ClientIds = terms.ClientOrderId == ClientOrderId.None || account.ClientIds.ContainsKey(terms.ClientOrderId)
                ? account.ClientIds
                : account.ClientIds.Add(terms.ClientOrderId, terms.OrderId),
            Replacements = terms.Replaces is { } original ? account.Replacements.Add(original.OrderId, terms.OrderId) : account.Replacements,
        };
    }

    /// <summary>
    /// What an order that is to take another's place holds on top of that other's hold, so that there is enough however much of the other is executed before it makes room.
    /// What is needed and what is held both fall evenly with each execution, so it suffices to look at none and at all of what remains.
    /// </summary>
    private static decimal HoldAtAdmission(Account account, OrderTerms terms)
    {
        if (terms.Replaces is not { } original)
            return terms.HoldFor(terms.Quantity);

        var order = account.Open[original.OrderId];
        var left = Math.Max(0, terms.Quantity - order.Summary.Traded);
        var ifNoneIsExecuted = terms.HoldFor(left) - order.Hold;
        var ifAllIsExecuted = terms.HoldFor(Math.Max(0, left - (order.Quantity - order.Summary.Traded)));
        return Math.Max(0, Math.Max(ifNoneIsExecuted, ifAllIsExecuted));
    }

    private static Account Advance(Account account, OrderId id, long version, OrderSummary summary, IReadOnlyList<OrderExecution> executions)
    {
        var order = account.Open[id];
        if (version <= order.Version || summary.Filled < order.Summary.Filled)
            throw new InvariantViolationException($"Order {id} can't go from version {order.Version} to {version}.");

        foreach (var execution in executions)
            (account, order) = Book(account, order, execution);

        var reduced = order.Quantity - (summary.Quantity ?? order.Terms.Quantity);
        if (reduced > 0)
        {
            var freed = order.Terms.HoldFor(reduced);
            account = account.Replacements.TryGetValue(id, out var replacement)
                ? KeepForReplacement(account, replacement, freed)
                : WithHold(account, order.Terms.SpentProduct, -freed);
            order = order with { Hold = order.Hold - freed };
        }

        if (order.Hold < 0)
            throw new InvariantViolationException($"Order {id} has spent more than it held.");

        return Booked(account, id, version, executions) with { Open = account.Open.SetItem(id, order with { Version = version, Summary = summary }) };
    }

    private static Account Booked(Account account, OrderId order, long version, IReadOnlyList<OrderExecution> executions) =>
        executions.Any(execution => execution.Corrects is not null) ? account with { Corrected = account.Corrected.Booked(order, version) } : account;

    private static (Account Account, OpenOrder Order) Book(Account account, OpenOrder order, OrderExecution execution)
    {
        var terms = order.Terms;
        if (execution.Corrects is not null)
            return (Correct(account, terms, execution), order);

        var (spent, received) = Moved(terms, execution.Quantity, execution.Price, execution.Fee);
        var freed = terms.HoldFor(execution.Quantity);
        account = WithBalance(account, terms.SpentProduct, -spent, -freed);
        account = WithBalance(account, terms.ReceivedProduct, received, 0);
        return (account, order with { Hold = order.Hold - freed });
    }

    /// <summary>
    /// An order closes. One that was to take its place and finds room may execute what is left of the quantity that both were to have, and holds what that needs; one that
    /// finds none, or nothing left, or its time over, never comes to be. What is released and what is held from now on is one change: an account that owes something owes no more by it.
    /// </summary>
    private static Account MakeRoom(Account account, OrderId id, OrderSummary summary)
    {
        if (account.ReplacementOf(id) is not { } terms)
            return Close(account, id);

        var left = terms.Quantity - summary.Traded;
        if (summary.ReplacedBy != terms.OrderId || left <= 0 || terms.ExpiresAt <= summary.UpdatedAt)
            return Drop(Close(account, id), terms.OrderId);

        var order = account.Open[terms.OrderId];
        var hold = terms.HoldFor(left);
        var closed = Close(account, id, hold - order.Hold);
        return closed with
        {
            Open = closed.Open.SetItem(terms.OrderId, order with { Terms = terms with { Quantity = left }, Hold = hold }),
            ClientIds = terms.ClientOrderId == ClientOrderId.None ? closed.ClientIds : closed.ClientIds.SetItem(terms.ClientOrderId, terms.OrderId),
            Replacements = closed.Replacements.Remove(id),
        };
    }

    /// <summary>What is to take a reduced order's place was promised the hold that it had.</summary>
    private static Account KeepForReplacement(Account account, OrderId id, decimal freed)
    {
        var replacement = account.Open[id];
        return account with { Open = account.Open.SetItem(id, replacement with { Hold = replacement.Hold + freed }) };
    }

    /// <summary>An admitted order never came to be.</summary>
    private static Account Drop(Account account, OrderId id) =>
        Close(account with { Open = account.Open.SetItem(id, account.Open[id] with { Summary = OrderSummary.Awaited with { State = OrderState.Rejected } }) }, id);

    /// <summary>What was booked is taken back, and what it is in truth is booked. What the account has spent of it meanwhile it owes; no hold changes.</summary>
    private static Account Correct(Account account, OrderTerms terms, OrderExecution correction)
    {
        var before = Moved(terms, correction.Corrects!.Quantity, correction.Corrects.Price, correction.Corrects.Fee);
        var (spent, received) = Moved(terms, correction.Quantity, correction.Price, correction.Fee);
        account = WithAmount(account, terms.SpentProduct, before.Spent - spent);
        return WithAmount(account, terms.ReceivedProduct, received - before.Received);
    }

    /// <summary>What an execution takes and, without the fee, brings.</summary>
    private static (decimal Spent, decimal Received) Moved(OrderTerms terms, decimal quantity, decimal price, decimal fee) =>
        terms.Side == Side.Buy ? (quantity * price, quantity - fee) : (quantity, (quantity * price) - fee);

    /// <summary>The one place where a hold that remains is released; <paramref name="held"/> of it is held for what takes the order's place.</summary>
    private static Account Close(Account account, OrderId id, decimal held = 0)
    {
        var order = account.Open[id];
        return WithHold(account, order.Terms.SpentProduct, held - order.Hold) with
        {
            Open = account.Open.Remove(id),
            ClientIds = account.ClientIds.GetValueOrDefault(order.Terms.ClientOrderId) == id ? account.ClientIds.Remove(order.Terms.ClientOrderId) : account.ClientIds,
            Replacements = order.Terms.Replaces is { } original ? account.Replacements.Remove(original.OrderId) : account.Replacements,
            Closed = account.Closed.Add(new ClosedOrder(id, order.Terms.ClientOrderId, order.Summary.State)
            {
                NeverPlaced = order.Summary is { State: OrderState.Rejected, RejectReason: null },
            }),
        };
    }

    private static Account WithHold(Account account, ProductId product, decimal change) => WithBalance(account, product, 0, change);

    /// <summary>The one change that may leave less than is held, or less than nothing.</summary>
    private static Account WithAmount(Account account, ProductId product, decimal change)
    {
        var before = account.BalanceOf(product);
        return account with { Balances = account.Balances.SetItem(product, before with { Amount = before.Amount + change }) };
    }

    /// <summary>What is available never falls below 0; where a correction has left it there, it never falls further.</summary>
    private static Account WithBalance(Account account, ProductId product, decimal amount, decimal hold)
    {
        var before = account.BalanceOf(product);
        var balance = new Balance(before.Amount + amount, before.Hold + hold);
        if (balance.Hold < 0 || balance.Available < Math.Min(0, before.Available))
            throw new InvariantViolationException($"Product {product} of account {account.Id} would be overdrawn: {balance}.");

        return account with { Balances = account.Balances.SetItem(product, balance) };
    }
}
