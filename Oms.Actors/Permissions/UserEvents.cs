using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Permissions;

/// <summary>A fact in a user's journal. Secrets are in it as hashes only, and those are in no text.</summary>
internal interface IUserEvent : IPersistedEvent;

/// <summary>The user exists, with no permission.</summary>
internal sealed record UserCreated(UserId UserId, string UserName, string PasswordHash, Authority By, DateTimeOffset At) : IUserEvent
{
    public override string ToString() => $"UserCreated {UserId}";
}

/// <summary>The user has another password; all his sessions have ended.</summary>
internal sealed record PasswordSet(string PasswordHash, Authority By, DateTimeOffset At) : IUserEvent
{
    public override string ToString() => "PasswordSet";
}

/// <summary>What the user may do has changed. Names only what is different from before.</summary>
internal sealed record RightsChanged(
    Api.Permissions Granted,
    Api.Permissions Revoked,
    AccountId? Associated,
    AccountId? Dissociated,
    Authority By,
    DateTimeOffset At) : IUserEvent;

/// <summary>The user is gone: nothing follows.</summary>
internal sealed record UserRemoved(Authority By, DateTimeOffset At) : IUserEvent;

/// <summary>A session has been opened.</summary>
/// <param name="SecretHash">SHA-256 of the session's secret, in hexadecimal.</param>
/// <param name="At">When.</param>
/// <param name="ExpiresAt">When it ends, used or not.</param>
internal sealed record SessionStarted(string SecretHash, DateTimeOffset At, DateTimeOffset ExpiresAt) : IUserEvent
{
    public override string ToString() => $"SessionStarted until {ExpiresAt:O}";
}

/// <summary>Sessions have ended: one by its own caller, or all that nobody used for too long.</summary>
internal sealed record SessionsClosed(IReadOnlyList<string> SecretHashes, DateTimeOffset At) : IUserEvent
{
    public override string ToString() => $"SessionsClosed {SecretHashes.Count}";
}
