namespace Oms.Faults;

/// <summary>Waiting in a test that runs against real clocks.</summary>
internal static class Pause
{
    public static Task For(TimeSpan time, CancellationToken cancellation = default) => Task.Delay(time, TimeProvider.System, cancellation);

    /// <summary>Asks until it is so.</summary>
    /// <returns>False when it was not so in time.</returns>
    public static async Task<bool> Until(Func<Task<bool>> isSo, TimeSpan patience, TimeSpan between)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(began) > patience)
                return false;

            await For(between);
        }

        return true;
    }
}
