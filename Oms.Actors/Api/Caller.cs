namespace Oms.Actors.Api;

/// <summary>Who calls. Every call's rights are decided at the call, by the user's own permission actor.</summary>
public abstract record Caller
{
    private Caller()
    {
    }

    /// <summary>
    /// Calls of one connection that name the same account take effect in the order in which they were made. 0: no connection, no order.
    /// Given by the host, unique within the life of the engine on this node.
    /// </summary>
    public long Connection { get; init; }

    /// <summary>The embedding program itself: any account, and administration. Never derive it from anything that came over a wire.</summary>
    public static readonly Caller Host = new HostCaller();

    /// <summary>A user whose identity the embedding program has established by its own means.</summary>
    /// <param name="userName">The user's name, without regard to case.</param>
    public static Caller OfUser(string userName) => new UserCaller(userName);

    /// <summary>Whoever holds this session token, as <see cref="IOms.Authenticate"/> has given it; null or nonsense is nobody.</summary>
    public static Caller OfSession(string? token) => new SessionCaller(token);

    internal sealed record HostCaller : Caller;

    internal sealed record UserCaller(string UserName) : Caller;

    internal sealed record SessionCaller(string? Token) : Caller
    {
        /// <summary>A token is a secret: it never reaches a log by way of its caller's text.</summary>
        public override string ToString() => "session";
    }
}

/// <summary>A session that has been opened.</summary>
/// <param name="Token">What the caller shows from now on. Carries the user's name and 256 random bits; keep it secret.</param>
/// <param name="UserId">The user.</param>
/// <param name="UserName">The user's name as it was created.</param>
/// <param name="DefaultAccount">The first account associated with the user; null when there is none.</param>
public sealed record Session(string Token, UserId UserId, string UserName, AccountId? DefaultAccount)
{
    /// <summary>The token is a secret: it never reaches a log by way of its session's text.</summary>
    public override string ToString() => $"session of {UserName}";
}
