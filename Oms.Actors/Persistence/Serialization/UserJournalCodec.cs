using Oms.Actors.Api;
using Oms.Actors.Permissions;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>A user's events and his snapshot.</summary>
internal static class UserJournalCodec
{
    public static IReadOnlyList<Codec> All { get; } =
    [
        Codec.Of("usr.created.1", Proto.UserCreated.Parser, ToProto, ToModel),
        Codec.Of(
            "usr.password-set.1",
            Proto.PasswordSet.Parser,
            (PasswordSet m) => new() { PasswordHash = Wire.Text(m.PasswordHash), By = m.By.ToProto(), At = m.At.UtcTicks },
            p => p is { HasPasswordHash: true, HasAt: true }
                ? new PasswordSet(p.PasswordHash, p.By.ToModel(), Wire.Time(p.At))
                : throw Wire.Incomplete(p)),
        Codec.Of("usr.rights-changed.1", Proto.RightsChanged.Parser, ToProto, ToModel),
        Codec.Of(
            "usr.session-started.1",
            Proto.SessionStarted.Parser,
            (SessionStarted m) => new() { SecretHash = Wire.Text(m.SecretHash), At = m.At.UtcTicks, ExpiresAt = m.ExpiresAt.UtcTicks },
            p => p is { HasSecretHash: true, HasAt: true, HasExpiresAt: true }
                ? new SessionStarted(p.SecretHash, Wire.Time(p.At), Wire.Time(p.ExpiresAt))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "usr.sessions-closed.1",
            Proto.SessionsClosed.Parser,
            (SessionsClosed m) => new() { SecretHashes = { m.SecretHashes.Select(Wire.Text) }, At = m.At.UtcTicks },
            p => p.HasAt ? new SessionsClosed([.. p.SecretHashes], Wire.Time(p.At)) : throw Wire.Incomplete(p)),
        Codec.Of(
            "usr.removed.1",
            Proto.UserRemoved.Parser,
            (UserRemoved m) => new() { By = m.By.ToProto(), At = m.At.UtcTicks },
            p => p.HasAt ? new UserRemoved(p.By.ToModel(), Wire.Time(p.At)) : throw Wire.Incomplete(p)),
        Codec.Of(
            "uid.assigned.1",
            Proto.UserIdAssigned.Parser,
            (UserIdAssigned m) => new() { UserKey = Wire.Text(m.UserKey) },
            p => p.HasUserKey ? new UserIdAssigned(p.UserKey) : throw Wire.Incomplete(p)),
        Codec.Of("usr.snapshot.1", Proto.User.Parser, ToProto, ToModel),
    ];

    private static Proto.UserCreated ToProto(UserCreated m) => new()
    {
        UserId = m.UserId.Value,
        UserName = Wire.Text(m.UserName),
        PasswordHash = Wire.Text(m.PasswordHash),
        By = m.By.ToProto(),
        At = m.At.UtcTicks,
    };

    private static UserCreated ToModel(Proto.UserCreated p) =>
        p is { HasUserId: true, HasUserName: true, HasPasswordHash: true, HasAt: true }
            ? new UserCreated(new UserId(p.UserId), p.UserName, p.PasswordHash, p.By.ToModel(), Wire.Time(p.At))
            : throw Wire.Incomplete(p);

    private static Proto.RightsChanged ToProto(RightsChanged m)
    {
        var p = new Proto.RightsChanged
        {
            Granted = m.Granted.ToProto(),
            Revoked = m.Revoked.ToProto(),
            By = m.By.ToProto(),
            At = m.At.UtcTicks,
        };
        if (m.Associated is { } associated)
            p.Associated = associated.Value;

        if (m.Dissociated is { } dissociated)
            p.Dissociated = dissociated.Value;

        return p;
    }

    private static RightsChanged ToModel(Proto.RightsChanged p) =>
        p is { HasGranted: true, HasRevoked: true, HasAt: true }
            ? new RightsChanged(
                p.Granted.ToPermissions(),
                p.Revoked.ToPermissions(),
                p.HasAssociated ? new AccountId(p.Associated) : null,
                p.HasDissociated ? new AccountId(p.Dissociated) : null,
                p.By.ToModel(),
                Wire.Time(p.At))
            : throw Wire.Incomplete(p);

    private static Proto.User ToProto(User m)
    {
        var p = new Proto.User
        {
            UserId = m.UserId.Value,
            PasswordHash = Wire.Text(m.PasswordHash),
            Held = m.Held.ToProto(),
            Accounts = { m.Accounts.Select(account => account.Value) },
            PermissionVersion = m.PermissionVersion,
            Sessions = { m.Sessions.Select(ToProto) },
        };
        if (m.Name is not null)
            p.Name = Wire.Text(m.Name);

        if (m.IsRemoved)
            p.Removed = true;

        return p;
    }

    private static User ToModel(Proto.User p) =>
        p is { HasUserId: true, HasPasswordHash: true, HasHeld: true, HasPermissionVersion: true }
            ? new User
            {
                UserId = new UserId(p.UserId),
                Name = p.HasName ? p.Name : null,
                PasswordHash = p.PasswordHash,
                Held = p.Held.ToPermissions(),
                Accounts = [.. p.Accounts.Select(account => new AccountId(account))],
                PermissionVersion = p.PermissionVersion,
                Sessions = [.. p.Sessions.Select(ToModel)],
                IsRemoved = p.Removed,
            }
            : throw Wire.Incomplete(p);

    private static Proto.UserSession ToProto(UserSession m) => new() { SecretHash = Wire.Text(m.SecretHash), ExpiresAt = m.ExpiresAt.UtcTicks };

    private static UserSession ToModel(Proto.UserSession p) =>
        p is { HasSecretHash: true, HasExpiresAt: true } ? new UserSession(p.SecretHash, Wire.Time(p.ExpiresAt)) : throw Wire.Incomplete(p);
}
