using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Instruments;

/// <summary>A fact in the catalogue's journal; its sequence number is the catalogue's version.</summary>
internal interface ICatalogueEvent : IPersistedEvent
{
    Authority By { get; }

    DateTimeOffset At { get; }
}

internal sealed record ProductAdded(Product Product, Authority By, DateTimeOffset At) : ICatalogueEvent;

internal sealed record InstrumentAdded(Instrument Instrument, Authority By, DateTimeOffset At) : ICatalogueEvent;

internal sealed record InstrumentStatusSet(InstrumentId Instrument, InstrumentStatus Status, Authority By, DateTimeOffset At) : ICatalogueEvent;

/// <summary>This user is the first operator; nobody else ever will be.</summary>
internal sealed record FirstOperatorChosen(string UserKey, Authority By, DateTimeOffset At) : ICatalogueEvent;
