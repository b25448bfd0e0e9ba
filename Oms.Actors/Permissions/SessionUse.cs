namespace Oms.Actors.Permissions;

/// <summary>
/// When each session was last used. In memory only, so that to use one costs no write. To leave memory is no way round the limit: a user stays there while he has sessions,
/// and those that nobody uses are closed in his journal. A restart is one: it counts a session as used at the moment at which its user comes back to memory, for whatever
/// question that is. The end of a session's life is in the journal and holds across every restart.
/// </summary>
internal sealed class SessionUse(TimeSpan most)
{
    private readonly Dictionary<string, DateTimeOffset> _used = [];

    public void Used(string secretHash, DateTimeOffset now) => _used[secretHash] = now;

    public bool IsFresh(string secretHash, DateTimeOffset now) => _used.TryGetValue(secretHash, out var at) && now - at < most;

    /// <summary>Forgets the sessions that are no more.</summary>
    public void Keep(IEnumerable<UserSession> sessions)
    {
        var kept = sessions.Select(session => session.SecretHash).ToHashSet();
        foreach (var gone in _used.Keys.Where(hash => !kept.Contains(hash)).ToList())
            _used.Remove(gone);
    }
}
