namespace Oms.Actors.Persistence;

/// <summary>The highest sequence numbers of the journal, read without waking the entities.</summary>
internal interface IJournalHeads
{
    /// <summary>The most ids that one call may name.</summary>
    const int PageSize = 500;

    /// <summary>Ids without an event are absent from the answer. Fails when the journal can't be read.</summary>
    Task<IReadOnlyDictionary<string, long>> Read(IReadOnlyCollection<string> persistenceIds, CancellationToken cancellation);
}
