using System.Collections.Concurrent;

namespace Oms.Faults.Clients;

/// <summary>What all clients of a round know of its orders, so that they meddle with each other's.</summary>
internal sealed class Market(IReadOnlyList<int> accounts, Func<long> nextClientOrder)
{
    private const int Recent = 12;

    private readonly ConcurrentDictionary<int, ConcurrentQueue<KnownOrder>> _orders = new(accounts.Select(account => KeyValuePair.Create(account, new ConcurrentQueue<KnownOrder>())));

    public IReadOnlyList<int> Accounts => accounts;

    /// <summary>A client id that no order has had.</summary>
    public long NextClientOrder() => nextClientOrder();

    /// <summary>An order that may be there: its place was sent.</summary>
    public KnownOrder Add(int account, long clientOrder)
    {
        var order = new KnownOrder(clientOrder);
        var orders = _orders[account];
        orders.Enqueue(order);
        while (orders.Count > Recent)
            orders.TryDequeue(out _);
        return order;
    }

    /// <summary>One of the orders that somebody has placed not long ago, open or not; null while there is none.</summary>
    public KnownOrder? AnyOf(int account, Chance chance)
    {
        var orders = _orders[account].ToArray();
        return orders.Length == 0 ? null : chance.OneOf(orders);
    }
}

/// <summary>An order, by its two names.</summary>
internal sealed class KnownOrder(long clientOrder)
{
    private long _orderId;

    public long ClientOrder => clientOrder;

    /// <summary>0 while nobody has heard it.</summary>
    public long OrderId
    {
        get => Interlocked.Read(ref _orderId);
        set => Interlocked.Exchange(ref _orderId, value);
    }
}
