using Oms.Actors.Api;

namespace Oms.Actors.Hosting;

/// <summary>The engine's health as the engine sets it and its host reads it. A fault is final.</summary>
internal sealed class HealthSignal : IOmsHealth
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = NewChange();
    private OmsHealth state = new OmsHealth.Starting();

    public OmsHealth State
    {
        get
        {
            lock (gate)
            {
                return state;
            }
        }
    }

    public void Set(OmsHealth next)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            if (state is OmsHealth.Faulted || state == next)
                return;
            state = next;
            waiting = changed;
            changed = NewChange();
        }

        waiting.SetResult();
    }

    public async Task<OmsHealth> WaitForOtherThan(OmsHealth known, CancellationToken cancellation = default)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (state != known)
                    return state;
                next = changed.Task;
            }

            await next.WaitAsync(cancellation);
        }
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
