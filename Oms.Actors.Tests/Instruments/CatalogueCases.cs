using Oms.Actors.Api;
using Oms.Actors.Instruments;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Protocol;

namespace Oms.Actors.Tests.Instruments;

/// <summary>Products, instruments and messages to the catalogue, for the specs of this folder.</summary>
internal static class CatalogueCases
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly Authority Boss = new(new UserId(1), "boss", 7);
    public static readonly Product Dollar = new(new ProductId(1), "USD", "US dollar", 2, false);
    public static readonly Product Bitcoin = new(new ProductId(2), "BTC", "Bitcoin", 8, true);

    public static readonly Instrument BitcoinDollar = new(
        new InstrumentId(1), "BTCUSD", Bitcoin.ProductId, Dollar.ProductId, 0.00000001m, 0.01m, 0.0001m, 10_000m, InstrumentStatus.Running);

    public static readonly IReadOnlyList<ICatalogueEvent> Full =
        [new ProductAdded(Dollar, Boss, Now), new ProductAdded(Bitcoin, Boss, Now), new InstrumentAdded(BitcoinDollar, Boss, Now)];

    public static Catalogue Of(IEnumerable<ICatalogueEvent> events) => events.Aggregate(Catalogue.Empty, Catalogue.Apply);

    public static AddProduct Add(Product product, long call = 1) => new(product, Boss, call, ProcessBench.Asker);

    public static AddInstrument Add(Instrument instrument, long call = 1) => new(instrument, Boss, call, ProcessBench.Asker);

    public static SetInstrumentStatus Set(InstrumentStatus status, int id = 1, long call = 1) =>
        new(new InstrumentId(id), status, Boss, call, ProcessBench.Asker);

    public static NameFirstOperator Name(string key, long call = 1) => new(key, call, ProcessBench.Asker);

    public static string Describe(Catalogue catalogue)
    {
        var told = catalogue.Told();
        return string.Join("|", told.Version, string.Join(",", told.Products), string.Join(",", told.Instruments), catalogue.FirstOperator);
    }
}
