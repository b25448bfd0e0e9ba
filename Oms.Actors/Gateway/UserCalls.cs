using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Permissions;

namespace Oms.Actors.Gateway;

/// <summary>Opens a session. Whatever is wrong with name or password is the same refusal.</summary>
internal sealed class AuthenticateCall(string? userName, string? password) : GatewayCall
{
    public override object Refused(Receipt refusal) => Answer.Refused<Session>(refusal);

    protected override void Start()
    {
        if (!UserNames.IsValid(userName) || !Naming.MayBePassword(password))
        {
            Refuse(OmsCode.NotAuthorized);
            return;
        }

        var key = UserNames.KeyOf(userName);
        Command<SessionOpened>(
            new OpenSession(key, password, Id, Desk.Settings.Address),
            opened => End(Answer.Of(opened.Grant.ToSession(SessionTokens.Write(key, opened.SessionSecret)))));
    }
}

/// <summary>Ends the caller's session. A caller without one is nobody.</summary>
internal sealed class LogOutCall(Caller caller) : GatewayCall
{
    public override object Refused(Receipt refusal) => refusal;

    protected override void Start()
    {
        if (caller is Caller.SessionCaller { Token: var token } && SessionTokens.TryRead(token, out var key, out var secret))
            Command<UserChanged>(new CloseSession(key, secret, Id, Desk.Settings.Address), _ => End(Receipt.Received));
        else
            Refuse(OmsCode.NotAuthorized);
    }
}

/// <summary>Who is the caller?</summary>
internal sealed class IdentifyCall(Caller caller) : AnswerCall<Session>(caller)
{
    protected override Api.Permissions Needed => Api.Permissions.None;

    protected override int? OmsId => null;

    protected override bool NeedsOmsId => false;

    protected override void Granted(Grant grant) => Answered(grant.ToSession(""));
}

/// <summary>A read about the caller, or about another user for an operator.</summary>
internal abstract class UserReadCall<T>(Caller caller, UserRequest request) : AnswerCall<T>(caller)
{
    protected override int? OmsId => request.OmsId;

    protected override bool NeedsOmsId => false;

    private UserRef User => new(
        request.UserId is > 0 and var id ? new UserId(id) : null,
        string.IsNullOrEmpty(request.UserName) ? null : request.UserName);

    protected override string? MalformedField() => request.UserId < 0 ? "UserId" : User is { Id: null, Name: null } ? null : MalformedUser(User);

    protected override void Granted(Grant grant)
    {
        if (IsMeant(grant))
            Answer(grant);
        else if (grant.AnyAccount)
            FindUser(User, (_, found) => Answer(found));
        else
            Refuse(OmsCode.NotAuthorized);
    }

    /// <summary>This is the user.</summary>
    protected abstract void Answer(Grant user);

    private bool IsMeant(Grant grant) =>
        (User.Id is null || User.Id == grant.Authority.UserId)
        && (User.Name is null || UserNames.KeyOf(User.Name) == UserNames.KeyOf(grant.Authority.UserName));
}

/// <summary>The accounts that a user is associated with.</summary>
internal sealed class UserAccountsCall(Caller caller, UserRequest request) : UserReadCall<IReadOnlyList<AccountId>>(caller, request)
{
    protected override Api.Permissions Needed => AnyRead.Permissions;

    protected override void Answer(Grant user) => Answered(user.Accounts);
}

/// <summary>What a user may do. Nothing is needed to ask for oneself.</summary>
internal sealed class UserPermissionsCall(Caller caller, UserRequest request) : UserReadCall<Api.Permissions>(caller, request)
{
    protected override Api.Permissions Needed => Api.Permissions.None;

    protected override void Answer(Grant user) => Answered(user.Held);
}

/// <summary>What the accounts of a user are: one after the other is asked, and one that can't say refuses the whole.</summary>
internal sealed class UserAccountInfosCall(Caller caller, UserRequest request) : UserReadCall<IReadOnlyList<AccountInfo>>(caller, request)
{
    private readonly List<AccountInfo> _infos = [];

    protected override Api.Permissions Needed => AnyRead.Permissions;

    protected override void Answer(Grant user)
    {
        if (_infos.Count == user.Accounts.Count)
            Answered(_infos);
        else
            Ask<AccountDescribed>(new DescribeAccount(user.Accounts[_infos.Count], Id, Desk.Settings.Address), described => Take(described, user));
    }

    private void Take(AccountDescribed described, Grant user)
    {
        _infos.Add(new AccountInfo(described.AccountId, described.Name, described.IsSuspended));
        Answer(user);
    }
}

/// <summary>What a grant tells its holder.</summary>
internal static class GrantSessions
{
    public static Session ToSession(this Grant grant, string token) =>
        new(token, grant.Authority.UserId, grant.Authority.UserName, grant.Accounts is [var first, ..] ? first : null);
}
