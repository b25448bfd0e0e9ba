using System.Collections.Frozen;
using Oms.Actors.Api;

namespace Oms.Actors.Venue;

/// <summary>Which orders are taken: read from a venue once, so that no call waits for it.</summary>
internal sealed record VenueOffer(FrozenSet<(OrderType, TimeInForce)> Taken)
{
    private static readonly (OrderType, TimeInForce)[] Known =
    [
        .. from type in new[] { OrderType.Limit, OrderType.Market, OrderType.StopMarket, OrderType.StopLimit, OrderType.TrailingStopMarket, OrderType.TrailingStopLimit }
           from time in new[] { TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK, TimeInForce.GTD }
           select (type, time),
    ];

    /// <summary>Without a venue an order can only rest.</summary>
    public static readonly VenueOffer WithoutVenue = new(new[] { (OrderType.Limit, TimeInForce.GTC), (OrderType.Limit, TimeInForce.GTD) }.ToFrozenSet());

    public static VenueOffer Of(IExecutionVenue venue) => new(Known.Where(order => venue.Takes(order.Item1, order.Item2)).ToFrozenSet());

    public bool Takes(OrderType type, TimeInForce time) => Taken.Contains((type, time));
}
