using Oms.Actors.Accounts;
using Oms.Actors.Api;

namespace Oms.Actors.Instruments;

/// <summary>What an instrument asks of an order's numbers.</summary>
internal static class OrderRules
{
    private const int MostPlaces = 28;
    private const int MostYears = 10;

    /// <summary>
    /// Null when quantity and price are as they should be; else the name of the first field that is wrong. A value (quantity x price) that is beyond what books hold, or has
    /// more digits than they keep, is the price's fault: the instrument limits the quantity only. An order to buy has to say the worst price that it takes, whatever its
    /// type, as money is held for it at that price; one to sell at the market, or at a limit that follows the market, need not, as what it sells is held.
    /// </summary>
    public static string? MalformedField(Instrument instrument, SendOrderRequest request)
    {
        if (request.Quantity is not { } quantity || !IsQuantity(instrument, quantity))
            return nameof(request.Quantity);

        if (TriggerRules.MalformedField(instrument, request.OrderType!.Value, request.Trigger) is { } field)
            return field;

        if (request is { OrderType: not (OrderType.Limit or OrderType.StopLimit), Side: Side.Sell, LimitPrice: null or 0 })
            return null;

        if (request.LimitPrice is not { } price || !IsMultiple(price, instrument.PriceIncrement) || !IsValue(quantity, instrument.QuantityIncrement, price))
            return nameof(request.LimitPrice);

        return null;
    }

    /// <summary>Whether an order may have this quantity.</summary>
    public static bool IsQuantity(Instrument instrument, decimal quantity) =>
        quantity <= instrument.MaximumQuantity && quantity >= instrument.MinimumQuantity && IsMultiple(quantity, instrument.QuantityIncrement);

    /// <summary>Whether an order of this kind may expire then: good till date, and only it, has a moment in the future, by ten years at most.</summary>
    public static bool MayExpire(TimeInForce time, DateTimeOffset? at, DateTimeOffset now) =>
        time == TimeInForce.GTD ? at > now && at <= now.AddYears(MostYears) : at is null;

    /// <summary>Whether the value of this execution is within what books hold and exact.</summary>
    public static bool IsExact(decimal quantity, decimal price) => IsValue(quantity, quantity, price);

    /// <summary>Above 0, within what books hold, and a multiple of the increment.</summary>
    public static bool IsMultiple(decimal value, decimal increment) => value > 0 && value <= Books.MaximumAmount && value % increment == 0;

    /// <summary>
    /// Within the books, and exact for every part of the quantity that may be executed: a product of decimals is rounded silently when it has too many digits, and a hold
    /// that is rounded would never be released whole.
    /// </summary>
    private static bool IsValue(decimal quantity, decimal increment, decimal price)
    {
        if (price > 1 && quantity > 2 * (Books.MaximumAmount / price))
            return false;

        var places = Bare(increment).Scale + Bare(price).Scale;
        return places <= MostPlaces && quantity * price <= Math.Min(Books.MaximumAmount, Largest((byte)places));
    }

    /// <summary>The largest decimal with so many decimal places.</summary>
    private static decimal Largest(byte places) => new(-1, -1, -1, false, places);

    /// <summary>The same number without zeros at its end.</summary>
    private static decimal Bare(decimal value) => value / 1.0000000000000000000000000000m;
}
