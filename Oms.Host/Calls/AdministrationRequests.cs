using Oms.Actors.Api;

namespace Oms.Host.Calls;

/// <summary>Reads the values of the operators' calls. What is missing is left out of range where the engine says so, and is a fault where it can't.</summary>
internal static class AdministrationRequests
{
    private const string NotGiven = "not given";

    /// <summary>Names of a product's fields where the engine's differ from those of the wire.</summary>
    public static readonly IReadOnlyDictionary<string, string> ProductNames = new Dictionary<string, string>
    {
        [nameof(Actors.Api.Product.Symbol)] = "Product",
        [nameof(Actors.Api.Product.FullName)] = "ProductFullName",
    };

    /// <summary>The same for an instrument.</summary>
    public static readonly IReadOnlyDictionary<string, string> InstrumentNames = new Dictionary<string, string>
    {
        [nameof(Actors.Api.Instrument.BaseProduct)] = "Product1",
        [nameof(Actors.Api.Instrument.QuoteProduct)] = "Product2",
        [nameof(Actors.Api.Instrument.Status)] = "SessionStatus",
    };

    public static UserRef User(Fields fields) =>
        new(fields.Int("UserId") is > 0 and var id ? new UserId(id) : null, fields.Text("UserName"));

    public static (string UserName, string Password) NewUser(Fields fields) => (fields.Text("UserName") ?? "", fields.Text("Password") ?? "");

    public static (UserRef User, string Password) Password(Fields fields) => (User(fields), fields.Text("Password") ?? "");

    public static (UserRef User, AccountId Account) UserAccount(Fields fields) => (User(fields), Account(fields));

    public static (UserRef User, Permissions Permission) Permission(Fields fields)
    {
        var permission = fields.Enum<Permissions>("Permission") ?? Permissions.None;
        if (permission == Permissions.None)
            fields.Fail("Permission", NotGiven);
        return (User(fields), permission);
    }

    /// <summary>An account is opened under an id of choice, or under the next that is free.</summary>
    public static (string Name, AccountId? Id) NewAccount(Fields fields) =>
        (fields.Text("AccountName") ?? "", fields.Int("AccountId") is > 0 and var id ? new AccountId(id) : null);

    public static (AccountId Account, ProductId Product, decimal Amount, string Reference) Transfer(Fields fields) =>
        (Account(fields), new ProductId(fields.Int("ProductId") ?? 0), fields.Decimal("Amount") ?? 0, fields.Text("Reference") ?? "");

    public static Product Product(Fields fields)
    {
        var type = fields.Enum<ProductType>("ProductType");
        if (type is null)
            fields.Fail("ProductType", NotGiven);
        return new Product(
            new ProductId(fields.Int("ProductId") ?? 0),
            fields.Text("Product") ?? "",
            fields.Text("ProductFullName") ?? "",
            fields.Int("DecimalPlaces") ?? -1,
            type == ProductType.CryptoCurrency);
    }

    public static Instrument Instrument(Fields fields) => new(
        new InstrumentId(Requests.InstrumentId(fields) ?? 0),
        fields.Text("Symbol") ?? "",
        new ProductId(fields.Int("Product1") ?? 0),
        new ProductId(fields.Int("Product2") ?? 0),
        fields.Decimal("QuantityIncrement") ?? 0,
        fields.Decimal("PriceIncrement") ?? 0,
        fields.Decimal("MinimumQuantity") ?? 0,
        fields.Decimal("MaximumQuantity") ?? 0,
        fields.Enum<InstrumentStatus>("SessionStatus") ?? InstrumentStatus.Running);

    public static (InstrumentId Instrument, InstrumentStatus Status) Status(Fields fields)
    {
        var status = fields.Enum<InstrumentStatus>("SessionStatus");
        if (status is null)
            fields.Fail("SessionStatus", NotGiven);
        var instrument = Requests.InstrumentId(fields) ?? 0;
        if (instrument == 0)
            fields.Fail("InstrumentId", NotGiven);
        return (new InstrumentId(instrument), status ?? default);
    }

    public static InstrumentId OneInstrument(Fields fields)
    {
        var instrument = Requests.InstrumentId(fields) ?? 0;
        if (instrument == 0)
            fields.Fail("InstrumentId", NotGiven);
        return new InstrumentId(instrument);
    }

    public static AccountId OneAccount(Fields fields) => Account(fields);

    public static OrderId OneOrder(Fields fields) => new(fields.Long("OrderId") ?? 0);

    public static (OrderId Order, ForcedOutcome Outcome) Outcome(Fields fields)
    {
        var outcome = fields.Enum<ForcedOutcome>("Outcome");
        if (outcome is null)
            fields.Fail("Outcome", NotGiven);
        return (OneOrder(fields), outcome ?? default);
    }

    /// <summary>The engine names a field of a product or an instrument by its own name: its caller knows it by that of the wire.</summary>
    public static Receipt InNamesOfTheWire(Receipt receipt, IReadOnlyDictionary<string, string> names) =>
        receipt.Detail is { } field && names.TryGetValue(field, out var name) ? receipt with { Detail = name } : receipt;

    private static AccountId Account(Fields fields) => new(fields.Int("AccountId") ?? 0);

    /// <summary>AlphaPoint's types of products; numbers are those of the wire.</summary>
    private enum ProductType
    {
        NationalCurrency = 1,
        CryptoCurrency = 2,
    }
}

/// <summary>What an operator decides of a cancel in its venue's place; numbers are those of the wire.</summary>
internal enum ForcedOutcome
{
    /// <summary>The order is canceled.</summary>
    Canceled = 1,

    /// <summary>The order works on.</summary>
    Refused = 2,
}
