using System.Collections.Immutable;
using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Permissions;

/// <summary>An open session as it is kept: by the hash of its secret.</summary>
internal sealed record UserSession(string SecretHash, DateTimeOffset ExpiresAt)
{
    public override string ToString() => $"UserSession until {ExpiresAt:O}";
}

/// <summary>Begin a session for whoever has shown the password of this hash.</summary>
internal sealed record StartSession(string VerifiedHash, string SecretHash, TimeSpan Life) : IUserCommand
{
    public override string ToString() => "StartSession";
}

/// <summary>End these sessions, as nobody has used them for too long.</summary>
internal sealed record CloseUnusedSessions(IReadOnlyList<string> SecretHashes) : IUserCommand
{
    public override string ToString() => $"CloseUnusedSessions {SecretHashes.Count}";
}

/// <summary>Why a user's command is refused.</summary>
internal enum UserRefusal
{
    None = 0,
    NoSuchUser,
    NameTaken,
    NotAuthorized,
}

/// <summary>What a command comes to: a fact, or a refusal, or neither when it has been done before.</summary>
internal readonly record struct UserDecision(IUserEvent? Event, UserRefusal Refusal)
{
    public static readonly UserDecision Nothing = new(null, UserRefusal.None);

    public static UserDecision Of(IUserEvent @event) => new(@event, UserRefusal.None);

    public static UserDecision No(UserRefusal refusal) => new(null, refusal);
}

/// <summary>
/// A user as his journal tells it. <see cref="Decide"/> and <see cref="Apply"/> are total: every command has an answer in every state, and an event that can't follow
/// is an <see cref="InvariantViolationException"/>, never ignored.
/// </summary>
internal sealed record User : IProtocolMessage
{
    /// <summary>The most sessions of one user: the oldest makes way for a new one.</summary>
    public const int SessionsMost = 100;

    /// <summary>Before his first event.</summary>
    public static readonly User Absent = new();

    public UserId UserId { get; init; }

    /// <summary>As he was created; null: there is no such user.</summary>
    public string? Name { get; init; }

    public string PasswordHash { get; init; } = "";

    public Api.Permissions Held { get; init; }

    /// <summary>In the order of association.</summary>
    public ImmutableList<AccountId> Accounts { get; init; } = [];

    /// <summary>Counts the changes of his rights, from 1 for the creation with none.</summary>
    public long PermissionVersion { get; init; }

    /// <summary>Oldest first; some may have expired.</summary>
    public ImmutableList<UserSession> Sessions { get; init; } = [];

    /// <summary>He was, and his name is nobody's any more.</summary>
    public bool IsRemoved { get; init; }

    public bool Exists => Name is not null && !IsRemoved;

    public Grant Grant => new(new Authority(UserId, Name ?? throw new InvariantViolationException("Nobody has no rights."), PermissionVersion), Held, Accounts);

    public override string ToString() => $"User {UserId} at permission version {PermissionVersion}";

    /// <summary>The session of this secret unless its time is over. Looks at all of them, whichever it is.</summary>
    public UserSession? SessionOf(string secretHash, DateTimeOffset now)
    {
        UserSession? found = null;
        foreach (var session in Sessions)
            found = SessionSecrets.AreSame(session.SecretHash, secretHash) && session.ExpiresAt > now ? session : found;

        return found;
    }

    public static UserDecision Decide(User user, IUserCommand command, DateTimeOffset now) => (user.Exists, command) switch
    {
        (false, CreateUser) when user.IsRemoved => UserDecision.No(UserRefusal.NameTaken),
        (false, CreateUser create) => UserDecision.Of(new UserCreated(create.UserId, create.UserName, create.PasswordHash, create.By, now)),
        (true, CreateUser create) => create.UserId == user.UserId ? UserDecision.Nothing : UserDecision.No(UserRefusal.NameTaken),
        (false, SetPassword or ChangeRights) => UserDecision.No(UserRefusal.NoSuchUser),
        (true, SetPassword set) when set.PasswordHash == user.PasswordHash => UserDecision.Nothing,
        (true, SetPassword set) => UserDecision.Of(new PasswordSet(set.PasswordHash, set.By, now)),
        (true, ChangeRights change) => user.Change(change, now),
        (true, RemoveUser remove) => UserDecision.Of(new UserRemoved(remove.By, now)),
        (false, RemoveUser) => user.IsRemoved ? UserDecision.Nothing : UserDecision.No(UserRefusal.NoSuchUser),
        (true, StartSession start) when start.VerifiedHash == user.PasswordHash => UserDecision.Of(new SessionStarted(start.SecretHash, now, now + start.Life)),
        (true, CloseSession close) when user.SessionOf(SessionSecrets.HashOf(close.SessionSecret), now) is { } session =>
            UserDecision.Of(new SessionsClosed([session.SecretHash], now)),
        (_, StartSession or CloseSession) => UserDecision.No(UserRefusal.NotAuthorized),
        (_, CloseUnusedSessions close) => user.Close(close, now),
        _ => throw new InvariantViolationException($"{command.GetType().Name} is no command of a user."),
    };

    /// <summary>The state after <paramref name="event"/>.</summary>
    public static User Apply(User user, IUserEvent @event) => (user.Exists, @event) switch
    {
        (false, UserCreated e) when !user.IsRemoved => new User { UserId = e.UserId, Name = e.UserName, PasswordHash = e.PasswordHash, PermissionVersion = 1 },
        (true, PasswordSet e) => user with { PasswordHash = e.PasswordHash, Sessions = [] },
        (true, RightsChanged e) => user.WithRights(e),
        (true, UserRemoved) => user with { IsRemoved = true, PasswordHash = "", Held = Api.Permissions.None, Accounts = [], Sessions = [] },
        (true, SessionStarted e) => user with { Sessions = user.WithRoom(e.At).Add(new UserSession(e.SecretHash, e.ExpiresAt)) },
        (true, SessionsClosed e) => user with { Sessions = user.Sessions.RemoveAll(session => e.SecretHashes.Contains(session.SecretHash)) },
        _ => throw new InvariantViolationException($"{@event.GetType().Name} can't follow for {user}."),
    };

    /// <summary>Where one command gives and takes the same, taking wins.</summary>
    private UserDecision Change(ChangeRights change, DateTimeOffset now)
    {
        var granted = change.Grant & ~change.Revoke & ~Held;
        var revoked = change.Revoke & Held;
        var associated = change.Associate is { } added && added != change.Dissociate && !Accounts.Contains(added) ? added : (AccountId?)null;
        var dissociated = change.Dissociate is { } removed && Accounts.Contains(removed) ? removed : (AccountId?)null;
        var isChange = granted != 0 || revoked != 0 || associated is not null || dissociated is not null;
        return isChange ? UserDecision.Of(new RightsChanged(granted, revoked, associated, dissociated, change.By, now)) : UserDecision.Nothing;
    }

    private UserDecision Close(CloseUnusedSessions close, DateTimeOffset now)
    {
        IReadOnlyList<string> still = [.. Sessions.Select(session => session.SecretHash).Where(close.SecretHashes.Contains)];
        return still.Count > 0 ? UserDecision.Of(new SessionsClosed(still, now)) : UserDecision.Nothing;
    }

    private User WithRights(RightsChanged e)
    {
        var accounts = e.Dissociated is { } removed ? Accounts.Remove(removed) : Accounts;
        return this with
        {
            Held = (Held | e.Granted) & ~e.Revoked,
            Accounts = e.Associated is { } added ? accounts.Add(added) : accounts,
            PermissionVersion = PermissionVersion + 1,
        };
    }

    /// <summary>The sessions that a new one joins: none that has expired, and not too many.</summary>
    private ImmutableList<UserSession> WithRoom(DateTimeOffset now)
    {
        var live = Sessions.RemoveAll(session => session.ExpiresAt <= now);
        return live.Count < SessionsMost ? live : live.RemoveRange(0, live.Count - SessionsMost + 1);
    }
}
