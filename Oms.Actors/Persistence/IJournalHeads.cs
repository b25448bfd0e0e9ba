namespace Oms.Actors.Persistence;

/// <summary>Which streams the journal has and how far each goes, read without waking the entities.</summary>
internal interface IJournalHeads
{
    /// <summary>The most ids that one call may name.</summary>
    const int PageSize = 500;

    /// <summary>Ids without an event are absent from the answer. Fails when the journal can't be read.</summary>
    Task<IReadOnlyDictionary<string, long>> Read(IReadOnlyCollection<string> persistenceIds, CancellationToken cancellation);

    /// <summary>
    /// The streams whose names begin with <paramref name="prefix"/>, in the order of their names, at most so many, from behind <paramref name="after"/> on
    /// (null: from the first). Fails when the journal can't be read.
    /// </summary>
    Task<IReadOnlyList<string>> ReadNames(string prefix, string? after, int most, CancellationToken cancellation);
}
