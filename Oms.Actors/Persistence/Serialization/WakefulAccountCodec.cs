using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Protocol;
using Oms.Actors.Waking;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>The register of accounts that come back by themselves, and what is said to it and by it.</summary>
internal static class WakefulAccountCodec
{
    public static IReadOnlyList<Codec> All { get; } =
    [
        Codec.Of(
            "ven.accounts-changed.1",
            Proto.WakefulAccountsChanged.Parser,
            (WakefulAccountsChanged m) => new() { Registered = { m.Registered.Select(ToProto) }, Left = { m.Left.Select(account => account.Value) } },
            p => new WakefulAccountsChanged([.. p.Registered.Select(ToModel)], [.. p.Left.Select(account => new AccountId(account))])),
        Codec.Of(
            "ven.snapshot.1",
            Proto.WakefulAccounts.Parser,
            (WakefulAccounts m) => new() { All = { m.All.Select(ToProto) } },
            p => new WakefulAccounts([.. p.All.Select(ToModel)])),
        Codec.Of(
            "ven.register.1",
            Proto.RegisterWakefulAccount.Parser,
            (RegisterWakefulAccount m) => new() { AccountId = m.AccountId.Value, Admissions = m.Admissions },
            p => p is { HasAccountId: true, HasAdmissions: true } ? new RegisterWakefulAccount(new AccountId(p.AccountId), p.Admissions) : throw Wire.Incomplete(p)),
        Codec.Of(
            "ven.unregister.1",
            Proto.UnregisterWakefulAccount.Parser,
            (UnregisterWakefulAccount m) => new() { AccountId = m.AccountId.Value, Admissions = m.Admissions },
            p => p is { HasAccountId: true, HasAdmissions: true } ? new UnregisterWakefulAccount(new AccountId(p.AccountId), p.Admissions) : throw Wire.Incomplete(p)),
        Codec.Of(
            "ven.be-awake.1",
            Proto.BeAwakeForAccounts.Parser,
            (BeAwakeForAccounts _) => new(),
            _ => BeAwakeForAccounts.Now),
        Codec.Of(
            "acc.wake.1",
            Proto.WakeAccount.Parser,
            (WakeAccount m) => new() { AccountId = m.AccountId.Value },
            p => p.HasAccountId ? new WakeAccount(new AccountId(p.AccountId)) : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.venue-registered.1",
            Proto.AccountRegistered.Parser,
            (AccountRegistered m) => new() { AccountId = m.AccountId.Value, Admissions = m.Admissions },
            p => p is { HasAccountId: true, HasAdmissions: true } ? new AccountRegistered(new AccountId(p.AccountId), p.Admissions) : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.list-pending.1",
            Proto.ListPendingCancels.Parser,
            (ListPendingCancels m) => new() { AccountId = m.AccountId.Value, Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasAccountId: true, HasCall: true, HasReplyTo: true }
                ? new ListPendingCancels(new AccountId(p.AccountId), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.pending-listed.1",
            Proto.PendingCancelsListed.Parser,
            (PendingCancelsListed m) => new() { Call = m.Call, Cancels = { m.Cancels.Select(ToProto) } },
            p => p.HasCall ? new PendingCancelsListed(p.Call, [.. p.Cancels.Select(ToModel)]) : throw Wire.Incomplete(p)),
    ];

    private static Proto.WakefulAccount ToProto(WakefulAccount m) => new() { AccountId = m.AccountId.Value, Admissions = m.Admissions };

    private static WakefulAccount ToModel(Proto.WakefulAccount p) =>
        p is { HasAccountId: true, HasAdmissions: true } ? new WakefulAccount(new AccountId(p.AccountId), p.Admissions) : throw Wire.Incomplete(p);

    private static Proto.PendingCancelInfo ToProto(PendingCancelInfo m) => new()
    {
        Order = m.Order.ToProto(),
        CancelId = Wire.Text(m.CancelId),
        RequestedBy = m.RequestedBy.Value,
        UserName = Wire.Text(m.UserName),
        Since = m.Since.UtcTicks,
    };

    private static PendingCancelInfo ToModel(Proto.PendingCancelInfo p) =>
        p is { HasCancelId: true, HasRequestedBy: true, HasUserName: true, HasSince: true }
            ? new PendingCancelInfo(p.Order.ToModel(), p.CancelId, new UserId(p.RequestedBy), p.UserName, Wire.Time(p.Since))
            : throw Wire.Incomplete(p);
}
