using Oms.Actors.Api;
using Oms.Actors.Instruments;
using Oms.Actors.Protocol;
using Oms.Actors.Venue;

namespace Oms.Actors.Gateway;

/// <summary>What is fixed about a gateway for its life.</summary>
/// <param name="OmsId">The OMS it serves.</param>
/// <param name="Address">Where its answers come back to.</param>
/// <param name="Incarnation">Tells this life of this gateway from every other, in the ids of its cancels.</param>
/// <param name="ResolveClientOrderIdByCaller">A user of exactly one account may cancel by client id without naming the account.</param>
/// <param name="Limits">What it takes on at most.</param>
/// <param name="Timings">How long it waits.</param>
/// <param name="Venue">What the venue takes that orders go to; null: there is none, and orders rest where they are.</param>
internal sealed record GatewaySettings(
    OmsId OmsId,
    ReplyAddress Address,
    ulong Incarnation,
    bool ResolveClientOrderIdByCaller,
    GatewayLimits Limits,
    Timings Timings,
    VenueOffer? Venue = null);

/// <summary>Calls under way in one gateway; beyond it a call is refused at once (101). Cancels have their own, larger budget: a trader can always cancel.</summary>
/// <param name="Calls">Calls other than cancels and reports.</param>
/// <param name="Cancels">Cancels without a receipt yet.</param>
/// <param name="Carried">Receipted cancels without an outcome yet.</param>
/// <param name="IdBlock">Order ids reserved at once.</param>
/// <param name="AccountsSwept">Accounts under way at once of those that are swept by one call; each has so many orders under way as an account may.</param>
/// <param name="Reports">A venue's reports that are not in an order's journal yet.</param>
internal sealed record GatewayLimits(int Calls = 2_000, int Cancels = 4_000, int Carried = 20_000, int IdBlock = 1_000, int AccountsSwept = 16, int Reports = 2_000)
{
    public int Of(CallBudget budget) => budget switch
    {
        CallBudget.Cancels => Cancels,
        CallBudget.Reports => Reports,
        _ => Calls,
    };
}

/// <summary>What a call draws on: none of these takes another's room.</summary>
internal enum CallBudget
{
    Calls = 0,
    Cancels = 1,
    Reports = 2,
}

/// <summary>What the calls of a gateway share. Effects and Now are those of the input at hand.</summary>
internal sealed class Desk(GatewaySettings settings)
{
    public GatewaySettings Settings { get; } = settings;

    public Effects Effects { get; set; } = [];

    public DateTimeOffset Now { get; set; }

    /// <summary>Null until the catalogue has been told for the first time.</summary>
    public CatalogueTold? Catalogue => CatalogueUse.Newest;

    public CatalogueUse CatalogueUse { get; } = new();

    public OrderIds OrderIds { get; } = new(settings);

    public Carrying Carrying { get; } = new(settings);

    public ConnectionOrder Connections { get; } = new();

    public Instrument? InstrumentOf(InstrumentId id) => Catalogue?.Instruments.FirstOrDefault(instrument => instrument.InstrumentId == id);

    /// <summary>Whether it takes orders now: what waited before it goes out asks again, so that a sweep behind a halt misses nothing.</summary>
    public bool IsRunning(InstrumentId id) => InstrumentOf(id)?.Status == InstrumentStatus.Running;

    /// <summary>The instruments that take no cancels.</summary>
    public IReadOnlyList<InstrumentId> Stopped() =>
        [.. (Catalogue?.Instruments ?? []).Where(instrument => instrument.Status == InstrumentStatus.Stopped).Select(instrument => instrument.InstrumentId)];

    public Product? ProductOf(ProductId id) => Catalogue?.Products.FirstOrDefault(product => product.ProductId == id);
}
