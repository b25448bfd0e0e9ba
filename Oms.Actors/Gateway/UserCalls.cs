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

/// <summary>The accounts of the caller, or of another user for an operator.</summary>
internal sealed class UserAccountsCall(Caller caller, GetUserAccountsRequest request) : AnswerCall<IReadOnlyList<AccountId>>(caller)
{
    protected override Api.Permissions Needed => AnyRead.Permissions;

    protected override int? OmsId => request.OmsId;

    protected override bool NeedsOmsId => false;

    protected override string? MalformedField() => request switch
    {
        { UserId: < 0 } => "UserId",
        { UserName.Length: > 0 and var length } when length > 100 || !UserNames.IsValid(request.UserName) => "UserName",
        _ => null,
    };

    protected override void Granted(Grant grant)
    {
        if (IsMeant(grant))
            Answered(grant.Accounts);
        else if (!grant.AnyAccount)
            Refuse(OmsCode.NotAuthorized);
        else if (string.IsNullOrEmpty(request.UserName))
            Refuse(OmsCode.InvalidRequest, "UserName");
        else
            Ask<UserDescribed>(new DescribeUser(UserNames.KeyOf(request.UserName), Id, Desk.Settings.Address), Described);
    }

    private void Described(UserDescribed described)
    {
        if (IsMeant(described.Grant))
            Answered(described.Grant.Accounts);
        else
            Refuse(OmsCode.ResourceNotFound, "no such user");
    }

    private bool IsMeant(Grant grant) =>
        (request.UserId is null or 0 || request.UserId == grant.Authority.UserId.Value)
        && (string.IsNullOrEmpty(request.UserName) || UserNames.KeyOf(request.UserName) == UserNames.KeyOf(grant.Authority.UserName));
}

/// <summary>What a grant tells its holder.</summary>
internal static class GrantSessions
{
    public static Session ToSession(this Grant grant, string token) =>
        new(token, grant.Authority.UserId, grant.Authority.UserName, grant.Accounts is [var first, ..] ? first : null);
}
