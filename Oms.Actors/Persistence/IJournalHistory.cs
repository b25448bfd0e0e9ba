using Oms.Actors.Protocol;

namespace Oms.Actors.Persistence;

/// <summary>The events of one stream, newest first, read without waking the entity.</summary>
internal interface IJournalHistory
{
    /// <summary>
    /// At most <paramref name="max"/> events with a number of <paramref name="toSequenceInclusive"/> or less, the newest first.
    /// Fewer than <paramref name="max"/> mean that the beginning was reached.
    /// </summary>
    Task<IReadOnlyList<JournalEntry>> ReadBackwards(
        string persistenceId, long toSequenceInclusive, int max, CancellationToken cancellation);
}
