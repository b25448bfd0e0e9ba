namespace Oms.Host.Connections;

/// <summary>The calls of one connection that have no answer yet. Cancels have their own, larger number: limits on placing never stop a cancel. A list counts as what is in it.</summary>
internal sealed class CallBudget(WireLimits limits)
{
    private int _calls;
    private int _cancels;

    /// <summary>True when so many more may begin; then <see cref="End"/> is owed.</summary>
    public bool TryBegin(bool isCancel, int weight)
    {
        if (Interlocked.Add(ref Of(isCancel), weight) <= (isCancel ? limits.Cancels : limits.Calls))
            return true;
        End(isCancel, weight);
        return false;
    }

    public void End(bool isCancel, int weight) => Interlocked.Add(ref Of(isCancel), -weight);

    private ref int Of(bool isCancel) => ref isCancel ? ref _cancels : ref _calls;
}
