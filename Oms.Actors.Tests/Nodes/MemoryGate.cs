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

    public IClusterGate Open() => new Gate(this);

    private bool TryForm(IClusterGate gate)
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

    private void Enter(IClusterGate gate)
    {
        lock (_lock)
        {
            if (_founder == gate)
                _founder = null;
            _members.Add(gate);
        }
    }

    private void Leave(IClusterGate gate)
    {
        lock (_lock)
        {
            if (_founder == gate)
                _founder = null;
            _members.Remove(gate);
        }
    }

    private sealed class Gate(MemoryGates gates) : IClusterGate
    {
        public Task<bool> TryForm(CancellationToken cancellation) => Task.FromResult(gates.TryForm(this));

        public Task Enter(Action<string> expelled, CancellationToken cancellation)
        {
            gates.Enter(this);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            gates.Leave(this);
            return ValueTask.CompletedTask;
        }
    }
}
