namespace Oms.Actors.Permissions;

/// <summary>
/// When each session was last used. In memory only: after a restart every session counts as just used. So that this is no way round the limit, a user stays in memory while
/// he has sessions, and those that nobody uses are closed in his journal.
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
