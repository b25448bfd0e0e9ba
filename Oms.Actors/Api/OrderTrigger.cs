namespace Oms.Actors.Api;

/// <summary>
/// What brings a stop order to life (AlphaPoint's names). The venue watches the market and decides; the engine keeps the order and its money until then. An order has what its
/// type needs and no more: what a request says besides is not looked at.
/// </summary>
/// <param name="StopPrice">
/// StopMarket and StopLimit: the price at which the order goes to the market. Quote product for one unit of the base product; above 0, a multiple of the price increment.
/// </param>
/// <param name="TrailingAmount">TrailingStopMarket and TrailingStopLimit: how far the stop price stays behind the market. As <paramref name="StopPrice"/>.</param>
/// <param name="LimitOffset">TrailingStopLimit: how far the limit price lies beyond the stop price. 0 or more, a multiple of the price increment.</param>
/// <param name="Peg">Which price of the market is watched; <see cref="PegPriceType.Last"/> when a stop order does not say.</param>
public sealed record OrderTrigger(decimal? StopPrice = null, decimal? TrailingAmount = null, decimal? LimitOffset = null, PegPriceType Peg = PegPriceType.Unknown)
{
    /// <summary>Of an order that says nothing of the kind.</summary>
    public static readonly OrderTrigger None = new();
}

/// <summary>A price of the market that a stop follows; numbers are those of AlphaPoint's wire.</summary>
public enum PegPriceType
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>The price of the last trade.</summary>
    Last = 1,

    /// <summary>The best price to sell at.</summary>
    Bid = 2,

    /// <summary>The best price to buy at.</summary>
    Ask = 3,

    /// <summary>Halfway between bid and ask.</summary>
    Midpoint = 4,
}
