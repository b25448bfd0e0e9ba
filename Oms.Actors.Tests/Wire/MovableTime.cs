namespace Oms.Actors.Tests.Wire;

/// <summary>
/// The time of the day, which goes on and can be set forward. Timers and measured spans stay as they are: what waits in a host or is watched by it goes its way, and only
/// what is dated grows old.
/// </summary>
internal sealed class MovableTime : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
