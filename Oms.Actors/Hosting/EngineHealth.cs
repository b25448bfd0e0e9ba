using Oms.Actors.Api;

namespace Oms.Actors.Hosting;

/// <summary>How the engine is. A fault is final.</summary>
internal sealed class EngineHealth : IOmsHealth
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<OmsHealth> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OmsHealth State { get; private set; } = new OmsHealth.Starting();

    public Task<OmsHealth> WaitForOtherThan(OmsHealth known, CancellationToken cancellation)
    {
        lock (_lock)
            return State == known ? _next.Task.WaitAsync(cancellation) : Task.FromResult(State);
    }

    public void Ready() => Become(new OmsHealth.Ready());

    public void Fault(string reason) => Become(new OmsHealth.Faulted(reason));

    private void Become(OmsHealth state)
    {
        lock (_lock)
        {
            if (State is OmsHealth.Faulted)
                return;

            State = state;
            _next.SetResult(state);
            _next = new TaskCompletionSource<OmsHealth>(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
