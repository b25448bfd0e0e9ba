using System.Diagnostics.CodeAnalysis;

namespace Oms.Actors.Persistence;

/// <summary>One question of a node to the journal at a time: when many accounts recover together they queue here, not in the database.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never asked for holds nothing to dispose of.")]
internal sealed class OnePageAtATime(IJournalHeads heads) : IJournalHeads
{
    private readonly SemaphoreSlim _turn = new(1);

    public Task<IReadOnlyDictionary<string, long>> Read(IReadOnlyCollection<string> persistenceIds, CancellationToken cancellation) =>
        InTurn(() => heads.Read(persistenceIds, cancellation), cancellation);

    public Task<IReadOnlyList<string>> ReadNames(string prefix, string? after, int most, CancellationToken cancellation) =>
        InTurn(() => heads.ReadNames(prefix, after, most, cancellation), cancellation);

    private async Task<T> InTurn<T>(Func<Task<T>> read, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await read();
        }
        finally
        {
            _turn.Release();
        }
    }
}
