using Oms.Actors.Api;

namespace Oms.Actors.Instruments;

/// <summary>What a type of order needs to be brought to life by.</summary>
internal static class TriggerRules
{
    /// <summary>Whether an order of this type waits for a price of the market before it is one.</summary>
    public static bool IsStop(OrderType type) => HasStopPrice(type) || Trails(type);

    /// <summary>Null when all that the type needs is there; else the name of the first field that is wrong.</summary>
    public static string? MalformedField(Instrument instrument, OrderType type, OrderTrigger trigger)
    {
        if (HasStopPrice(type) && !IsPrice(instrument, trigger.StopPrice))
            return nameof(trigger.StopPrice);

        if (Trails(type) && !IsPrice(instrument, trigger.TrailingAmount))
            return nameof(trigger.TrailingAmount);

        if (type == OrderType.TrailingStopLimit && trigger.LimitOffset is not 0 && !IsPrice(instrument, trigger.LimitOffset))
            return nameof(trigger.LimitOffset);

        return null;
    }

    /// <summary>What an order of this type keeps of it; null: it is one at once.</summary>
    public static OrderTrigger? Of(OrderType type, OrderTrigger trigger) => !IsStop(type) ? null : new OrderTrigger(
        HasStopPrice(type) ? trigger.StopPrice : null,
        Trails(type) ? trigger.TrailingAmount : null,
        type == OrderType.TrailingStopLimit ? trigger.LimitOffset : null,
        trigger.Peg == PegPriceType.Unknown ? PegPriceType.Last : trigger.Peg);

    private static bool HasStopPrice(OrderType type) => type is OrderType.StopMarket or OrderType.StopLimit;

    private static bool Trails(OrderType type) => type is OrderType.TrailingStopMarket or OrderType.TrailingStopLimit;

    private static bool IsPrice(Instrument instrument, decimal? price) => price is { } value && OrderRules.IsMultiple(value, instrument.PriceIncrement);
}
