using Oms.Actors.Protocol;

namespace Oms.Simulation.Schedules;

/// <summary>The product's waits, made to fit a schedule of half a minute.</summary>
internal static class SimulatedTimings
{
    /// <summary>Quick enough that passivation and the timed comparison happen within a schedule.</summary>
    public static readonly Timings Brisk = new()
    {
        Idle = TimeSpan.FromSeconds(1),
        IdleClosed = TimeSpan.FromMilliseconds(500),
        CompareAgain = TimeSpan.FromSeconds(4),
        UpdateAgain = TimeSpan.FromSeconds(2),
        UpdateAgainMost = TimeSpan.FromSeconds(4),
        SyncPatience = TimeSpan.FromSeconds(3),
        WritePatience = TimeSpan.FromSeconds(8),
        VenueAgainMost = TimeSpan.FromSeconds(4),
        WakeAgain = TimeSpan.FromSeconds(5),
        SnapshotEvery = 4,
        ExpireAgainMost = TimeSpan.FromSeconds(2),
        ExpireAtOnce = 2,
    };

    /// <summary>As shipped, but for what has to come round before the end.</summary>
    public static readonly Timings Shipped = new()
    {
        CompareAgain = TimeSpan.FromSeconds(6),
        UpdateAgainMost = TimeSpan.FromSeconds(6),
        VenueAgainMost = TimeSpan.FromSeconds(6),
        WakeAgain = TimeSpan.FromSeconds(5),
        ExpireAgainMost = TimeSpan.FromSeconds(4),
    };
}
