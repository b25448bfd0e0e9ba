using Oms.Actors.Api;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>What is said to a user's permission actor and by it.</summary>
internal static class UserCodec
{
    public static IReadOnlyList<Codec> All { get; } =
    [
        Codec.Of("usr.authorize.1", Proto.Authorize.Parser, ToProto, ToModel),
        Codec.Of(
            "usr.authorized.1",
            Proto.Authorized.Parser,
            (Authorized m) => new() { Call = m.Call, Verdict = m.Verdict.ToProto(), Grant = m.Grant?.ToProto() },
            p => p is { HasCall: true, HasVerdict: true }
                ? new Authorized(p.Call, p.Verdict.ToModel(), p.Grant?.ToModel())
                : throw Wire.Incomplete(p)),
        Codec.Of("usr.create.1", Proto.CreateUser.Parser, ToProto, ToModel),
        Codec.Of(
            "usr.set-password.1",
            Proto.SetPassword.Parser,
            (SetPassword m) => new()
            {
                UserKey = Wire.Text(m.UserKey),
                PasswordHash = Wire.Text(m.PasswordHash),
                By = m.By.ToProto(),
                Call = m.Call,
                ReplyTo = Wire.Text(m.ReplyTo.Path),
            },
            p => p is { HasUserKey: true, HasPasswordHash: true, HasCall: true, HasReplyTo: true }
                ? new SetPassword(p.UserKey, p.PasswordHash, p.By.ToModel(), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of("usr.change-rights.1", Proto.ChangeRights.Parser, ToProto, ToModel),
        Codec.Of(
            "usr.remove.1",
            Proto.RemoveUser.Parser,
            (RemoveUser m) => new() { UserKey = Wire.Text(m.UserKey), By = m.By.ToProto(), Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasUserKey: true, HasCall: true, HasReplyTo: true }
                ? new RemoveUser(p.UserKey, p.By.ToModel(), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "uid.assign.1",
            Proto.AssignUserId.Parser,
            (AssignUserId m) => new() { UserId = m.UserId.Value, UserKey = Wire.Text(m.UserKey), Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasUserId: true, HasUserKey: true, HasCall: true, HasReplyTo: true }
                ? new AssignUserId(new UserId(p.UserId), p.UserKey, p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "uid.find.1",
            Proto.FindUser.Parser,
            (FindUser m) => new() { UserId = m.UserId.Value, Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasUserId: true, HasCall: true, HasReplyTo: true }
                ? new FindUser(new UserId(p.UserId), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "uid.found.1",
            Proto.UserFound.Parser,
            (UserFound m) => new() { Call = m.Call, UserKey = Wire.Text(m.UserKey) },
            p => p is { HasCall: true, HasUserKey: true } ? new UserFound(p.Call, p.UserKey) : throw Wire.Incomplete(p)),
        Codec.Of(
            "usr.open-session.1",
            Proto.OpenSession.Parser,
            (OpenSession m) =>
                new() { UserKey = Wire.Text(m.UserKey), Password = Wire.Text(m.Password), Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasUserKey: true, HasPassword: true, HasCall: true, HasReplyTo: true }
                ? new OpenSession(p.UserKey, p.Password, p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "usr.close-session.1",
            Proto.CloseSession.Parser,
            (CloseSession m) => new()
            {
                UserKey = Wire.Text(m.UserKey),
                SessionSecret = Wire.Text(m.SessionSecret),
                Call = m.Call,
                ReplyTo = Wire.Text(m.ReplyTo.Path),
            },
            p => p is { HasUserKey: true, HasSessionSecret: true, HasCall: true, HasReplyTo: true }
                ? new CloseSession(p.UserKey, p.SessionSecret, p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "usr.describe.1",
            Proto.DescribeUser.Parser,
            (DescribeUser m) => new() { UserKey = Wire.Text(m.UserKey), Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasUserKey: true, HasCall: true, HasReplyTo: true }
                ? new DescribeUser(p.UserKey, p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "usr.changed.1",
            Proto.UserChanged.Parser,
            (UserChanged m) => new() { Call = m.Call, UserId = m.UserId.Value },
            p => p is { HasCall: true, HasUserId: true } ? new UserChanged(p.Call, new UserId(p.UserId)) : throw Wire.Incomplete(p)),
        Codec.Of(
            "usr.described.1",
            Proto.UserDescribed.Parser,
            (UserDescribed m) => new() { Call = m.Call, Grant = m.Grant.ToProto() },
            p => p.HasCall ? new UserDescribed(p.Call, p.Grant.ToModel()) : throw Wire.Incomplete(p)),
        Codec.Of(
            "usr.session-opened.1",
            Proto.SessionOpened.Parser,
            (SessionOpened m) => new() { Call = m.Call, SessionSecret = Wire.Text(m.SessionSecret), Grant = m.Grant.ToProto() },
            p => p is { HasCall: true, HasSessionSecret: true }
                ? new SessionOpened(p.Call, p.SessionSecret, p.Grant.ToModel())
                : throw Wire.Incomplete(p)),
    ];

    private static Proto.Grant ToProto(this Grant m) => new()
    {
        Authority = m.Authority.ToProto(),
        Held = m.Held.ToProto(),
        Accounts = { m.Accounts.Select(account => account.Value) },
    };

    private static Grant ToModel(this Proto.Grant? p) =>
        p is { HasHeld: true }
            ? new Grant(p.Authority.ToModel(), p.Held.ToPermissions(), [.. p.Accounts.Select(account => new AccountId(account))])
            : throw Wire.Incomplete(p);

    private static Proto.Authorize ToProto(Authorize m)
    {
        var p = new Proto.Authorize
        {
            UserKey = Wire.Text(m.UserKey),
            Needed = m.Needed.ToProto(),
            Call = m.Call,
            ReplyTo = Wire.Text(m.ReplyTo.Path),
        };
        if (m.SessionSecret is not null)
            p.SessionSecret = Wire.Text(m.SessionSecret);

        if (m.Account is { } account)
            p.Account = account.Value;

        return p;
    }

    private static Authorize ToModel(Proto.Authorize p) =>
        p is { HasUserKey: true, HasNeeded: true, HasCall: true, HasReplyTo: true }
            ? new Authorize(
                p.UserKey,
                p.HasSessionSecret ? p.SessionSecret : null,
                p.Needed.ToPermissions(),
                p.HasAccount ? new AccountId(p.Account) : null,
                p.Call,
                new ReplyAddress(p.ReplyTo))
            : throw Wire.Incomplete(p);

    private static Proto.CreateUser ToProto(CreateUser m) => new()
    {
        UserKey = Wire.Text(m.UserKey),
        UserName = Wire.Text(m.UserName),
        UserId = m.UserId.Value,
        PasswordHash = Wire.Text(m.PasswordHash),
        By = m.By.ToProto(),
        Call = m.Call,
        ReplyTo = Wire.Text(m.ReplyTo.Path),
    };

    private static CreateUser ToModel(Proto.CreateUser p) =>
        p is { HasUserKey: true, HasUserName: true, HasUserId: true, HasPasswordHash: true, HasCall: true, HasReplyTo: true }
            ? new CreateUser(p.UserKey, p.UserName, new UserId(p.UserId), p.PasswordHash, p.By.ToModel(), p.Call, new ReplyAddress(p.ReplyTo))
            : throw Wire.Incomplete(p);

    private static Proto.ChangeRights ToProto(ChangeRights m)
    {
        var p = new Proto.ChangeRights
        {
            UserKey = Wire.Text(m.UserKey),
            Grant = m.Grant.ToProto(),
            Revoke = m.Revoke.ToProto(),
            By = m.By.ToProto(),
            Call = m.Call,
            ReplyTo = Wire.Text(m.ReplyTo.Path),
        };
        if (m.Associate is { } associate)
            p.Associate = associate.Value;

        if (m.Dissociate is { } dissociate)
            p.Dissociate = dissociate.Value;

        return p;
    }

    private static ChangeRights ToModel(Proto.ChangeRights p) =>
        p is { HasUserKey: true, HasGrant: true, HasRevoke: true, HasCall: true, HasReplyTo: true }
            ? new ChangeRights(
                p.UserKey,
                p.Grant.ToPermissions(),
                p.Revoke.ToPermissions(),
                p.HasAssociate ? new AccountId(p.Associate) : null,
                p.HasDissociate ? new AccountId(p.Dissociate) : null,
                p.By.ToModel(),
                p.Call,
                new ReplyAddress(p.ReplyTo))
            : throw Wire.Incomplete(p);
}
