using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>What an order keeps of its replacement and of its reductions, and what is said of them.</summary>
internal static class ReplacementCodec
{
    public static IReadOnlyList<Codec> All { get; } =
    [
        Codec.Of(
            "ord.replaced.1",
            Proto.OrderReplaced.Parser,
            (OrderReplaced m) => new()
            {
                CancelId = m.CancelId.ToProto(),
                Replacement = m.Replacement.ToProto(),
                By = m.By.ToProto(),
                At = m.At.UtcTicks,
                ForcedAs = m.ForcedAs?.ToProto(),
            },
            p => p.HasAt
                ? new OrderReplaced(p.CancelId.ToModel(), p.Replacement.ToModel(), p.By.ToModel(), Wire.Time(p.At), p.ForcedAs.ToOptional())
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.red-pending.1",
            Proto.OrderReductionPending.Parser,
            (OrderReductionPending m) => new() { ReductionId = m.ReductionId.ToProto(), Quantity = m.Quantity.ToProto(), By = m.By.ToProto(), At = m.At.UtcTicks },
            p => p.HasAt
                ? new OrderReductionPending(p.ReductionId.ToModel(), p.Quantity.ToModel(), p.By.ToModel(), Wire.Time(p.At))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.reduced.1",
            Proto.OrderReduced.Parser,
            (OrderReduced m) => new() { ReductionId = m.ReductionId.ToProto(), Quantity = m.Quantity.ToProto(), By = m.By.ToProto(), At = m.At.UtcTicks },
            p => p.HasAt
                ? new OrderReduced(p.ReductionId.ToModel(), p.Quantity.ToModel(), p.By.ToModel(), Wire.Time(p.At))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.red-refused.1",
            Proto.OrderReductionRefused.Parser,
            (OrderReductionRefused m) => new() { ReductionId = m.ReductionId.ToProto(), Reason = Wire.Text(m.Reason), At = m.At.UtcTicks },
            p => p is { HasReason: true, HasAt: true }
                ? new OrderReductionRefused(p.ReductionId.ToModel(), p.Reason, Wire.Time(p.At))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.reduce.1",
            Proto.ReduceOrder.Parser,
            (ReduceOrder m) => new()
            {
                OrderId = m.OrderId.Value,
                ReductionId = m.ReductionId.ToProto(),
                Quantity = m.Quantity.ToProto(),
                By = m.By.ToProto(),
                ReplyTo = Wire.Text(m.ReplyTo.Path),
            },
            p => p is { HasOrderId: true, HasReplyTo: true }
                ? new ReduceOrder(new OrderId(p.OrderId), p.ReductionId.ToModel(), p.Quantity.ToModel(), p.By.ToModel(), new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.red-outcome.1",
            Proto.ReductionOutcome.Parser,
            ToProto,
            p => new ReductionOutcome(p.ReductionId.ToModel(), p.Quantity.ToModel(), p.Order?.ToModel(), p.HasRefusal ? p.Refusal : null)),
        Codec.Of(
            "ord.rep-replaced.1",
            Proto.ReportReplaced.Parser,
            (ReportReplaced m) => new()
            {
                OrderId = m.OrderId.Value,
                ReductionId = m.ReductionId.ToProto(),
                Quantity = m.Quantity.ToProto(),
                Call = m.Call,
                ReplyTo = Wire.Text(m.ReplyTo.Path),
            },
            p => p is { HasOrderId: true, HasCall: true, HasReplyTo: true }
                ? new ReportReplaced(new OrderId(p.OrderId), p.ReductionId.ToModel(), p.Quantity.ToModel(), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "ord.rep-red-refused.1",
            Proto.ReportReplaceRefused.Parser,
            (ReportReplaceRefused m) => new()
            {
                OrderId = m.OrderId.Value,
                ReductionId = m.ReductionId.ToProto(),
                Reason = Wire.Text(m.Reason),
                Call = m.Call,
                ReplyTo = Wire.Text(m.ReplyTo.Path),
            },
            p => p is { HasOrderId: true, HasReason: true, HasCall: true, HasReplyTo: true }
                ? new ReportReplaceRefused(new OrderId(p.OrderId), p.ReductionId.ToModel(), p.Reason, p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.repl-taken.1",
            Proto.ReplacementTaken.Parser,
            (ReplacementTaken m) => new() { Call = m.Call },
            p => p.HasCall ? new ReplacementTaken(p.Call) : throw Wire.Incomplete(p)),
    ];

    private static Proto.ReductionOutcome ToProto(ReductionOutcome m)
    {
        var p = new Proto.ReductionOutcome { ReductionId = m.ReductionId.ToProto(), Quantity = m.Quantity.ToProto(), Order = m.Order?.ToProto() };
        if (m.Refusal is not null)
            p.Refusal = Wire.Text(m.Refusal);

        return p;
    }
}
