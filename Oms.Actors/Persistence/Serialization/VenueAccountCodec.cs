using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Protocol;
using Oms.Actors.Venue;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>The register of accounts with orders at a venue, and what is said to it and by it.</summary>
internal static class VenueAccountCodec
{
    public static IReadOnlyList<Codec> All { get; } =
    [
        Codec.Of(
            "ven.accounts-changed.1",
            Proto.VenueAccountsChanged.Parser,
            (VenueAccountsChanged m) => new() { Registered = { m.Registered.Select(ToProto) }, Left = { m.Left.Select(account => account.Value) } },
            p => new VenueAccountsChanged([.. p.Registered.Select(ToModel)], [.. p.Left.Select(account => new AccountId(account))])),
        Codec.Of(
            "ven.snapshot.1",
            Proto.VenueAccounts.Parser,
            (VenueAccounts m) => new() { All = { m.All.Select(ToProto) } },
            p => new VenueAccounts([.. p.All.Select(ToModel)])),
        Codec.Of(
            "ven.register.1",
            Proto.RegisterVenueAccount.Parser,
            (RegisterVenueAccount m) => new() { AccountId = m.AccountId.Value, Admissions = m.Admissions },
            p => p is { HasAccountId: true, HasAdmissions: true } ? new RegisterVenueAccount(new AccountId(p.AccountId), p.Admissions) : throw Wire.Incomplete(p)),
        Codec.Of(
            "ven.unregister.1",
            Proto.UnregisterVenueAccount.Parser,
            (UnregisterVenueAccount m) => new() { AccountId = m.AccountId.Value, Admissions = m.Admissions },
            p => p is { HasAccountId: true, HasAdmissions: true } ? new UnregisterVenueAccount(new AccountId(p.AccountId), p.Admissions) : throw Wire.Incomplete(p)),
        Codec.Of(
            "ven.be-awake.1",
            Proto.BeAwakeForVenueAccounts.Parser,
            (BeAwakeForVenueAccounts _) => new(),
            _ => BeAwakeForVenueAccounts.Now),
        Codec.Of(
            "acc.wake.1",
            Proto.WakeAccount.Parser,
            (WakeAccount m) => new() { AccountId = m.AccountId.Value },
            p => p.HasAccountId ? new WakeAccount(new AccountId(p.AccountId)) : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.venue-registered.1",
            Proto.VenueAccountRegistered.Parser,
            (VenueAccountRegistered m) => new() { AccountId = m.AccountId.Value, Admissions = m.Admissions },
            p => p is { HasAccountId: true, HasAdmissions: true } ? new VenueAccountRegistered(new AccountId(p.AccountId), p.Admissions) : throw Wire.Incomplete(p)),
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

    private static Proto.VenueAccount ToProto(VenueAccount m) => new() { AccountId = m.AccountId.Value, Admissions = m.Admissions };

    private static VenueAccount ToModel(Proto.VenueAccount p) =>
        p is { HasAccountId: true, HasAdmissions: true } ? new VenueAccount(new AccountId(p.AccountId), p.Admissions) : throw Wire.Incomplete(p);

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
