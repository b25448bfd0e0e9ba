using System.Collections.Immutable;
using Oms.Actors.Api;

namespace Oms.Actors.Accounts;

/// <summary>
/// Up to which version the corrections of an order are booked, so that each is booked once: a closed order reports them again with each of its lives. Of the lowest order
/// ids so many are forgotten that a bounded number is left; of an order that is forgotten nothing is booked any more.
/// </summary>
/// <param name="Versions">The versions, by order.</param>
/// <param name="Forgotten">The highest order id that was forgotten; 0 for none.</param>
internal sealed record CorrectedOrders(ImmutableDictionary<OrderId, long> Versions, OrderId Forgotten)
{
    public const int Most = 10_000;

    public static readonly CorrectedOrders None = new(ImmutableDictionary<OrderId, long>.Empty, default);

    /// <summary>The version up to which the order's corrections are booked; null when nobody knows any more.</summary>
    public long? BookedOf(OrderId order) => Versions.TryGetValue(order, out var version) ? version : order.Value > Forgotten.Value ? 0 : null;

    public CorrectedOrders Booked(OrderId order, long version)
    {
        var versions = Versions.SetItem(order, version);
        if (versions.Count <= Most)
            return this with { Versions = versions };

        var lowest = versions.Keys.MinBy(known => known.Value);
        return new CorrectedOrders(versions.Remove(lowest), lowest.Value > Forgotten.Value ? lowest : Forgotten);
    }
}
