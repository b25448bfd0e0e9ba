using Oms.Actors.Api;

namespace Oms.Host.Connections;

/// <summary>Whose connection it is, or since when it is nobody's. Changed by the reader of the connection, looked at by its watch.</summary>
internal sealed class ConnectionHolder(IOms oms, TimeProvider time)
{
    private volatile State _state = new(null, time.GetTimestamp());

    /// <summary>The session that calls are made under; null when there is none.</summary>
    public Session? Session => _state.Session;

    public bool IsNobodyFor(TimeSpan longerThan) => _state.NobodySince is { } since && time.GetElapsedTime(since) > longerThan;

    public void Takes(Session session) => _state = new State(session, null);

    public void Leaves() => _state = new State(null, time.GetTimestamp());

    /// <summary>A call was refused: has the session ended elsewhere? Then the connection is nobody's from now on, though nobody has said so on it.</summary>
    public async Task Check(CancellationToken cancellation)
    {
        var state = _state;
        if (state is not { Session: { } session, NobodySince: null })
            return;
        var who = await oms.Identify(Caller.OfSession(session.Token), cancellation);
        if (who.Refusal?.ErrorCode == OmsCode.NotAuthorized)
            Interlocked.CompareExchange(ref _state, state with { NobodySince = time.GetTimestamp() }, state);
    }

    private sealed record State(Session? Session, long? NobodySince);
}
