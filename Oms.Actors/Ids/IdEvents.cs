using Oms.Actors.Protocol;

namespace Oms.Actors.Ids;

/// <summary>The ids of this kind up to <paramref name="Highest"/> are never handed out again. One such fact may stand for several requests.</summary>
internal sealed record IdsTaken(IdKind Kind, long Highest, DateTimeOffset At) : IPersistedEvent;
