using System.Diagnostics.CodeAnalysis;

namespace Oms.Actors.Persistence;

/// <summary>One question of a node to the journal at a time: when many accounts recover together they queue here, not in the database.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never asked for holds nothing to dispose of.")]
internal sealed class OnePageAtATime(IJournalHeads heads) : IJournalHeads
{
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<IReadOnlyDictionary<string, long>> Read(IReadOnlyCollection<string> persistenceIds, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await heads.Read(persistenceIds, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }
}
