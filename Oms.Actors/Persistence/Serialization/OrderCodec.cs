using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>An order's events, and what is said to an order and by it.</summary>
internal static class OrderCodec
{
    public static IReadOnlyList<Codec> All { get; } =
    [
        Codec.Of(
            "ord.placed.1",
            Proto.OrderPlaced.Parser,
            (OrderPlaced m) => new() { Terms = m.Terms.ToProto(), At = m.At.UtcTicks },
            p => p.HasAt ? new OrderPlaced(p.Terms.ToModel(), Wire.Time(p.At)) : throw Wire.Incomplete(p)),
        Codec.Of("ord.executed.1", Proto.OrderExecuted.Parser, ToProto, ToModel),
        Codec.Of("ord.canceled.1", Proto.OrderCanceled.Parser, ToProto, ToModel),
        Codec.Of(
            "ord.expired.1",
            Proto.OrderExpired.Parser,
            (OrderExpired m) => new() { CancelId = m.CancelId?.ToProto(), By = m.By.ToProto(), At = m.At.UtcTicks, ForcedAs = m.ForcedAs?.ToProto() },
            p => p.HasAt ? new OrderExpired(p.CancelId.ToOptional(), p.By.ToModel(), Wire.Time(p.At), p.ForcedAs.ToOptional()) : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.expire.1",
            Proto.ExpireOrder.Parser,
            (ExpireOrder m) => new() { OrderId = m.OrderId.Value },
            p => p.HasOrderId ? new ExpireOrder(new OrderId(p.OrderId)) : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.never-placed.1",
            Proto.OrderNeverPlaced.Parser,
            (OrderNeverPlaced m) => new() { AccountId = m.AccountId.Value, At = m.At.UtcTicks },
            p => p is { HasAccountId: true, HasAt: true }
                ? new OrderNeverPlaced(new AccountId(p.AccountId), Wire.Time(p.At))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.expect.1",
            Proto.ExpectOrder.Parser,
            (ExpectOrder m) => new() { Terms = m.Terms.ToProto() },
            p => new ExpectOrder(p.Terms.ToModel())),
        Codec.Of(
            "ord.place.1",
            Proto.PlaceOrder.Parser,
            (PlaceOrder m) => new() { Terms = m.Terms.ToProto() },
            p => new PlaceOrder(p.Terms.ToModel())),
        Codec.Of("ord.cancel.1", Proto.CancelOrder.Parser, ToProto, ToModel),
        Codec.Of(
            "ord.sync.1",
            Proto.SyncOrder.Parser,
            (SyncOrder m) => new() { OrderId = m.OrderId.Value, AccountId = m.AccountId.Value, Head = m.Head },
            p => p is { HasOrderId: true, HasAccountId: true, HasHead: true }
                ? new SyncOrder(new OrderId(p.OrderId), new AccountId(p.AccountId), p.Head)
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.ack.1",
            Proto.AcknowledgeUpdate.Parser,
            (AcknowledgeUpdate m) => new() { OrderId = m.OrderId.Value, Version = m.Version },
            p => p is { HasOrderId: true, HasVersion: true } ? new AcknowledgeUpdate(new OrderId(p.OrderId), p.Version) : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.ask.1",
            Proto.AskOrder.Parser,
            (AskOrder m) =>
                new() { OrderId = m.OrderId.Value, Question = m.Question.ToProto(), Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasOrderId: true, HasQuestion: true, HasCall: true, HasReplyTo: true }
                ? new AskOrder(new OrderId(p.OrderId), p.Question.ToModel(), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.described.1",
            Proto.OrderDescribed.Parser,
            ToProto,
            p => p.HasCall ? new OrderDescribed(p.Call, p.Order?.ToModel()) { IsChanging = p.IsChanging } : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.outcome.1",
            Proto.CancelOutcome.Parser,
            ToProto,
            p => p.HasResult
                ? new CancelOutcome(p.CancelId.ToModel(), p.Result.ToModel(), p.Order?.ToModel(), p.HasReason ? p.Reason : null)
                {
                    Followed = ToModel(p.Followed),
                }
                : throw Wire.Incomplete(p)),
    ];

    private static Proto.OrderDescribed ToProto(OrderDescribed m)
    {
        var p = new Proto.OrderDescribed { Call = m.Call, Order = m.Order?.ToProto() };
        if (m.IsChanging)
            p.IsChanging = true;

        return p;
    }

    private static Proto.OrderExecuted ToProto(OrderExecuted m)
    {
        var p = new Proto.OrderExecuted
        {
            ExecutionId = m.ExecutionId,
            Quantity = m.Quantity.ToProto(),
            Price = m.Price.ToProto(),
            At = m.At.UtcTicks,
            Fee = m.Fee.ToOptionalProto(),
        };
        if (m.Liquidity != Api.Liquidity.Unknown)
            p.Liquidity = m.Liquidity.ToProto();
        if (m.Ends)
            p.Ends = true;

        return p;
    }

    private static OrderExecuted ToModel(Proto.OrderExecuted p) =>
        p is { HasExecutionId: true, HasAt: true }
            ? new OrderExecuted(p.ExecutionId, p.Quantity.ToModel(), p.Price.ToModel(), Wire.Time(p.At), p.Fee.ToModelOrZero(), p.Liquidity.ToModel()) { Ends = p.Ends }
            : throw Wire.Incomplete(p);

    private static Proto.OrderCanceled ToProto(OrderCanceled m)
    {
        var p = new Proto.OrderCanceled
        {
            CancelId = m.CancelId?.ToProto(),
            Reason = m.Reason.ToProto(),
            By = m.By.ToProto(),
            At = m.At.UtcTicks,
            ForcedAs = m.ForcedAs?.ToProto(),
        };
        if (m.Text is not null)
            p.Text = Wire.Text(m.Text);

        return p;
    }

    private static OrderCanceled ToModel(Proto.OrderCanceled p) =>
        p is { HasReason: true, HasAt: true }
            ? new OrderCanceled(
                p.CancelId.ToOptional(), p.Reason.ToModel(), p.By.ToModel(), Wire.Time(p.At), p.ForcedAs.ToOptional(), p.HasText ? p.Text : null)
            : throw Wire.Incomplete(p);

    public static Proto.CancelOrder ToProto(CancelOrder m)
    {
        var p = new Proto.CancelOrder { OrderId = m.OrderId.Value, CancelId = m.CancelId.ToProto(), By = m.By.ToProto(), Replacement = m.Replacement?.ToProto() };
        if (m.ReplyTo is { } replyTo)
            p.ReplyTo = Wire.Text(replyTo.Path);

        return p;
    }

    private static FollowedCancel? ToModel(Proto.FollowedCancel? p) => p switch
    {
        null => null,
        { HasReplacement: true } => new FollowedCancel(new OrderId(p.Replacement), p.By.ToModel()),
        _ => throw Wire.Incomplete(p),
    };

    private static Proto.CancelOutcome ToProto(CancelOutcome m)
    {
        var p = new Proto.CancelOutcome { CancelId = m.CancelId.ToProto(), Result = m.Result.ToProto(), Order = m.Order?.ToProto() };
        if (m.Reason is not null)
            p.Reason = Wire.Text(m.Reason);
        if (m.Followed is { } followed)
            p.Followed = new() { Replacement = followed.Replacement.Value, By = followed.By.ToProto() };

        return p;
    }

    public static CancelOrder ToModel(Proto.CancelOrder p) =>
        p.HasOrderId
            ? new CancelOrder(
                new OrderId(p.OrderId), p.CancelId.ToModel(), p.By.ToModel(), p.HasReplyTo ? new ReplyAddress(p.ReplyTo) : null)
            {
                Replacement = p.Replacement?.ToModel(),
            }
            : throw Wire.Incomplete(p);
}
