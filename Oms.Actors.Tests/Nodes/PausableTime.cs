namespace Oms.Actors.Tests.Nodes;

/// <summary>A monotonic clock that can jump, as it seems to do to a process that was stopped.</summary>
internal sealed class PausableTime : TimeProvider
{
    private long _ahead;

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _ahead);

    public void Jump(TimeSpan by) => Interlocked.Add(ref _ahead, (long)(by.TotalSeconds * TimestampFrequency));
}
