using Oms.Actors.Accounts;
using Oms.Actors.Api;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>What an account answers and pushes.</summary>
internal static class AccountAnswerCodec
{
    public static IReadOnlyList<Codec> All { get; } =
    [
        Codec.Of(
            "acc.changed.1",
            Proto.AccountChanged.Parser,
            (AccountChanged m) => new() { Call = m.Call },
            p => p.HasCall ? new AccountChanged(p.Call) : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.accepted.1",
            Proto.OrderAccepted.Parser,
            (OrderAccepted m) => new() { Call = m.Call, OrderId = m.OrderId.Value },
            p => p is { HasCall: true, HasOrderId: true } ? new OrderAccepted(p.Call, new OrderId(p.OrderId)) : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.refused.1",
            Proto.OrderRefused.Parser,
            (OrderRefused m) => new() { Call = m.Call, Why = Wire.Text(m.Why) },
            p => p is { HasCall: true, HasWhy: true } ? new OrderRefused(p.Call, p.Why) : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.open-listed.1",
            Proto.OpenOrdersListed.Parser,
            (OpenOrdersListed m) => new() { Call = m.Call, Orders = { m.Orders.Select(order => order.ToProto()) } },
            p => p.HasCall ? new OpenOrdersListed(p.Call, [.. p.Orders.Select(order => order.ToModel())]) : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.positions-listed.1",
            Proto.PositionsListed.Parser,
            (PositionsListed m) => new() { Call = m.Call, Positions = { m.Positions.Select(AccountEventCodec.ToProto) } },
            p => p.HasCall ? new PositionsListed(p.Call, [.. p.Positions.Select(AccountEventCodec.ToModel)]) : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.recent-listed.1",
            Proto.RecentOrdersListed.Parser,
            (RecentOrdersListed m) => new() { Call = m.Call, Orders = { m.Orders.Select(order => order.ToProto()) }, Sequence = m.Sequence },
            p => p is { HasCall: true, HasSequence: true }
                ? new RecentOrdersListed(p.Call, [.. p.Orders.Select(order => order.ToModel())], p.Sequence)
                : throw Wire.Incomplete(p)),
        Codec.Of("acc.trades-listed.1", Proto.RecentTradesListed.Parser, ToProto, ToModel),
        Codec.Of(
            "acc.resolved.1",
            Proto.ClientOrderResolved.Parser,
            (ClientOrderResolved m) => new() { Call = m.Call, OrderId = m.OrderId.Value, State = m.State.ToProto() },
            p => p is { HasCall: true, HasOrderId: true, HasState: true }
                ? new ClientOrderResolved(p.Call, new OrderId(p.OrderId), p.State.ToModel())
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.sweep-prepared.1",
            Proto.SweepPrepared.Parser,
            (SweepPrepared m) => new() { Call = m.Call, Boundary = m.Boundary, AccountId = m.AccountId.Value, HasOpenOrders = m.HasOpenOrders },
            p => p is { HasCall: true, HasBoundary: true, HasAccountId: true, HasHasOpenOrders: true }
                ? new SweepPrepared(p.Call, new AccountId(p.AccountId), p.Boundary, p.HasOpenOrders)
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.described.1",
            Proto.AccountDescribed.Parser,
            ToProto,
            p => p is { HasCall: true, HasAccountId: true, HasName: true }
                ? new AccountDescribed(p.Call, new AccountId(p.AccountId), p.Name, p.Suspended)
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.sweep-outcome.1",
            Proto.SweepOutcome.Parser,
            (SweepOutcome m) => new() { SweepId = m.SweepId.ToProto(), Canceled = m.Canceled, TooLate = m.TooLate },
            p => p is { HasCanceled: true, HasTooLate: true }
                ? new SweepOutcome(p.SweepId.ToModel(), p.Canceled, p.TooLate)
                : throw Wire.Incomplete(p)),
        Codec.Of("acc.event.1", Proto.AccountEventPushed.Parser, AccountEventCodec.ToProto, AccountEventCodec.ToModel),
        Codec.Of(
            "acc.subscribed.1",
            Proto.SubscriptionRenewed.Parser,
            (SubscriptionRenewed m) => new() { Stream = Wire.Text(m.Stream), Number = m.Number, Closings = m.Closings },
            p => p is { HasStream: true, HasNumber: true, HasClosings: true } ? new SubscriptionRenewed(p.Stream, p.Number, p.Closings) : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.not-subscribed.1",
            Proto.SubscriptionRefused.Parser,
            (SubscriptionRefused m) => new() { Code = m.Code.ToProto(), Detail = Wire.Text(m.Detail) },
            p => p is { HasCode: true, HasDetail: true } ? new SubscriptionRefused(p.Code.ToModel(), p.Detail) : throw Wire.Incomplete(p)),
    ];

    private static Proto.RecentTradesListed ToProto(RecentTradesListed m) => new()
    {
        Call = m.Call,
        Orders = { m.Orders.Select(terms => terms.ToProto()) },
        Unwritten = { m.Unwritten.Select(executed => new Proto.ExecutionsOfOrder
        {
            OrderId = executed.OrderId.Value,
            Executions = { executed.Executions.Select(execution => execution.ToProto()) },
        }) },
        Sequence = m.Sequence,
    };

    private static RecentTradesListed ToModel(Proto.RecentTradesListed p) =>
        p is { HasCall: true, HasSequence: true }
            ? new RecentTradesListed(p.Call, [.. p.Orders.Select(terms => terms.ToModel())], [.. p.Unwritten.Select(ToModel)], p.Sequence)
            : throw Wire.Incomplete(p);

    private static ExecutionsOfOrder ToModel(Proto.ExecutionsOfOrder p) =>
        p.HasOrderId
            ? new ExecutionsOfOrder(new OrderId(p.OrderId), [.. p.Executions.Select(execution => execution.ToModel())])
            : throw Wire.Incomplete(p);

    private static Proto.AccountDescribed ToProto(AccountDescribed m)
    {
        var p = new Proto.AccountDescribed { Call = m.Call, AccountId = m.AccountId.Value, Name = Wire.Text(m.Name) };
        if (m.IsSuspended)
            p.Suspended = true;

        return p;
    }
}
