using Oms.Actors.Api;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Protocol;

namespace Oms.Actors.Tests.Permissions;

/// <summary>Users and messages to them, for the specs of this folder.</summary>
internal static class UserCases
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly Authority Boss = new(new UserId(1), "boss", 7);

    public static readonly AccountId Eleven = new(11);
    public static readonly AccountId Twelve = new(12);

    public static CreateUser Create(int id = 5, string hash = "hash", long call = 1) => new("ann", "Ann", new UserId(id), hash, Boss, call, ProcessBench.Asker);

    public static SetPassword Set(string hash, long call = 1) => new("ann", hash, Boss, call, ProcessBench.Asker);

    public static ChangeRights Change(
        Api.Permissions grant = default,
        Api.Permissions revoke = default,
        AccountId? associate = null,
        AccountId? dissociate = null,
        long call = 1) => new("ann", grant, revoke, associate, dissociate, Boss, call, ProcessBench.Asker);

    public static Authorize May(Api.Permissions needed, AccountId? account = null, string? secret = null, long call = 1) =>
        new("ann", secret, needed, account, call, ProcessBench.Asker);

    public static OpenSession Open(long call = 1) => new("ann", "password", call, ProcessBench.Asker);

    public static CloseSession Close(string secret, long call = 1) => new("ann", secret, call, ProcessBench.Asker);

    public static User Existing(params IUserEvent[] events) =>
        events.Aggregate(User.Apply(User.Absent, new UserCreated(new UserId(5), "Ann", "hash", Boss, Now)), User.Apply);

    public static SessionStarted Started(string secret, DateTimeOffset? at = null) =>
        new(SessionSecrets.HashOf(secret), at ?? Now, (at ?? Now) + TimeSpan.FromHours(24));

    /// <summary>All of a user that counts, to compare by value.</summary>
    public static string Describe(User user) => string.Join(
        "|",
        user.UserId,
        user.Name,
        user.PasswordHash,
        user.Held,
        string.Join(",", user.Accounts),
        user.PermissionVersion,
        string.Join(",", user.Sessions.Select(session => session.SecretHash + session.ExpiresAt.ToString("O"))));
}

/// <summary>Secrets that count up: the first is 1, 0, 0, ...</summary>
internal sealed class CountedSecrets : ISecretSource
{
    private byte _next;

    public void Fill(Span<byte> bytes)
    {
        bytes.Clear();
        bytes[0] = ++_next;
    }
}
