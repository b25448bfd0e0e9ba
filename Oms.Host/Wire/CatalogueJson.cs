using System.Text.Json;
using Oms.Actors.Api;

namespace Oms.Host.Wire;

/// <summary>AlphaPoint's product, instrument and position objects, keys in the order of the wire.</summary>
internal sealed class CatalogueJson(OmsId omsId)
{
    public void WriteProduct(Utf8JsonWriter json, Product product)
    {
        json.WriteStartObject();
        json.WriteNumber("OMSId", omsId.Value);
        json.WriteNumber("ProductId", product.ProductId.Value);
        json.WriteString("Product", product.Symbol);
        json.WriteString("ProductFullName", product.FullName);
        json.WriteString("MasterDataUniqueProductSymbol", "");
        json.WriteString("ProductType", product.IsCrypto ? "CryptoCurrency" : "NationalCurrency");
        json.WriteNumber("DecimalPlaces", product.DecimalPlaces);
        json.WriteNumber("TickSize", new decimal(1, 0, 0, false, (byte)product.DecimalPlaces));
        json.WriteBoolean("DepositEnabled", false);
        json.WriteBoolean("WithdrawEnabled", false);
        json.WriteBoolean("NoFees", true);
        json.WriteBoolean("IsDisabled", false);
        json.WriteBoolean("MarginEnabled", false);
        json.WriteEndObject();
    }

    public void WriteInstrument(Utf8JsonWriter json, Instrument instrument, IReadOnlyDictionary<ProductId, string> symbols)
    {
        json.WriteStartObject();
        json.WriteNumber("OMSId", omsId.Value);
        json.WriteNumber("InstrumentId", instrument.InstrumentId.Value);
        json.WriteString("Symbol", instrument.Symbol);
        json.WriteNumber("Product1", instrument.BaseProduct.Value);
        json.WriteString("Product1Symbol", symbols.GetValueOrDefault(instrument.BaseProduct, ""));
        json.WriteNumber("Product2", instrument.QuoteProduct.Value);
        json.WriteString("Product2Symbol", symbols.GetValueOrDefault(instrument.QuoteProduct, ""));
        json.WriteString("InstrumentType", "Standard");
        json.WriteNumber("VenueInstrumentId", instrument.InstrumentId.Value);
        json.WriteNumber("VenueId", 1);
        json.WriteNumber("SortIndex", 0);
        json.WriteString("SessionStatus", instrument.Status.ToString());
        json.WriteString("PreviousSessionStatus", "Unknown");
        json.WriteBoolean("SelfTradePrevention", false);
        json.WriteNumber("QuantityIncrement", instrument.QuantityIncrement);
        json.WriteNumber("PriceIncrement", instrument.PriceIncrement);
        json.WriteNumber("MinimumQuantity", instrument.MinimumQuantity);
        json.WriteNumber("MinimumPrice", instrument.PriceIncrement);
        json.WriteString("VenueSymbol", instrument.Symbol);
        json.WriteBoolean("IsDisable", false);
        json.WriteNumber("MasterDataId", 0);
        json.WriteEndObject();
    }

    public void WritePosition(Utf8JsonWriter json, Position position, IReadOnlyDictionary<ProductId, string> symbols)
    {
        json.WriteStartObject();
        json.WriteNumber("OMSId", omsId.Value);
        json.WriteNumber("AccountId", position.AccountId.Value);
        json.WriteString("ProductSymbol", symbols.GetValueOrDefault(position.ProductId, ""));
        json.WriteNumber("ProductId", position.ProductId.Value);
        json.WriteNumber("Amount", position.Amount);
        json.WriteNumber("Hold", position.Hold);
        foreach (var key in Unknowns)
            json.WriteNumber(key, 0);
        json.WriteEndObject();
    }

    /// <summary>Keys of a position that speak of transfers under way, which this system does not follow.</summary>
    private static readonly string[] Unknowns =
    [
        "PendingDeposits", "PendingWithdraws",
        "TotalDayDeposits", "TotalMonthDeposits", "TotalYearDeposits",
        "TotalDayDepositNotional", "TotalMonthDepositNotional", "TotalYearDepositNotional",
        "TotalDayWithdraws", "TotalMonthWithdraws", "TotalYearWithdraws",
        "TotalDayWithdrawNotional", "TotalMonthWithdrawNotional", "TotalYearWithdrawNotional",
    ];
}
