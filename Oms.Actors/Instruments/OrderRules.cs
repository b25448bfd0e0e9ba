using Oms.Actors.Accounts;
using Oms.Actors.Api;

namespace Oms.Actors.Instruments;

/// <summary>What an instrument asks of a limit order's numbers.</summary>
internal static class OrderRules
{
    /// <summary>
    /// Null when quantity and price are as they should be; else the name of the first field that is wrong. A value (quantity x price) that is beyond what books hold, or has
    /// more digits than they keep, is the price's fault: the instrument limits the quantity only.
    /// </summary>
    public static string? MalformedField(Instrument instrument, SendOrderRequest request)
    {
        if (request.Quantity is not { } quantity || quantity > instrument.MaximumQuantity || quantity < instrument.MinimumQuantity
            || !IsMultiple(quantity, instrument.QuantityIncrement))
            return nameof(request.Quantity);

        if (request.LimitPrice is not { } price || !IsMultiple(price, instrument.PriceIncrement) || !IsValue(quantity, price))
            return nameof(request.LimitPrice);

        return null;
    }

    private static bool IsMultiple(decimal value, decimal increment) => value > 0 && value <= Books.MaximumAmount && value % increment == 0;

    /// <summary>A product of decimals is rounded silently when it has too many digits; a hold that is rounded would never be released whole.</summary>
    private static bool IsValue(decimal quantity, decimal price)
    {
        if (price > 1 && quantity > 2 * (Books.MaximumAmount / price))
            return false;

        var (q, p) = (Bare(quantity), Bare(price));
        return q * p <= Books.MaximumAmount && (q * p).Scale == q.Scale + p.Scale;
    }

    /// <summary>The same number without zeros at its end.</summary>
    private static decimal Bare(decimal value) => value / 1.0000000000000000000000000000m;
}
