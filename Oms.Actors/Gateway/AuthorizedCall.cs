using Oms.Actors.Api;
using Oms.Actors.Permissions;

namespace Oms.Actors.Gateway;

/// <summary>
/// A call that needs a user. The checks come in the order in which they answer: no session (20), malformed (100), no such OMS (104), no permission or not this account
/// (20); the user's permission actor decides, at each call.
/// </summary>
internal abstract class AuthorizedCall(Caller caller) : GatewayCall
{
    public Caller Caller { get; } = caller;

    /// <summary>Any one of these will do.</summary>
    protected abstract Api.Permissions Needed { get; }

    /// <summary>The account that the request names, if it names one.</summary>
    protected virtual AccountId? Account => null;

    /// <summary>The OMS that the request names; null where it need not name one.</summary>
    protected abstract int? OmsId { get; }

    /// <summary>Whether the request has to name its OMS.</summary>
    protected virtual bool NeedsOmsId => true;

    /// <summary>The first field that is malformed; null when all is well. The OMS is checked besides.</summary>
    protected virtual string? MalformedField() => null;

    /// <summary>The caller may.</summary>
    protected abstract void Granted(Grant grant);

    protected override void Start()
    {
        switch (Caller)
        {
            case Caller.HostCaller:
                Decide(Verdict.Granted, Grant.Host);
                break;
            case Caller.UserCaller { UserName: var name } when UserNames.IsValid(name):
                Authorize(UserNames.KeyOf(name), null);
                break;
            case Caller.SessionCaller { Token: var token } when SessionTokens.TryRead(token, out var key, out var secret):
                Authorize(key, secret);
                break;
            default:
                Refuse(OmsCode.NotAuthorized);
                break;
        }
    }

    private void Authorize(string userKey, string? secret) => Ask<Authorized>(
        new Authorize(userKey, secret, Needed, Account, Id, Desk.Settings.Address),
        authorized => Decide(authorized.Verdict, authorized.Grant));

    private void Decide(Verdict verdict, Grant? grant)
    {
        if (verdict == Verdict.Nobody)
            Refuse(OmsCode.NotAuthorized);
        else if (Malformed() is { } field)
            Refuse(OmsCode.InvalidRequest, field);
        else if (OmsId is { } oms && oms != Desk.Settings.OmsId.Value)
            Refuse(OmsCode.ResourceNotFound, "no such OMS");
        else if (verdict == Verdict.Denied)
            Refuse(OmsCode.NotAuthorized);
        else
            Granted(grant!);
    }

    /// <summary>Whether a user is named, and in a way that a user can be named.</summary>
    protected static string? MalformedUser(UserRef user) =>
        user.Id is { Value: <= 0 } ? "UserId"
        : user.Name is not null && !UserNames.IsValid(user.Name) ? "UserName"
        : user is { Id: null, Name: null } ? "UserId" : null;

    /// <summary>Finds the user that is named; one whom id and name do not both name is no user (104).</summary>
    protected void FindUser(UserRef user, Action<string, Grant> found)
    {
        if (user.Name is not null)
            Describe(user, UserNames.KeyOf(user.Name), found);
        else
            Ask<UserFound>(new FindUser(user.Id!.Value, Id, Desk.Settings.Address), named => Describe(user, named.UserKey, found));
    }

    private void Describe(UserRef user, string key, Action<string, Grant> found) =>
        Ask<UserDescribed>(new DescribeUser(key, Id, Desk.Settings.Address), described =>
        {
            if (user.Id is null || user.Id == described.Grant.Authority.UserId)
                found(key, described.Grant);
            else
                Refuse(OmsCode.ResourceNotFound, "no such user");
        });

    private string? Malformed() => OmsId is null && NeedsOmsId || OmsId < 0 ? "OMSId" : MalformedField();
}
