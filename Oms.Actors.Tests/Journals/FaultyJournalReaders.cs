using Oms.Actors.Persistence;
using Oms.Actors.Protocol;

namespace Oms.Actors.Tests.Journals;

/// <summary>Heads of a <see cref="FaultyJournal"/>. A read of many ids fails or waits when it does for one of them.</summary>
internal sealed class FaultyJournalHeads(FaultyJournal journal) : IJournalHeads
{
    public async Task<IReadOnlyDictionary<string, long>> Read(
        IReadOnlyCollection<string> persistenceIds, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(persistenceIds.Count, IJournalHeads.PageSize, nameof(persistenceIds));
        await FaultyJournalReads.Pass(journal, persistenceIds, cancellation);
        return persistenceIds
            .Select(id => (Id: id, Rows: journal.Rows(id)))
            .Where(stream => stream.Rows.Count > 0)
            .ToDictionary(stream => stream.Id, stream => stream.Rows[^1].SequenceNr);
    }

    public async Task<IReadOnlyList<string>> ReadNames(string prefix, string? after, int most, CancellationToken cancellation)
    {
        await FaultyJournalReads.Pass(journal, [prefix], cancellation);
        return [.. journal.Streams()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(name, after) > 0)
            .Take(most)];
    }
}

/// <summary>History of a <see cref="FaultyJournal"/>.</summary>
internal sealed class FaultyJournalHistory(FaultyJournal journal) : IJournalHistory
{
    public async Task<IReadOnlyList<JournalEntry>> ReadBackwards(
        string persistenceId, long toSequenceInclusive, int max, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        await FaultyJournalReads.Pass(journal, [persistenceId], cancellation);
        return [.. journal.Stream(persistenceId).Reverse().Where(entry => entry.SequenceNumber <= toSequenceInclusive).Take(max)];
    }
}

internal static class FaultyJournalReads
{
    /// <summary>Leaves the caller's thread first, as the real readers do.</summary>
    public static async Task Pass(FaultyJournal journal, IEnumerable<string> persistenceIds, CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        foreach (var id in persistenceIds)
        {
            var fault = journal.Strike(id, JournalFault.HoldRead, JournalFault.FailRead);
            if (fault?.Kind == JournalFault.FailRead)
                throw new InjectedFailureException("The read fails, as the test wants it.");
            if (fault is not null)
                await fault.Released.WaitAsync(cancellation);
        }
    }
}
