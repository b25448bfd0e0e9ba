namespace Oms.Actors.Tests.Journals;

/// <summary>A fault as long as it is wanted. Disposing of it ends it and lets go of what it holds.</summary>
internal sealed class InjectedFault(JournalFault kind, Func<string, bool> persistenceIds, int times) : IDisposable
{
    private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hits;

    public JournalFault Kind => kind;

    /// <summary>Completes when it has happened for the first time; fails when that does not come.</summary>
    public Task Met => _met.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>How often it has happened.</summary>
    public int Hits => Volatile.Read(ref _hits);

    internal Task Released => _released.Task;

    public void Dispose() => _released.TrySetResult();

    internal bool Strikes(string persistenceId)
    {
        if (_released.Task.IsCompleted || _hits >= times || !persistenceIds(persistenceId))
            return false;

        _hits++;
        _met.TrySetResult();
        return true;
    }
}

/// <summary>The failure of an operation that was chosen to fail.</summary>
internal sealed class InjectedFailureException(string message) : Exception(message);
