using Oms.Actors.Accounts;
using Oms.Actors.Api;

namespace Oms.Actors.Instruments;

/// <summary>What an instrument demands of an order's quantity and price.</summary>
internal static class OrderRules
{
    /// <summary>The first field that is not above 0, off its increment or beyond its limits; null when all is well.</summary>
    public static string? MalformedField(Instrument instrument, SendOrderRequest request)
    {
        if (request.Quantity is not > 0 || request.Quantity % instrument.QuantityIncrement != 0
            || request.Quantity < instrument.MinimumQuantity || request.Quantity > instrument.MaximumQuantity)
            return "Quantity";

        return request.LimitPrice is not > 0 || request.LimitPrice > Books.MaximumAmount || request.LimitPrice % instrument.PriceIncrement != 0
            || request.Quantity > Books.MaximumAmount / request.LimitPrice
            ? "LimitPrice"
            : null;
    }
}
