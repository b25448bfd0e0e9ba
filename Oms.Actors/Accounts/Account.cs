using System.Collections.Immutable;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Accounts;

/// <summary>What is owned of a product and what of it open orders may spend.</summary>
internal readonly record struct Balance(decimal Amount, decimal Hold)
{
    public decimal Available => Amount - Hold;
}

/// <summary>An order that is not closed in the account's books. Version 0: admitted, not yet placed, listed nowhere.</summary>
internal sealed record OpenOrder(OrderTerms Terms, long Admission, long Version, OrderSummary Summary, decimal Hold)
{
    public bool IsListed => Version > 0;

    /// <summary>What may be executed in all.</summary>
    public decimal Quantity => Summary.Quantity ?? Terms.Quantity;

    /// <summary>Whether the order must come back by itself: its venue owes it an answer.</summary>
    public bool AwaitsVenue => Summary.AwaitsVenue;

    public OrderView View() => Terms.View(Summary, Version);
}

/// <summary>A deposit or a withdrawal that has been booked.</summary>
internal readonly record struct Transfer(ProductId Product, decimal Amount);

/// <summary>
/// An account's books: what is owned, what is held, which orders are open. <see cref="Books"/> says what a command brings about and what it
/// comes to; both are pure.
/// </summary>
internal sealed record Account(AccountId Id) : IProtocolMessage
{
    /// <summary>Null: not opened.</summary>
    public string? Name { get; init; }

    public ImmutableDictionary<ProductId, Balance> Balances { get; init; } = ImmutableDictionary<ProductId, Balance>.Empty;

    public ImmutableDictionary<OrderId, OpenOrder> Open { get; init; } = ImmutableDictionary<OrderId, OpenOrder>.Empty;

    /// <summary>The open orders by client id.</summary>
    public ImmutableDictionary<ClientOrderId, OrderId> ClientIds { get; init; } = ImmutableDictionary<ClientOrderId, OrderId>.Empty;

    /// <summary>The orders that are admitted to take another's place, by that other, which is open.</summary>
    public ImmutableDictionary<OrderId, OrderId> Replacements { get; init; } = ImmutableDictionary<OrderId, OrderId>.Empty;

    public ClosedOrders Closed { get; init; } = ClosedOrders.None;

    /// <summary>Which corrections are booked.</summary>
    public CorrectedOrders Corrected { get; init; } = CorrectedOrders.None;

    public ImmutableDictionary<string, Transfer> Transfers { get; init; } = ImmutableDictionary<string, Transfer>.Empty;

    /// <summary>How many orders were ever admitted: the boundary of a sweep.</summary>
    public long Admissions { get; init; }

    /// <summary>How many orders were ever closed: of those admitted, all that are not open.</summary>
    public long Closings => Admissions - Open.Count;

    /// <summary>No orders are admitted; all else goes on.</summary>
    public bool IsSuspended { get; init; }

    public bool IsOpen => Name is not null;

    /// <summary>What is to take this order's place; null: nothing.</summary>
    public OrderTerms? ReplacementOf(OrderId order) => Replacements.TryGetValue(order, out var id) ? Open[id].Terms : null;

    /// <summary>Whether the order whose place this one is to take is open still.</summary>
    public bool AwaitsRoom(OpenOrder order) => order.Terms.Replaces is { } original && Open.ContainsKey(original.OrderId);

    /// <summary>Whether the account owes something: a correction has taken what it had spent already.</summary>
    public bool IsOverdrawn => Balances.Values.Any(balance => balance.Available < 0);

    public Balance BalanceOf(ProductId product) => Balances.GetValueOrDefault(product);

    public IReadOnlyList<Position> Positions() =>
        [.. Balances.OrderBy(entry => entry.Key.Value).Select(entry => new Position(Id, entry.Key, entry.Value.Amount, entry.Value.Hold))];

    /// <summary>The cancels that wait for the venue, the oldest first.</summary>
    public IReadOnlyList<PendingCancelInfo> PendingCancels() =>
    [
        .. from order in Open.Values
           where order.Summary.PendingCancel is not null
           let pending = order.Summary.PendingCancel
           orderby pending.Since, order.Terms.OrderId.Value
           select new PendingCancelInfo(order.View(), pending.CancelId.ToString(), pending.By.UserId, pending.By.UserName, pending.Since),
    ];

    public IReadOnlyList<OrderView> Listed() =>
        [.. Open.Values.Where(order => order.IsListed).OrderByDescending(order => order.Terms.OrderId.Value).Select(order => order.View())];
}

/// <summary>The last closed orders: the newest use of a client id decides, and an id that comes again is known.</summary>
internal sealed record ClosedOrders(ImmutableQueue<ClosedOrder> Queue, int Count, ImmutableDictionary<OrderId, OrderState> States, ImmutableDictionary<ClientOrderId, ClosedOrder> ByClientId)
{
    public const int Most = 1000;

    public static readonly ClosedOrders None = new([], 0, ImmutableDictionary<OrderId, OrderState>.Empty, ImmutableDictionary<ClientOrderId, ClosedOrder>.Empty);

    /// <summary>The newest so many, as far as they are remembered; the oldest of them first.</summary>
    public IReadOnlyList<ClosedOrder> Last(long count) => count <= 0 ? [] : [.. Queue.Skip(Count - (int)Math.Min(Count, count))];

    /// <summary>Whether the order was admitted and never came to be, as far as that is remembered. One that its venue has rejected has been there.</summary>
    public bool NeverPlaced(OrderId order) => States.GetValueOrDefault(order) == OrderState.Rejected && Queue.Any(closed => closed.OrderId == order && closed.NeverPlaced);

    public ClosedOrders Add(ClosedOrder order)
    {
        var full = Count == Most ? WithoutOldest() : this;
        return new ClosedOrders(
            full.Queue.Enqueue(order),
            full.Count + 1,
            full.States.SetItem(order.OrderId, order.State),
            order.ClientOrderId == ClientOrderId.None || order.NeverPlaced ? full.ByClientId : full.ByClientId.SetItem(order.ClientOrderId, order));
    }

    private ClosedOrders WithoutOldest()
    {
        var rest = Queue.Dequeue(out var oldest);
        var newest = ByClientId.GetValueOrDefault(oldest.ClientOrderId);
        return new ClosedOrders(
            rest,
            Count - 1,
            States.Remove(oldest.OrderId),
            newest.OrderId == oldest.OrderId ? ByClientId.Remove(oldest.ClientOrderId) : ByClientId);
    }
}
