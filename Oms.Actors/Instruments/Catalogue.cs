using System.Collections.Immutable;
using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Instruments;

/// <summary>Why the catalogue refuses; <paramref name="Detail"/> names the field or what is missing.</summary>
internal sealed record CatalogueRefusal(OmsCode Code, string Detail);

/// <summary>What a command comes to: a fact, or a refusal, or neither when it has been done before.</summary>
internal readonly record struct CatalogueDecision(ICatalogueEvent? Event, CatalogueRefusal? Refusal)
{
    public static readonly CatalogueDecision Nothing = new(null, null);

    public static CatalogueDecision Of(ICatalogueEvent @event) => new(@event, null);

    public static CatalogueDecision No(OmsCode code, string detail) => new(null, new CatalogueRefusal(code, detail));
}

/// <summary>What can be traded here, and who was the first operator. <see cref="Decide"/> and <see cref="Apply"/> are pure and total.</summary>
internal sealed record Catalogue
{
    public static readonly Catalogue Empty = new();

    /// <summary>Counts the events.</summary>
    public long Version { get; init; }

    public ImmutableDictionary<ProductId, Product> Products { get; init; } = ImmutableDictionary<ProductId, Product>.Empty;

    public ImmutableDictionary<InstrumentId, Instrument> Instruments { get; init; } = ImmutableDictionary<InstrumentId, Instrument>.Empty;

    /// <summary>His key; null while none has been named.</summary>
    public string? FirstOperator { get; init; }

    public CatalogueTold Told() => new(
        Version,
        [.. Products.Values.OrderBy(product => product.ProductId.Value)],
        [.. Instruments.Values.OrderBy(instrument => instrument.InstrumentId.Value)]);

    public static CatalogueDecision Decide(Catalogue catalogue, ICatalogueCommand command, DateTimeOffset now) => command switch
    {
        AddProduct add => catalogue.Add(add, now),
        AddInstrument add => catalogue.Add(add, now),
        SetInstrumentStatus set => catalogue.Set(set, now),
        NameFirstOperator when catalogue.FirstOperator is not null => CatalogueDecision.Nothing,
        NameFirstOperator name => CatalogueDecision.Of(new FirstOperatorChosen(name.UserKey, Authority.Host, now)),
        _ => throw new InvariantViolationException($"{command.GetType().Name} is no command of the catalogue."),
    };

    /// <summary>The state after <paramref name="event"/>.</summary>
    public static Catalogue Apply(Catalogue catalogue, ICatalogueEvent @event)
    {
        var next = catalogue with { Version = catalogue.Version + 1 };
        return @event switch
        {
            ProductAdded e when !next.Products.ContainsKey(e.Product.ProductId) => next with { Products = next.Products.Add(e.Product.ProductId, e.Product) },
            InstrumentAdded e when !next.Instruments.ContainsKey(e.Instrument.InstrumentId) =>
                next with { Instruments = next.Instruments.Add(e.Instrument.InstrumentId, e.Instrument) },
            InstrumentStatusSet e when next.Instruments.TryGetValue(e.Instrument, out var instrument) =>
                next with { Instruments = next.Instruments.SetItem(e.Instrument, instrument with { Status = e.Status }) },
            FirstOperatorChosen e when next.FirstOperator is null => next with { FirstOperator = e.UserKey },
            _ => throw new InvariantViolationException($"{@event} can't follow in the catalogue at version {catalogue.Version}."),
        };
    }

    private CatalogueDecision Add(AddProduct add, DateTimeOffset now)
    {
        if (CatalogueRules.MalformedField(add.Product) is { } field)
            return CatalogueDecision.No(OmsCode.InvalidRequest, field);

        if (!Products.TryGetValue(add.Product.ProductId, out var known))
            return CatalogueDecision.Of(new ProductAdded(add.Product, add.By, now));

        return known == add.Product ? CatalogueDecision.Nothing : CatalogueDecision.No(OmsCode.OperationFailed, "another product has this id");
    }

    private CatalogueDecision Add(AddInstrument add, DateTimeOffset now)
    {
        var instrument = add.Instrument;
        if (CatalogueRules.MalformedField(instrument) is { } field)
            return CatalogueDecision.No(OmsCode.InvalidRequest, field);

        if (Instruments.TryGetValue(instrument.InstrumentId, out var known))
        {
            return known with { Status = instrument.Status } == instrument
                ? CatalogueDecision.Nothing
                : CatalogueDecision.No(OmsCode.OperationFailed, "another instrument has this id");
        }

        if (!Products.ContainsKey(instrument.BaseProduct))
            return CatalogueDecision.No(OmsCode.ResourceNotFound, nameof(instrument.BaseProduct));

        return Products.ContainsKey(instrument.QuoteProduct)
            ? CatalogueDecision.Of(new InstrumentAdded(instrument, add.By, now))
            : CatalogueDecision.No(OmsCode.ResourceNotFound, nameof(instrument.QuoteProduct));
    }

    private CatalogueDecision Set(SetInstrumentStatus set, DateTimeOffset now)
    {
        if (CatalogueRules.MalformedStatus(set.Status) is { } field)
            return CatalogueDecision.No(OmsCode.InvalidRequest, field);

        if (!Instruments.TryGetValue(set.Instrument, out var instrument))
            return CatalogueDecision.No(OmsCode.ResourceNotFound, "no such instrument");

        return instrument.Status == set.Status
            ? CatalogueDecision.Nothing
            : CatalogueDecision.Of(new InstrumentStatusSet(set.Instrument, set.Status, set.By, now));
    }
}
