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
            (PositionsListed m) => new() { Call = m.Call, Positions = { m.Positions.Select(ToProto) } },
            p => p.HasCall ? new PositionsListed(p.Call, [.. p.Positions.Select(ToModel)]) : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.recent-listed.1",
            Proto.RecentOrdersListed.Parser,
            (RecentOrdersListed m) => new() { Call = m.Call, Orders = { m.Orders.Select(order => order.ToProto()) }, Sequence = m.Sequence },
            p => p is { HasCall: true, HasSequence: true }
                ? new RecentOrdersListed(p.Call, [.. p.Orders.Select(order => order.ToModel())], p.Sequence)
                : throw Wire.Incomplete(p)),
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
            (SweepPrepared m) => new() { Call = m.Call, Boundary = m.Boundary },
            p => p is { HasCall: true, HasBoundary: true } ? new SweepPrepared(p.Call, p.Boundary) : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.sweep-outcome.1",
            Proto.SweepOutcome.Parser,
            (SweepOutcome m) => new() { SweepId = m.SweepId.ToProto(), Canceled = m.Canceled, TooLate = m.TooLate },
            p => p is { HasCanceled: true, HasTooLate: true }
                ? new SweepOutcome(p.SweepId.ToModel(), p.Canceled, p.TooLate)
                : throw Wire.Incomplete(p)),
        Codec.Of("acc.event.1", Proto.AccountEventPushed.Parser, ToProto, ToModel),
        Codec.Of(
            "acc.subscribed.1",
            Proto.SubscriptionRenewed.Parser,
            (SubscriptionRenewed m) => new() { Stream = Wire.Text(m.Stream), Number = m.Number },
            p => p is { HasStream: true, HasNumber: true } ? new SubscriptionRenewed(p.Stream, p.Number) : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.not-subscribed.1",
            Proto.SubscriptionRefused.Parser,
            (SubscriptionRefused m) => new() { Code = m.Code.ToProto(), Detail = Wire.Text(m.Detail) },
            p => p is { HasCode: true, HasDetail: true } ? new SubscriptionRefused(p.Code.ToModel(), p.Detail) : throw Wire.Incomplete(p)),
    ];

    private static Proto.Position ToProto(Position m) =>
        new() { AccountId = m.AccountId.Value, ProductId = m.ProductId.Value, Amount = m.Amount.ToProto(), Hold = m.Hold.ToProto() };

    private static Position ToModel(Proto.Position p) =>
        p is { HasAccountId: true, HasProductId: true }
            ? new Position(new AccountId(p.AccountId), new ProductId(p.ProductId), p.Amount.ToModel(), p.Hold.ToModel())
            : throw Wire.Incomplete(p);

    private static Proto.AccountEventPushed ToProto(AccountEventPushed m)
    {
        var p = new Proto.AccountEventPushed
        {
            AccountId = m.Event.AccountId.Value,
            Stream = Wire.Text(m.Event.Stream),
            Number = m.Event.Number,
        };
        switch (m.Event)
        {
            case OrderStateEvent e:
                p.OrderState = e.Order.ToProto();
                break;
            case AccountPositionEvent e:
                p.Position = ToProto(e.Position);
                break;
            case AccountSnapshotEvent e:
                p.Snapshot = new() { OpenOrders = { e.OpenOrders.Select(order => order.ToProto()) }, Positions = { e.Positions.Select(ToProto) } };
                break;
            case CancelOrderRejectEvent e:
                p.CancelReject = new() { CancelId = Wire.Text(e.CancelId), Order = e.Order.ToProto(), RejectReason = Wire.Text(e.RejectReason) };
                break;
            case NewOrderRejectEvent e:
                p.NewOrderReject = new()
                {
                    OrderId = e.OrderId.Value,
                    ClientOrderId = e.ClientOrderId.Value,
                    RejectReason = Wire.Text(e.RejectReason),
                };
                break;
            default:
                throw new ArgumentException($"{m.Event.GetType()} has no place among an account's events.", nameof(m));
        }

        return p;
    }

    private static AccountEventPushed ToModel(Proto.AccountEventPushed p)
    {
        if (p is not { HasAccountId: true, HasStream: true, HasNumber: true })
            throw Wire.Incomplete(p);

        var account = new AccountId(p.AccountId);
        return new AccountEventPushed(p.EventCase switch
        {
            Proto.AccountEventPushed.EventOneofCase.OrderState => new OrderStateEvent(account, p.Stream, p.Number, p.OrderState.ToModel()),
            Proto.AccountEventPushed.EventOneofCase.Position => new AccountPositionEvent(account, p.Stream, p.Number, ToModel(p.Position)),
            Proto.AccountEventPushed.EventOneofCase.Snapshot => new AccountSnapshotEvent(
                account,
                p.Stream,
                p.Number,
                [.. p.Snapshot.OpenOrders.Select(order => order.ToModel())],
                [.. p.Snapshot.Positions.Select(ToModel)]),
            Proto.AccountEventPushed.EventOneofCase.CancelReject => ToModel(account, p, p.CancelReject),
            Proto.AccountEventPushed.EventOneofCase.NewOrderReject => ToModel(account, p, p.NewOrderReject),
            _ => throw Wire.Incomplete(p),
        });
    }

    private static CancelOrderRejectEvent ToModel(AccountId account, Proto.AccountEventPushed pushed, Proto.CancelOrderReject p) =>
        p is { HasCancelId: true, HasRejectReason: true }
            ? new CancelOrderRejectEvent(account, pushed.Stream, pushed.Number, p.CancelId, p.Order.ToModel(), p.RejectReason)
            : throw Wire.Incomplete(p);

    private static NewOrderRejectEvent ToModel(AccountId account, Proto.AccountEventPushed pushed, Proto.NewOrderReject p) =>
        p is { HasOrderId: true, HasClientOrderId: true, HasRejectReason: true }
            ? new NewOrderRejectEvent(
                account, pushed.Stream, pushed.Number, new OrderId(p.OrderId), new ClientOrderId(p.ClientOrderId), p.RejectReason)
            : throw Wire.Incomplete(p);
}
