using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Accounts;

/// <summary>One row of an account's journal: all that was decided while the row before it was being written, in the order of decision. It is committed whole or not at all.</summary>
internal sealed record AccountCommitted(IReadOnlyList<AccountFact> Facts) : IPersistedEvent;

/// <summary>A fact in an account's books.</summary>
internal abstract record AccountFact
{
    /// <summary>What the fact tells of executions; null when it is of another kind.</summary>
    public ExecutionsOfOrder? Executed() => this switch
    {
        Advanced e => new ExecutionsOfOrder(e.OrderId, e.Executions),
        Closed e => new ExecutionsOfOrder(e.Terms.OrderId, e.Executions),
        Corrected e => new ExecutionsOfOrder(e.Terms.OrderId, e.Executions),
        _ => null,
    };

    /// <summary>The account exists.</summary>
    public sealed record Opened(string Name, DateTimeOffset At) : AccountFact;

    /// <summary>Amount came in (above 0) or went out (below 0).</summary>
    public sealed record Moved(ProductId Product, decimal Amount, string Reference, DateTimeOffset At) : AccountFact;

    /// <summary>The account allows the order to exist and holds what it may spend.</summary>
    public sealed record Admitted(OrderTerms Terms) : AccountFact;

    /// <summary>An open order has come to this version and stays open.</summary>
    public sealed record Advanced(OrderId OrderId, long Version, OrderSummary Summary, IReadOnlyList<OrderExecution> Executions) : AccountFact;

    /// <summary>An order is closed at this version; carries the whole order, so that the account's journal is its history.</summary>
    public sealed record Closed(OrderTerms Terms, long Version, OrderSummary Summary, IReadOnlyList<OrderExecution> Executions) : AccountFact, IClosedFact;

    /// <summary>From now on the account admits no orders, or admits them again; by whom.</summary>
    public sealed record Suspended(bool IsSuspended, Authority By, DateTimeOffset At) : AccountFact;

    /// <summary>Executions of a closed order were corrected: it has come to this version and is closed as before.</summary>
    public sealed record Corrected(OrderTerms Terms, long Version, OrderSummary Summary, IReadOnlyList<OrderExecution> Executions) : AccountFact, IClosedFact;

    /// <summary>An admitted order never came to be. Version 0: it was to take another's place, and was never told to exist.</summary>
    public sealed record Dropped(OrderId OrderId, long Version) : AccountFact;
}

/// <summary>A fact that tells a closed order whole.</summary>
internal interface IClosedFact
{
    OrderTerms Terms { get; }

    long Version { get; }

    OrderSummary Summary { get; }

    OrderView View() => Terms.View(Summary, Version);
}
