using Oms.Actors.Accounts;
using Oms.Actors.Api;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>What an account tells its subscribers, on its way between nodes.</summary>
internal static class AccountEventCodec
{
    public static Proto.Position ToProto(Position m) =>
        new() { AccountId = m.AccountId.Value, ProductId = m.ProductId.Value, Amount = m.Amount.ToProto(), Hold = m.Hold.ToProto() };

    public static Position ToModel(Proto.Position p) =>
        p is { HasAccountId: true, HasProductId: true }
            ? new Position(new AccountId(p.AccountId), new ProductId(p.ProductId), p.Amount.ToModel(), p.Hold.ToModel())
            : throw Wire.Incomplete(p);

    public static Proto.AccountEventPushed ToProto(AccountEventPushed m)
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
            case OrderTradeEvent e:
                p.Trade = ToProto(e.Trade);
                break;
            case AccountPositionEvent e:
                p.Position = ToProto(e.Position);
                break;
            case AccountSnapshotEvent e:
                p.Snapshot = ToProto(e);
                break;
            case CancelOrderRejectEvent e:
                p.CancelReject = ToProto(e);
                break;
            case CancelAllOrdersRejectEvent e:
                p.CancelAllReject = new() { CancelId = Wire.Text(e.CancelId), Instrument = e.InstrumentId.Value, RejectReason = Wire.Text(e.RejectReason) };
                break;
            case CancelReplaceOrderRejectEvent e:
                p.ReplaceReject = ToProto(e);
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

    public static AccountEventPushed ToModel(Proto.AccountEventPushed p)
    {
        if (p is not { HasAccountId: true, HasStream: true, HasNumber: true })
            throw Wire.Incomplete(p);

        var account = new AccountId(p.AccountId);
        return new AccountEventPushed(p.EventCase switch
        {
            Proto.AccountEventPushed.EventOneofCase.OrderState => new OrderStateEvent(account, p.Stream, p.Number, p.OrderState.ToModel()),
            Proto.AccountEventPushed.EventOneofCase.Trade => new OrderTradeEvent(account, p.Stream, p.Number, ToModel(p.Trade)),
            Proto.AccountEventPushed.EventOneofCase.Position => new AccountPositionEvent(account, p.Stream, p.Number, ToModel(p.Position)),
            Proto.AccountEventPushed.EventOneofCase.Snapshot => ToModel(account, p, p.Snapshot),
            Proto.AccountEventPushed.EventOneofCase.CancelAllReject => ToModel(account, p, p.CancelAllReject),
            Proto.AccountEventPushed.EventOneofCase.CancelReject => ToModel(account, p, p.CancelReject),
            Proto.AccountEventPushed.EventOneofCase.ReplaceReject => ToModel(account, p, p.ReplaceReject),
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

    private static Proto.CancelOrderReject ToProto(CancelOrderRejectEvent m) =>
        new() { CancelId = Wire.Text(m.CancelId), Order = m.Order.ToProto(), RejectReason = Wire.Text(m.RejectReason) };

    private static Proto.CancelReplaceReject ToProto(CancelReplaceOrderRejectEvent m) => new()
    {
        ChangeId = Wire.Text(m.ChangeId),
        Order = m.Order.ToProto(),
        OrderIdToReplace = m.OrderIdToReplace.Value,
        RejectReason = Wire.Text(m.RejectReason),
    };

    private static CancelReplaceOrderRejectEvent ToModel(AccountId account, Proto.AccountEventPushed pushed, Proto.CancelReplaceReject p) =>
        p is { HasChangeId: true, HasOrderIdToReplace: true, HasRejectReason: true }
            ? new CancelReplaceOrderRejectEvent(
                account, pushed.Stream, pushed.Number, p.ChangeId, p.Order.ToModel(), new OrderId(p.OrderIdToReplace), p.RejectReason)
            : throw Wire.Incomplete(p);

    private static CancelAllOrdersRejectEvent ToModel(AccountId account, Proto.AccountEventPushed pushed, Proto.CancelAllReject p) =>
        p is { HasCancelId: true, HasInstrument: true, HasRejectReason: true }
            ? new CancelAllOrdersRejectEvent(account, pushed.Stream, pushed.Number, p.CancelId, new InstrumentId(p.Instrument), p.RejectReason)
            : throw Wire.Incomplete(p);

    private static Proto.AccountSnapshot ToProto(AccountSnapshotEvent m) => new()
    {
        OpenOrders = { m.OpenOrders.Select(order => order.ToProto()) },
        Positions = { m.Positions.Select(ToProto) },
        ClosedMeanwhile = { m.ClosedMeanwhile.Select(ToProto) },
        RejectedMeanwhile = { m.RejectedMeanwhile.OfType<CancelOrderRejectEvent>().Select(ToProto) },
        ReplaceRejectedMeanwhile = { m.RejectedMeanwhile.OfType<CancelReplaceOrderRejectEvent>().Select(ToProto) },
        IsComplete = m.IsComplete,
        Closings = m.Closings,
        Turn = m.Turn,
    };

    /// <summary>The rejects that a snapshot repeats stand where it stands.</summary>
    private static AccountSnapshotEvent ToModel(AccountId account, Proto.AccountEventPushed pushed, Proto.AccountSnapshot p) =>
        p is { HasIsComplete: true, HasClosings: true, HasTurn: true }
            ? new AccountSnapshotEvent(account, pushed.Stream, pushed.Number, [.. p.OpenOrders.Select(order => order.ToModel())], [.. p.Positions.Select(ToModel)])
            {
                ClosedMeanwhile = [.. p.ClosedMeanwhile.Select(ToModel)],
                RejectedMeanwhile =
                [
                    .. p.RejectedMeanwhile.Select(reject => ToModel(account, pushed, reject)),
                    .. p.ReplaceRejectedMeanwhile.Select(reject => ToModel(account, pushed, reject)),
                ],
                IsComplete = p.IsComplete,
                Closings = p.Closings,
                Turn = p.Turn,
            }
            : throw Wire.Incomplete(p);

    private static Proto.Trade ToProto(Trade m) => new()
    {
        TradeId = m.TradeId,
        OrderId = m.OrderId.Value,
        AccountId = m.AccountId.Value,
        InstrumentId = m.InstrumentId.Value,
        ClientOrderId = m.ClientOrderId.Value,
        Side = m.Side.ToProto(),
        Quantity = m.Quantity.ToProto(),
        Price = m.Price.ToProto(),
        TradedAt = m.TradedAt.UtcTicks,
        OrderVersion = m.OrderVersion,
        OrderType = m.OrderType.ToProto(),
        Fee = m.Fee.ToProto(),
        FeeProduct = m.FeeProductId.Value,
        Liquidity = m.Liquidity.ToProto(),
        Remaining = m.Remaining.ToProto(),
        Revision = m.Revision,
        EnteredBy = m.EnteredBy.Value,
        UserName = Wire.Text(m.UserName),
    };

    private static Trade ToModel(Proto.Trade p) =>
        p is
        {
            HasTradeId: true, HasOrderId: true, HasAccountId: true, HasInstrumentId: true,
            HasClientOrderId: true, HasSide: true, HasTradedAt: true, HasOrderVersion: true, HasOrderType: true, HasFeeProduct: true,
            HasLiquidity: true, HasRevision: true, HasEnteredBy: true, HasUserName: true,
        }
            ? new Trade(
                p.TradeId,
                new OrderId(p.OrderId),
                new AccountId(p.AccountId),
                new InstrumentId(p.InstrumentId),
                new ClientOrderId(p.ClientOrderId),
                p.Side.ToModel(),
                p.Quantity.ToModel(),
                p.Price.ToModel(),
                Wire.Time(p.TradedAt),
                p.OrderVersion,
                p.OrderType.ToModel(),
                p.Fee.ToModel(),
                new ProductId(p.FeeProduct),
                p.Liquidity.ToModel(),
                p.Remaining.ToModel(),
                p.Revision,
                new UserId(p.EnteredBy),
                p.UserName)
            : throw Wire.Incomplete(p);

    private static Proto.OrderEnd ToProto(ClosedOrder m)
    {
        var p = new Proto.OrderEnd { OrderId = m.OrderId.Value, ClientOrderId = m.ClientOrderId.Value, State = m.State.ToProto() };
        if (m.NeverPlaced)
            p.NeverPlaced = true;

        return p;
    }

    private static ClosedOrder ToModel(Proto.OrderEnd p) =>
        p is { HasOrderId: true, HasClientOrderId: true, HasState: true }
            ? new ClosedOrder(new OrderId(p.OrderId), new ClientOrderId(p.ClientOrderId), p.State.ToModel()) { NeverPlaced = p.NeverPlaced }
            : throw Wire.Incomplete(p);
}
