using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Ids;
using Oms.Actors.Instruments;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway.Administration;

/// <summary>A new user: an id, the password's hash, then the user's own actor.</summary>
internal sealed class CreateUserCall(Caller caller, string userName, string password) : OperatorAnswerCall<UserId>(caller)
{
    protected override string? MalformedField() => !UserNames.IsValid(userName) ? "UserName" : Naming.IsPassword(password) ? null : "Password";

    protected override void Granted(Grant grant) => Ask<IdsReserved>(
        new ReserveIds(IdKind.User, 1, Id, Desk.Settings.Address),
        reserved => Hash(new UserId((int)reserved.First), grant.Authority));

    private void Hash(UserId user, Authority by)
    {
        Await<Input.PasswordHashed>(hashed => Command<UserChanged>(
            new CreateUser(UserNames.KeyOf(userName), userName, user, hashed.Hash, by, Id, Desk.Settings.Address),
            changed => Answered(changed.UserId)));
        Desk.Effects.Add(new Effect.HashPassword(Id, password));
    }
}

internal sealed class SetPasswordCall(Caller caller, string userName, string password) : OperatorReceiptCall(caller)
{
    protected override string? MalformedField() => !UserNames.IsValid(userName) ? "UserName" : Naming.IsPassword(password) ? null : "Password";

    protected override void Granted(Grant grant)
    {
        Await<Input.PasswordHashed>(hashed => Command<UserChanged>(
            new SetPassword(UserNames.KeyOf(userName), hashed.Hash, grant.Authority, Id, Desk.Settings.Address),
            _ => End(Receipt.Received)));
        Desk.Effects.Add(new Effect.HashPassword(Id, password));
    }
}

/// <summary>Permissions and associations, added or taken.</summary>
internal sealed class ChangeRightsCall(
    Caller caller,
    string userName,
    Api.Permissions granted = Api.Permissions.None,
    Api.Permissions revoked = Api.Permissions.None,
    AccountId? associated = null,
    AccountId? dissociated = null) : OperatorReceiptCall(caller)
{
    private const Api.Permissions All = AnyRead.Permissions;

    protected override string? MalformedField() => !UserNames.IsValid(userName) ? "UserName"
        : ((granted | revoked) & ~All) != Api.Permissions.None ? "Permissions"
        : associated is { Value: <= 0 } || dissociated is { Value: <= 0 } ? "AccountId"
        : null;

    protected override void Granted(Grant grant)
    {
        if (associated is { } account)
            Ask<AccountChanged>(new AskAccount(account, Id, Desk.Settings.Address), _ => Change(grant.Authority));
        else
            Change(grant.Authority);
    }

    private void Change(Authority by) => Command<UserChanged>(
        new ChangeRights(UserNames.KeyOf(userName), granted, revoked, associated, dissociated, by, Id, Desk.Settings.Address),
        _ => End(Receipt.Received));
}

/// <summary>
/// The first operator. His name is written down before he is created, so that a start that died in between goes on where it stood, and no later start creates another.
/// </summary>
internal sealed class CreateFirstOperatorCall(Caller caller, string userName, string password) : OperatorAnswerCall<bool>(caller)
{
    private string Key => UserNames.KeyOf(userName);

    protected override string? MalformedField() => !UserNames.IsValid(userName) ? "UserName" : Naming.IsPassword(password) ? null : "Password";

    protected override void Granted(Grant grant)
    {
        if (Caller is not Caller.HostCaller)
            Refuse(OmsCode.NotAuthorized);
        else
            Command<FirstOperatorNamed>(new NameFirstOperator(Key, Id, Desk.Settings.Address), Named);
    }

    private void Named(FirstOperatorNamed named)
    {
        if (!named.IsThisOne)
            Answered(false);
        else
            Ask<IdsReserved>(new ReserveIds(IdKind.User, 1, Id, Desk.Settings.Address), reserved => Hash(new UserId((int)reserved.First)));
    }

    private void Hash(UserId user)
    {
        Await<Input.PasswordHashed>(hashed => Create(user, hashed.Hash));
        Desk.Effects.Add(new Effect.HashPassword(Id, password));
    }

    /// <summary>A repeat finds him there already: then only his rights may be missing.</summary>
    private void Create(UserId user, string hash) => CommandOr<UserChanged>(
        new CreateUser(Key, userName, user, hash, Authority.Host, Id, Desk.Settings.Address),
        _ => GiveRights(),
        refused => refused.Code == OmsCode.OperationFailed,
        GiveRights);

    private void GiveRights() => Command<UserChanged>(
        new ChangeRights(Key, Api.Permissions.Operator, Api.Permissions.None, null, null, Authority.Host, Id, Desk.Settings.Address),
        _ => Answered(true));
}
