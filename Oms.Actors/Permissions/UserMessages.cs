using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Permissions;

/// <summary>A message to a user's permission actor.</summary>
internal interface IUserMessage : IAsked
{
    /// <summary>The user's name in lower case: the actor's identity.</summary>
    string UserKey { get; }
}

/// <summary>What may change a user: decided on settled state, one at a time.</summary>
internal interface IUserCommand;

/// <summary>
/// May this user do this now? Decided on what is settled in his journal, at each call.
/// </summary>
/// <param name="UserKey">The user.</param>
/// <param name="SessionSecret">The secret part of the session token; null when the embedding program has established who it is.</param>
/// <param name="Needed">Any one of these permissions will do.</param>
/// <param name="Account">The account that the request names, if it names one.</param>
/// <param name="Call">The call that waits.</param>
/// <param name="ReplyTo">Where it waits.</param>
internal sealed record Authorize(string UserKey, string? SessionSecret, Api.Permissions Needed, AccountId? Account, long Call, ReplyAddress ReplyTo) : IUserMessage
{
    /// <summary>The secret stays out of every text.</summary>
    public override string ToString() => $"Authorize {UserKey} for {Needed}";
}

/// <summary>The permission actor's verdict.</summary>
internal enum Verdict
{
    /// <summary>No such user, or no such session any more.</summary>
    Nobody = 0,

    /// <summary>Known, but not allowed.</summary>
    Denied = 1,

    Granted = 2,
}

/// <summary>What a user may do, as his permission actor had it when it was asked.</summary>
/// <param name="Authority">Who he is, and the version of his permissions.</param>
/// <param name="Held">What he may do.</param>
/// <param name="Accounts">The accounts he is associated with, in the order of association.</param>
internal sealed record Grant(Authority Authority, Api.Permissions Held, IReadOnlyList<AccountId> Accounts)
{
    public static readonly Grant Host = new(Authority.Host, Api.Permissions.Operator, []);

    public bool AnyAccount => Held.HasFlag(Api.Permissions.Operator);

    public bool Covers(AccountId account) => AnyAccount || Accounts.Contains(account);

    /// <summary>The same, asked under a session.</summary>
    public Grant Under(string session) => this with { Authority = Authority with { Session = session } };
}

/// <summary>The answer to <see cref="Authorize"/>; the grant is there unless the verdict is <see cref="Verdict.Nobody"/>.</summary>
internal sealed record Authorized(long Call, Verdict Verdict, Grant? Grant) : IReply;

/// <summary>Create this user. The password crosses as a hash.</summary>
internal sealed record CreateUser(string UserKey, string UserName, UserId UserId, string PasswordHash, Authority By, long Call, ReplyAddress ReplyTo) : IUserMessage, IUserCommand
{
    public override string ToString() => $"CreateUser {UserKey}";
}

/// <summary>Set the password and end all sessions.</summary>
internal sealed record SetPassword(string UserKey, string PasswordHash, Authority By, long Call, ReplyAddress ReplyTo) : IUserMessage, IUserCommand
{
    public override string ToString() => $"SetPassword {UserKey}";
}

/// <summary>Add and take permissions and associations. What is so already stays so.</summary>
internal sealed record ChangeRights(
    string UserKey,
    Api.Permissions Grant,
    Api.Permissions Revoke,
    AccountId? Associate,
    AccountId? Dissociate,
    Authority By,
    long Call,
    ReplyAddress ReplyTo) : IUserMessage, IUserCommand;

/// <summary>Remove the user for good.</summary>
internal sealed record RemoveUser(string UserKey, Authority By, long Call, ReplyAddress ReplyTo) : IUserMessage, IUserCommand;

/// <summary>Open a session for whoever knows the password. Checked off the actor's thread; an unknown user takes as long as a wrong password.</summary>
internal sealed record OpenSession(string UserKey, string Password, long Call, ReplyAddress ReplyTo) : IUserMessage
{
    public override string ToString() => $"OpenSession {UserKey}";
}

/// <summary>End this session.</summary>
internal sealed record CloseSession(string UserKey, string SessionSecret, long Call, ReplyAddress ReplyTo) : IUserMessage, IUserCommand
{
    public override string ToString() => $"CloseSession {UserKey}";
}

/// <summary>Which accounts is this user associated with, and who is he?</summary>
internal sealed record DescribeUser(string UserKey, long Call, ReplyAddress ReplyTo) : IUserMessage;

/// <summary>Done, and in the journal. Refusals are <see cref="CallRefused"/>: 104 no such user, 101 the name is taken.</summary>
internal sealed record UserChanged(long Call, UserId UserId) : IReply;

internal sealed record UserDescribed(long Call, Grant Grant) : IReply;

/// <summary>A session is open. Carries its secret: never logged.</summary>
internal sealed record SessionOpened(long Call, string SessionSecret, Grant Grant) : IReply
{
    public override string ToString() => $"SessionOpened {Grant.Authority.UserName}";
}
