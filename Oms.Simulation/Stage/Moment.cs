namespace Oms.Simulation.Stage;

/// <summary>Simulated time counts in microseconds from the schedule's beginning.</summary>
internal static class Moment
{
    public const long Millisecond = 1_000;
    public const long Second = 1_000_000;
    private static readonly DateTimeOffset Beginning = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset ToClock(long moment) => Beginning.AddTicks(moment * TimeSpan.TicksPerMicrosecond);

    public static long Of(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
