using Oms.Actors.Api;

namespace Oms.Host.Http;

/// <summary>What the wire says of this system and the engine's answers do not carry.</summary>
/// <param name="OmsId">The one OMS here.</param>
internal sealed record WireSettings(OmsId OmsId);
