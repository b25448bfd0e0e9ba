using Oms.Actors.Api;
using Oms.Actors.Instruments;
using Oms.Actors.Protocol;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>The catalogue's events, and what is said to the catalogue and by it.</summary>
internal static class CatalogueCodec
{
    public static IReadOnlyList<Codec> All { get; } =
    [
        Codec.Of(
            "cat.product-added.1",
            Proto.ProductAdded.Parser,
            (ProductAdded m) => new() { Product = m.Product.ToProto(), By = m.By.ToProto(), At = m.At.UtcTicks },
            p => p.HasAt ? new ProductAdded(p.Product.ToModel(), p.By.ToModel(), Wire.Time(p.At)) : throw Wire.Incomplete(p)),
        Codec.Of(
            "cat.instrument-added.1",
            Proto.InstrumentAdded.Parser,
            (InstrumentAdded m) => new() { Instrument = m.Instrument.ToProto(), By = m.By.ToProto(), At = m.At.UtcTicks },
            p => p.HasAt ? new InstrumentAdded(p.Instrument.ToModel(), p.By.ToModel(), Wire.Time(p.At)) : throw Wire.Incomplete(p)),
        Codec.Of(
            "cat.status-set.1",
            Proto.InstrumentStatusSet.Parser,
            (InstrumentStatusSet m) =>
                new() { Instrument = m.Instrument.Value, Status = m.Status.ToProto(), By = m.By.ToProto(), At = m.At.UtcTicks },
            p => p is { HasInstrument: true, HasStatus: true, HasAt: true }
                ? new InstrumentStatusSet(new InstrumentId(p.Instrument), p.Status.ToModel(), p.By.ToModel(), Wire.Time(p.At))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "cat.operator-chosen.1",
            Proto.FirstOperatorChosen.Parser,
            (FirstOperatorChosen m) => new() { UserKey = Wire.Text(m.UserKey), By = m.By.ToProto(), At = m.At.UtcTicks },
            p => p is { HasUserKey: true, HasAt: true }
                ? new FirstOperatorChosen(p.UserKey, p.By.ToModel(), Wire.Time(p.At))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "cat.watch.1",
            Proto.WatchCatalogue.Parser,
            (WatchCatalogue m) => new() { Watcher = Wire.Text(m.Watcher.Path), KnownVersion = m.KnownVersion },
            p => p is { HasWatcher: true, HasKnownVersion: true }
                ? new WatchCatalogue(new ReplyAddress(p.Watcher), p.KnownVersion)
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "cat.told.1",
            Proto.CatalogueTold.Parser,
            (CatalogueTold m) => new()
            {
                Version = m.Version,
                Products = { m.Products.Select(product => product.ToProto()) },
                Instruments = { m.Instruments.Select(instrument => instrument.ToProto()) },
            },
            p => p.HasVersion
                ? new CatalogueTold(
                    p.Version, [.. p.Products.Select(product => product.ToModel())], [.. p.Instruments.Select(instrument => instrument.ToModel())])
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "cat.add-product.1",
            Proto.AddProduct.Parser,
            (AddProduct m) => new() { Product = m.Product.ToProto(), By = m.By.ToProto(), Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasCall: true, HasReplyTo: true }
                ? new AddProduct(p.Product.ToModel(), p.By.ToModel(), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "cat.add-instrument.1",
            Proto.AddInstrument.Parser,
            (AddInstrument m) =>
                new() { Instrument = m.Instrument.ToProto(), By = m.By.ToProto(), Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasCall: true, HasReplyTo: true }
                ? new AddInstrument(p.Instrument.ToModel(), p.By.ToModel(), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "cat.set-status.1",
            Proto.SetInstrumentStatus.Parser,
            (SetInstrumentStatus m) => new()
            {
                Instrument = m.Instrument.Value,
                Status = m.Status.ToProto(),
                By = m.By.ToProto(),
                Call = m.Call,
                ReplyTo = Wire.Text(m.ReplyTo.Path),
            },
            p => p is { HasInstrument: true, HasStatus: true, HasCall: true, HasReplyTo: true }
                ? new SetInstrumentStatus(
                    new InstrumentId(p.Instrument), p.Status.ToModel(), p.By.ToModel(), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "cat.name-operator.1",
            Proto.NameFirstOperator.Parser,
            (NameFirstOperator m) => new() { UserKey = Wire.Text(m.UserKey), Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasUserKey: true, HasCall: true, HasReplyTo: true }
                ? new NameFirstOperator(p.UserKey, p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "cat.operator-named.1",
            Proto.FirstOperatorNamed.Parser,
            (FirstOperatorNamed m) => new() { Call = m.Call, IsThisOne = m.IsThisOne },
            p => p is { HasCall: true, HasIsThisOne: true } ? new FirstOperatorNamed(p.Call, p.IsThisOne) : throw Wire.Incomplete(p)),
        Codec.Of(
            "cat.changed.1",
            Proto.CatalogueChanged.Parser,
            (CatalogueChanged m) => new() { Call = m.Call },
            p => p.HasCall ? new CatalogueChanged(p.Call) : throw Wire.Incomplete(p)),
    ];

    public static Proto.Product ToProto(this Product m) => new()
    {
        ProductId = m.ProductId.Value,
        Symbol = Wire.Text(m.Symbol),
        FullName = Wire.Text(m.FullName),
        DecimalPlaces = m.DecimalPlaces,
        IsCrypto = m.IsCrypto,
    };

    public static Product ToModel(this Proto.Product? p) =>
        p is { HasProductId: true, HasSymbol: true, HasFullName: true, HasDecimalPlaces: true, HasIsCrypto: true }
            ? new Product(new ProductId(p.ProductId), p.Symbol, p.FullName, p.DecimalPlaces, p.IsCrypto)
            : throw Wire.Incomplete(p);

    public static Proto.Instrument ToProto(this Instrument m) => new()
    {
        InstrumentId = m.InstrumentId.Value,
        Symbol = Wire.Text(m.Symbol),
        BaseProduct = m.BaseProduct.Value,
        QuoteProduct = m.QuoteProduct.Value,
        QuantityIncrement = m.QuantityIncrement.ToProto(),
        PriceIncrement = m.PriceIncrement.ToProto(),
        MinimumQuantity = m.MinimumQuantity.ToProto(),
        MaximumQuantity = m.MaximumQuantity.ToProto(),
        Status = m.Status.ToProto(),
    };

    public static Instrument ToModel(this Proto.Instrument? p) =>
        p is { HasInstrumentId: true, HasSymbol: true, HasBaseProduct: true, HasQuoteProduct: true, HasStatus: true }
            ? new Instrument(
                new InstrumentId(p.InstrumentId),
                p.Symbol,
                new ProductId(p.BaseProduct),
                new ProductId(p.QuoteProduct),
                p.QuantityIncrement.ToModel(),
                p.PriceIncrement.ToModel(),
                p.MinimumQuantity.ToModel(),
                p.MaximumQuantity.ToModel(),
                p.Status.ToModel())
            : throw Wire.Incomplete(p);
}
