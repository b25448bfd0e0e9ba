using Oms.Actors.Nodes;

namespace Oms.Actors.Tests.Nodes;

/// <summary>The lock of a journal in memory, for nodes in one process.</summary>
internal sealed class MemoryGates
{
    private readonly Lock _lock = new();
    private readonly HashSet<IClusterGate> _members = [];
    private IClusterGate? _founder;

    /// <summary>How many clusters have been founded.</summary>
    public int Founded { get; private set; }

    public MemoryGate Open() => new(this);

    internal bool TryForm(IClusterGate gate)
    {
        lock (_lock)
        {
            if (_founder is not null || _members.Count > 0)
                return false;

            _founder = gate;
            Founded++;
            return true;
        }
    }

    internal void Enter(IClusterGate gate)
    {
        lock (_lock)
        {
            if (_founder == gate)
                _founder = null;
            _members.Add(gate);
        }
    }

    internal void Leave(IClusterGate gate)
    {
        lock (_lock)
        {
            if (_founder == gate)
                _founder = null;
            _members.Remove(gate);
        }
    }
}

/// <summary>One node's end of it.</summary>
internal sealed class MemoryGate(MemoryGates gates) : IClusterGate
{
    private Action<string>? _expelled;

    public Task<bool> TryForm(CancellationToken cancellation) => Task.FromResult(gates.TryForm(this));

    public Task Enter(Action<string> expelled, CancellationToken cancellation)
    {
        _expelled = expelled;
        gates.Enter(this);
        return Task.CompletedTask;
    }

    /// <summary>The hold was lost, and what was taken again is another cluster's.</summary>
    public void Expel(string why) => _expelled!(why);

    public ValueTask DisposeAsync()
    {
        gates.Leave(this);
        return ValueTask.CompletedTask;
    }
}
