using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>What an order keeps of its dealings with a venue, and what is said to it on the venue's behalf.</summary>
internal static class VenueCodec
{
    public static IReadOnlyList<Codec> All { get; } =
    [
        Codec.Of(
            "ord.taken.1",
            Proto.OrderTaken.Parser,
            (OrderTaken m) => new() { At = m.At.UtcTicks },
            p => p.HasAt ? new OrderTaken(Wire.Time(p.At)) : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.rejected.1",
            Proto.OrderRejected.Parser,
            (OrderRejected m) => new() { Reason = Wire.Text(m.Reason), At = m.At.UtcTicks },
            p => p is { HasReason: true, HasAt: true } ? new OrderRejected(p.Reason, Wire.Time(p.At)) : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.cancel-pending.1",
            Proto.OrderCancelPending.Parser,
            (OrderCancelPending m) =>
                new() { CancelId = m.CancelId.ToProto(), By = m.By.ToProto(), At = m.At.UtcTicks, Replacement = m.Replacement?.ToProto() },
            p => p.HasAt
                ? new OrderCancelPending(p.CancelId.ToModel(), p.By.ToModel(), Wire.Time(p.At)) { Replacement = p.Replacement?.ToModel() }
                : throw Wire.Incomplete(p)),
        Codec.Of("ord.cancel-refused.1", Proto.OrderCancelRefused.Parser, ToProto, ToModel),
        Codec.Of("ord.set-aside.1", Proto.ExecutionSetAside.Parser, ToProto, ToModel),
        Codec.Of("ord.corrected.1", Proto.ExecutionCorrected.Parser, ToProto, ToModel),
        Codec.Of("ord.rep-corrected.1", Proto.ReportCorrected.Parser, ToProto, ToModel),
        Codec.Of("ord.execute.1", Proto.ExecuteOrder.Parser, ToProto, ToModel),
        Codec.Of(
            "ord.rep-accepted.1",
            Proto.ReportAccepted.Parser,
            (ReportAccepted m) => new() { OrderId = m.OrderId.Value, Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasOrderId: true, HasCall: true, HasReplyTo: true }
                ? new ReportAccepted(new OrderId(p.OrderId), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.rep-rejected.1",
            Proto.ReportRejected.Parser,
            (ReportRejected m) => new() { OrderId = m.OrderId.Value, Reason = Wire.Text(m.Reason), Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasOrderId: true, HasReason: true, HasCall: true, HasReplyTo: true }
                ? new ReportRejected(new OrderId(p.OrderId), p.Reason, p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of("ord.rep-canceled.1", Proto.ReportCanceled.Parser, ToProto, ToModel),
        Codec.Of("ord.rep-refused.1", Proto.ReportCancelRefused.Parser, ToProto, ToModel),
        Codec.Of(
            "ord.rep-heard.1",
            Proto.ReportHeard.Parser,
            (ReportHeard m) => new() { Call = m.Call, Result = m.Result.ToProto() },
            p => p is { HasCall: true, HasResult: true } ? new ReportHeard(p.Call, p.Result.ToModel()) : throw Wire.Incomplete(p)),
        Codec.Of("ord.force.1", Proto.ForceCancelOutcome.Parser, ToProto, ToModel),
        Codec.Of(
            "ord.forced.1",
            Proto.CancelOutcomeForced.Parser,
            (CancelOutcomeForced m) => new() { Call = m.Call },
            p => p.HasCall ? new CancelOutcomeForced(p.Call) : throw Wire.Incomplete(p)),
    ];

    private static Proto.OrderCancelRefused ToProto(OrderCancelRefused m) => new()
    {
        CancelId = m.CancelId.ToProto(),
        Others = { m.Others.Select(other => other.ToProto()) },
        Reason = Wire.Text(m.Reason),
        By = m.By.ToProto(),
        At = m.At.UtcTicks,
        ForcedAs = m.ForcedAs?.ToProto(),
    };

    private static OrderCancelRefused ToModel(Proto.OrderCancelRefused p) =>
        p is { HasReason: true, HasAt: true }
            ? new OrderCancelRefused(
                p.CancelId.ToModel(), [.. p.Others.Select(other => other.ToModel())], p.Reason, p.By.ToModel(), Wire.Time(p.At), p.ForcedAs.ToOptional())
            : throw Wire.Incomplete(p);

    private static Proto.ExecuteOrder ToProto(ExecuteOrder m)
    {
        var p = new Proto.ExecuteOrder
        {
            OrderId = m.OrderId.Value,
            ExecutionId = m.ExecutionId,
            Quantity = m.Quantity.ToProto(),
            Price = m.Price.ToProto(),
            Call = m.Call,
            ReplyTo = Wire.Text(m.ReplyTo.Path),
            Fee = m.Fee.ToOptionalProto(),
        };
        if (m.Liquidity != Liquidity.Unknown)
            p.Liquidity = m.Liquidity.ToProto();

        return p;
    }

    private static ExecuteOrder ToModel(Proto.ExecuteOrder p) =>
        p is { HasOrderId: true, HasExecutionId: true, HasCall: true, HasReplyTo: true }
            ? new ExecuteOrder(
                new OrderId(p.OrderId),
                p.ExecutionId,
                p.Quantity.ToModel(),
                p.Price.ToModel(),
                p.Call,
                new ReplyAddress(p.ReplyTo),
                p.Fee.ToModelOrZero(),
                p.Liquidity.ToModel())
            : throw Wire.Incomplete(p);

    private static Proto.ExecutionSetAside ToProto(ExecutionSetAside m)
    {
        var p = new Proto.ExecutionSetAside
        {
            ExecutionId = m.ExecutionId,
            Quantity = m.Quantity.ToProto(),
            Price = m.Price.ToProto(),
            At = m.At.UtcTicks,
            Fee = m.Fee.ToOptionalProto(),
        };
        if (m.Ends)
            p.Ends = true;

        return p;
    }

    private static ExecutionSetAside ToModel(Proto.ExecutionSetAside p) =>
        p is { HasExecutionId: true, HasAt: true }
            ? new ExecutionSetAside(p.ExecutionId, p.Quantity.ToModel(), p.Price.ToModel(), Wire.Time(p.At), p.Fee.ToModelOrZero()) { Ends = p.Ends }
            : throw Wire.Incomplete(p);

    private static Proto.ExecutionCorrected ToProto(ExecutionCorrected m) => new()
    {
        ExecutionId = m.ExecutionId,
        Revision = m.Revision,
        Quantity = m.Quantity.ToProto(),
        Price = m.Price.ToProto(),
        Fee = m.Fee.ToProto(),
        At = m.At.UtcTicks,
    };

    private static ExecutionCorrected ToModel(Proto.ExecutionCorrected p) =>
        p is { HasExecutionId: true, HasRevision: true, HasAt: true }
            ? new ExecutionCorrected(p.ExecutionId, p.Revision, p.Quantity.ToModel(), p.Price.ToModel(), p.Fee.ToModel(), Wire.Time(p.At))
            : throw Wire.Incomplete(p);

    private static Proto.ReportCorrected ToProto(ReportCorrected m) => new()
    {
        OrderId = m.OrderId.Value,
        ExecutionId = m.ExecutionId,
        Revision = m.Revision,
        Quantity = m.Quantity.ToProto(),
        Price = m.Price.ToProto(),
        Fee = m.Fee.ToProto(),
        Call = m.Call,
        ReplyTo = Wire.Text(m.ReplyTo.Path),
    };

    private static ReportCorrected ToModel(Proto.ReportCorrected p) =>
        p is { HasOrderId: true, HasExecutionId: true, HasRevision: true, HasCall: true, HasReplyTo: true }
            ? new ReportCorrected(
                new OrderId(p.OrderId), p.ExecutionId, p.Revision, p.Quantity.ToModel(), p.Price.ToModel(), p.Fee.ToModel(), p.Call, new ReplyAddress(p.ReplyTo))
            : throw Wire.Incomplete(p);

    private static Proto.ReportCanceled ToProto(ReportCanceled m)
    {
        var p = new Proto.ReportCanceled
        {
            OrderId = m.OrderId.Value,
            Executed = m.Executed.ToProto(),
            CancelId = m.CancelId?.ToProto(),
            Reason = m.Reason.ToProto(),
            Call = m.Call,
            ReplyTo = Wire.Text(m.ReplyTo.Path),
        };
        if (m.Text is not null)
            p.Text = Wire.Text(m.Text);

        return p;
    }

    private static ReportCanceled ToModel(Proto.ReportCanceled p) =>
        p is { HasOrderId: true, HasReason: true, HasCall: true, HasReplyTo: true }
            ? new ReportCanceled(
                new OrderId(p.OrderId), p.Executed.ToModel(), p.CancelId.ToOptional(), p.Reason.ToModel(), p.Call, new ReplyAddress(p.ReplyTo),
                p.HasText ? p.Text : null)
            : throw Wire.Incomplete(p);

    private static Proto.ReportCancelRefused ToProto(ReportCancelRefused m) => new()
    {
        OrderId = m.OrderId.Value,
        CancelId = m.CancelId.ToProto(),
        Reason = Wire.Text(m.Reason),
        Call = m.Call,
        ReplyTo = Wire.Text(m.ReplyTo.Path),
    };

    private static ReportCancelRefused ToModel(Proto.ReportCancelRefused p) =>
        p is { HasOrderId: true, HasReason: true, HasCall: true, HasReplyTo: true }
            ? new ReportCancelRefused(new OrderId(p.OrderId), p.CancelId.ToModel(), p.Reason, p.Call, new ReplyAddress(p.ReplyTo))
            : throw Wire.Incomplete(p);

    private static Proto.ForceCancelOutcome ToProto(ForceCancelOutcome m) => new()
    {
        OrderId = m.OrderId.Value,
        Canceled = m.Canceled,
        CommandId = m.CommandId.ToProto(),
        By = m.By.ToProto(),
        Call = m.Call,
        ReplyTo = Wire.Text(m.ReplyTo.Path),
    };

    private static ForceCancelOutcome ToModel(Proto.ForceCancelOutcome p) =>
        p is { HasOrderId: true, HasCanceled: true, HasCall: true, HasReplyTo: true }
            ? new ForceCancelOutcome(new OrderId(p.OrderId), p.Canceled, p.CommandId.ToModel(), p.By.ToModel(), p.Call, new ReplyAddress(p.ReplyTo))
            : throw Wire.Incomplete(p);
}
