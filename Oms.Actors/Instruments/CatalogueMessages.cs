using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Instruments;

/// <summary>A message to the catalogue, of which an OMS has one.</summary>
internal interface ICatalogueMessage : IEntityMessage;

/// <summary>What may change the catalogue: decided on settled state, one at a time.</summary>
internal interface ICatalogueCommand : ICatalogueMessage, IAsked;

/// <summary>
/// This gateway acts by this version of the catalogue and by no older one; tell it when there is a newer one, now and at each change. Renewed by the gateway; one that does
/// not renew is forgotten.
/// </summary>
internal sealed record WatchCatalogue(ReplyAddress Watcher, long KnownVersion) : ICatalogueMessage;

/// <summary>The whole catalogue at a version, for a gateway that knows less. It answers with <see cref="WatchCatalogue"/> once nothing that it has begun rests on an older one.</summary>
internal sealed record CatalogueTold(long Version, IReadOnlyList<Product> Products, IReadOnlyList<Instrument> Instruments) : IProtocolMessage;

internal sealed record AddProduct(Product Product, Authority By, long Call, ReplyAddress ReplyTo) : ICatalogueCommand;

internal sealed record AddInstrument(Instrument Instrument, Authority By, long Call, ReplyAddress ReplyTo) : ICatalogueCommand;

internal sealed record SetInstrumentStatus(InstrumentId Instrument, InstrumentStatus Status, Authority By, long Call, ReplyAddress ReplyTo) : ICatalogueCommand;

/// <summary>Name the first operator, once for ever. Answered <see cref="FirstOperatorNamed"/>.</summary>
internal sealed record NameFirstOperator(string UserKey, long Call, ReplyAddress ReplyTo) : ICatalogueCommand;

/// <summary>Whether this user is the one that was named, now or before.</summary>
internal sealed record FirstOperatorNamed(long Call, bool IsThisOne) : IReply;

/// <summary>Done, in the journal, and known to the gateway of every node that may serve: none acts by what was before. Refusals are <see cref="CallRefused"/>: 104 an unknown product or instrument, 101 another one has the id.</summary>
internal sealed record CatalogueChanged(long Call) : IReply;
