namespace Oms.Actors.Nodes;

/// <summary>
/// The right of a node to answer from memory. A node of a cluster that stood still for longer than this may have been taken for dead, and what it has in memory may live
/// elsewhere, in another state: it must not handle anything that was waiting for it. So every shell asks <see cref="Holds"/> before it handles a message, and a node that
/// finds itself too late by a monotonic clock has lost its right for good.
/// </summary>
internal sealed class NodeLease
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private long _ticked;
    private volatile bool _hasEnded;
    private Action<string>? _ended;
    private string? _why;

    /// <param name="length">How long the node may go without a tick; infinite for a node that is alone: nobody else has what it has.</param>
    /// <param name="clock">Its timestamps have to go on while the process is stopped.</param>
    public NodeLease(TimeSpan length, TimeProvider clock)
    {
        Length = length;
        _clock = clock;
        _ticked = clock.GetTimestamp();
    }

    public static NodeLease OfOneAlone => new(Timeout.InfiniteTimeSpan, TimeProvider.System);

    public TimeSpan Length { get; }

    /// <summary>Whether the node may handle anything. Finds out by itself that the lease has run out, whichever comes first after a pause: a message or a tick.</summary>
    public bool Holds => !_hasEnded && (IsInTime() || !EndLate());

    /// <summary>The node goes on. Late: it has lost its right instead.</summary>
    public void Tick()
    {
        var now = _clock.GetTimestamp();
        if (IsInTime())
            Interlocked.Exchange(ref _ticked, now);
        else
            EndLate();
    }

    /// <summary>The node has lost its right for another reason: it is nobody's member any more.</summary>
    public void End(string why)
    {
        Action<string>? ended;
        lock (_lock)
        {
            if (_hasEnded)
                return;

            (_hasEnded, _why, ended) = (true, why, _ended);
        }

        ended?.Invoke(why);
    }

    /// <summary>Tells, once, why the right was lost; at once if it has been.</summary>
    public void WhenEnded(Action<string> ended)
    {
        lock (_lock)
        {
            if (!_hasEnded)
            {
                _ended = ended;
                return;
            }
        }

        ended(_why!);
    }

    private bool IsInTime() => Length == Timeout.InfiniteTimeSpan || _clock.GetElapsedTime(Interlocked.Read(ref _ticked)) <= Length;

    private bool EndLate()
    {
        End($"The node stood still for more than {Length.TotalSeconds:0.###} s, and others may have taken over what it has in memory.");
        return true;
    }
}
