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
        reserved => Assign(new UserId((int)reserved.First), grant.Authority));

    /// <summary>First whose id it is, then the user: whoever exists is found by his id.</summary>
    private void Assign(UserId user, Authority by) => Command<UserFound>(
        new AssignUserId(user, UserNames.KeyOf(userName), Id, Desk.Settings.Address),
        _ => Hash(user, by));

    private void Hash(UserId user, Authority by)
    {
        Await<Input.PasswordHashed>(hashed => Command<UserChanged>(
            new CreateUser(UserNames.KeyOf(userName), userName, user, hashed.Hash, by, Id, Desk.Settings.Address),
            changed => Answered(changed.UserId)));
        Desk.Effects.Add(new Effect.HashPassword(Id, password));
    }
}

/// <summary>A call that changes a user, whom it finds first.</summary>
internal abstract class UserChangeCall(Caller caller, UserRef user) : OperatorReceiptCall(caller)
{
    protected override string? MalformedField() => MalformedUser(user);

    protected override void Granted(Grant grant) => FindUser(user, (key, _) => Change(key, grant.Authority));

    /// <summary>The user exists, or did a moment ago.</summary>
    protected abstract void Change(string userKey, Authority by);

    protected void Tell(IUserMessage change) => Command<UserChanged>(change, _ => End(Receipt.Received));
}

internal sealed class SetPasswordCall(Caller caller, UserRef user, string password) : UserChangeCall(caller, user)
{
    protected override string? MalformedField() => base.MalformedField() ?? (Naming.IsPassword(password) ? null : "Password");

    protected override void Change(string userKey, Authority by)
    {
        Await<Input.PasswordHashed>(hashed => Tell(new SetPassword(userKey, hashed.Hash, by, Id, Desk.Settings.Address)));
        Desk.Effects.Add(new Effect.HashPassword(Id, password));
    }
}

/// <summary>Removes a user for good. One who is removed already can't be found any more: that is not told apart from nobody.</summary>
internal sealed class RemoveUserCall(Caller caller, UserRef user) : UserChangeCall(caller, user)
{
    protected override void Change(string userKey, Authority by) => Tell(new RemoveUser(userKey, by, Id, Desk.Settings.Address));
}

/// <summary>Permissions and associations, added or taken.</summary>
internal sealed class ChangeRightsCall(
    Caller caller,
    UserRef user,
    Api.Permissions granted = Api.Permissions.None,
    Api.Permissions revoked = Api.Permissions.None,
    AccountId? associated = null,
    AccountId? dissociated = null) : UserChangeCall(caller, user)
{
    private const Api.Permissions All = AnyRead.Permissions;

    protected override string? MalformedField() => base.MalformedField() is { } field ? field
        : ((granted | revoked) & ~All) != Api.Permissions.None ? "Permissions"
        : associated is { Value: <= 0 } || dissociated is { Value: <= 0 } ? "AccountId"
        : null;

    protected override void Change(string userKey, Authority by)
    {
        if (associated is { } account)
            Ask<AccountDescribed>(new DescribeAccount(account, Id, Desk.Settings.Address), _ => ChangeRights(userKey, by));
        else
            ChangeRights(userKey, by);
    }

    private void ChangeRights(string userKey, Authority by) =>
        Tell(new ChangeRights(userKey, granted, revoked, associated, dissociated, by, Id, Desk.Settings.Address));
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
            Ask<IdsReserved>(new ReserveIds(IdKind.User, 1, Id, Desk.Settings.Address), reserved => Assign(new UserId((int)reserved.First)));
    }

    private void Assign(UserId user) => Command<UserFound>(new AssignUserId(user, Key, Id, Desk.Settings.Address), _ => Hash(user));

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
