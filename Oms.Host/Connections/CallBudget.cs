namespace Oms.Host.Connections;

/// <summary>The calls of one connection that have no answer yet. Cancels have their own, larger number: limits on placing never stop a cancel.</summary>
internal sealed class CallBudget(WireLimits limits)
{
    private int _calls;
    private int _cancels;

    /// <summary>True when one more may begin; then <see cref="End"/> is owed.</summary>
    public bool TryBegin(bool isCancel)
    {
        if (Interlocked.Increment(ref Of(isCancel)) <= (isCancel ? limits.Cancels : limits.Calls))
            return true;
        End(isCancel);
        return false;
    }

    public void End(bool isCancel) => Interlocked.Decrement(ref Of(isCancel));

    private ref int Of(bool isCancel) => ref isCancel ? ref _cancels : ref _calls;
}
