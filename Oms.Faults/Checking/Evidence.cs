using Oms.Actors.Protocol;
using Oms.Faults.Recording;

namespace Oms.Faults.Checking;

/// <summary>All that a round has left behind once it is quiet.</summary>
/// <param name="Entries">The recording.</param>
/// <param name="Journal">The rows of each stream, as they are in the database.</param>
/// <param name="Replayed">The events of each stream, as the engine's own journal plugin replays them.</param>
internal sealed record Evidence(
    IReadOnlyList<Entry> Entries, IReadOnlyDictionary<string, IReadOnlyList<Row>> Journal, IReadOnlyDictionary<string, IReadOnlyList<IPersistedEvent>> Replayed);

/// <summary>A row of the journal.</summary>
internal sealed record Row(long Sequence, IPersistedEvent Event);
