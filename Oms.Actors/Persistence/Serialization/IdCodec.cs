using Oms.Actors.Ids;
using Oms.Actors.Protocol;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>The allocator's event, its snapshot, and what is said to the allocator of ids and by it.</summary>
internal static class IdCodec
{
    public static IReadOnlyList<Codec> All { get; } =
    [
        Codec.Of(
            "ids.taken.1",
            Proto.IdsTaken.Parser,
            (IdsTaken m) => new() { Kind = m.Kind.ToProto(), Highest = m.Highest, At = m.At.UtcTicks },
            p => p is { HasKind: true, HasHighest: true, HasAt: true }
                ? new IdsTaken(p.Kind.ToModel(), p.Highest, Wire.Time(p.At))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "ids.snapshot.1",
            Proto.IdAllocator.Parser,
            (IdAllocator m) => new() { Orders = m.Orders, Trades = m.Trades, Users = m.Users, Accounts = m.Accounts },
            p => p is { HasOrders: true, HasTrades: true, HasUsers: true, HasAccounts: true }
                ? new IdAllocator(p.Orders, p.Trades, p.Users, p.Accounts)
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "ids.reserve.1",
            Proto.ReserveIds.Parser,
            (ReserveIds m) => new() { Kind = m.Kind.ToProto(), Count = m.Count, Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasKind: true, HasCount: true, HasCall: true, HasReplyTo: true }
                ? new ReserveIds(p.Kind.ToModel(), p.Count, p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "ids.claim.1",
            Proto.ClaimId.Parser,
            (ClaimId m) => new() { Kind = m.Kind.ToProto(), Id = m.Id, Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasKind: true, HasId: true, HasCall: true, HasReplyTo: true }
                ? new ClaimId(p.Kind.ToModel(), p.Id, p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "ids.ask.1",
            Proto.AskReservedIds.Parser,
            (AskReservedIds m) => new() { Kind = m.Kind.ToProto(), Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasKind: true, HasCall: true, HasReplyTo: true }
                ? new AskReservedIds(p.Kind.ToModel(), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "ids.reserved.1",
            Proto.IdsReserved.Parser,
            (IdsReserved m) => new() { Call = m.Call, Kind = m.Kind.ToProto(), First = m.First, Count = m.Count, Highest = m.Highest },
            p => p is { HasCall: true, HasKind: true, HasFirst: true, HasCount: true, HasHighest: true }
                ? new IdsReserved(p.Call, p.Kind.ToModel(), p.First, p.Count, p.Highest)
                : throw Wire.Incomplete(p)),
    ];
}
