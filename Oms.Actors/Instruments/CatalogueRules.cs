using Oms.Actors.Accounts;
using Oms.Actors.Api;

namespace Oms.Actors.Instruments;

/// <summary>What a product and an instrument may look like, by themselves. Null: as they should; else the name of the first field that is wrong.</summary>
internal static class CatalogueRules
{
    public static string? MalformedField(Product product)
    {
        if (product.ProductId.Value < 1)
            return nameof(product.ProductId);

        if (!IsText(product.Symbol, 20))
            return nameof(product.Symbol);

        if (!IsText(product.FullName, 100))
            return nameof(product.FullName);

        return product.DecimalPlaces is < 0 or > 18 ? nameof(product.DecimalPlaces) : null;
    }

    public static string? MalformedField(Instrument instrument)
    {
        if (instrument.InstrumentId.Value < 1)
            return nameof(instrument.InstrumentId);

        if (!IsText(instrument.Symbol, 40))
            return nameof(instrument.Symbol);

        if (instrument.BaseProduct.Value < 1)
            return nameof(instrument.BaseProduct);

        if (instrument.QuoteProduct.Value < 1 || instrument.QuoteProduct == instrument.BaseProduct)
            return nameof(instrument.QuoteProduct);

        return MalformedAmount(instrument) ?? MalformedStatus(instrument.Status);
    }

    public static string? MalformedStatus(InstrumentStatus status) => Enum.IsDefined(status) ? null : nameof(Instrument.Status);

    private static string? MalformedAmount(Instrument instrument)
    {
        if (!IsAmount(instrument.QuantityIncrement))
            return nameof(instrument.QuantityIncrement);

        if (!IsAmount(instrument.PriceIncrement))
            return nameof(instrument.PriceIncrement);

        if (instrument.MinimumQuantity < 0)
            return nameof(instrument.MinimumQuantity);

        return !IsAmount(instrument.MaximumQuantity) || instrument.MaximumQuantity < instrument.MinimumQuantity ? nameof(instrument.MaximumQuantity) : null;
    }

    private static bool IsAmount(decimal value) => value is > 0 and <= Books.MaximumAmount;

    /// <summary>Something to read: not blank, nothing that moves a cursor or forges a line of a log.</summary>
    private static bool IsText(string? text, int most) => !string.IsNullOrWhiteSpace(text) && text.Length <= most && !text.Any(char.IsControl);
}
