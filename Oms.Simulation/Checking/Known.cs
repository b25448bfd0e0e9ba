using Oms.Actors.Api;

namespace Oms.Simulation.Checking;

/// <summary>The newest that anybody has been told of an order.</summary>
internal readonly record struct Told(long Version, bool Closed);

/// <summary>
/// What has been told so far. Nobody who begins to read later, and no event that is sent later, may say less.
/// </summary>
internal sealed class Known
{
    private readonly Dictionary<OrderId, (AccountId Account, Told Told)> _told = [];

    public Told Of(OrderId order) => _told.TryGetValue(order, out var known) ? known.Told : default;

    /// <summary>Every order of an account that anybody knows of, as of now.</summary>
    public List<(OrderId Order, Told Told)> OfAccount(AccountId account)
    {
        var orders = new List<(OrderId, Told)>();
        foreach (var (order, known) in _told)
        {
            if (known.Account == account)
                orders.Add((order, known.Told));
        }

        return orders;
    }

    public void Tell(OrderId order, AccountId account, long version, bool closed)
    {
        var before = Of(order);
        _told[order] = (account, new Told(Math.Max(before.Version, version), before.Closed || closed));
    }
}
