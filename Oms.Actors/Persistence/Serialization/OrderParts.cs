using Oms.Actors.Api;
using Oms.Actors.Orders;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>What orders and accounts say of an order.</summary>
internal static class OrderParts
{
    /// <summary>Nothing is written for an order that is at no venue or has no time limit: so it was before there were any.</summary>
    public static Proto.OrderTerms ToProto(this OrderTerms m)
    {
        var p = TermsOf(m);
        if (m.AtVenue)
            p.AtVenue = true;
        if (m.Replaces is { } original)
            p.Replaces = new() { OrderId = original.OrderId.Value, ClientOrderId = original.ClientOrderId.Value, CancelId = original.CancelId.ToProto() };
        if (m.ExpiresAt is { } expiresAt)
            p.ExpiresAt = expiresAt.UtcTicks;
        p.Trigger = m.Trigger?.ToProto();

        return p;
    }

    private static Proto.OrderTerms TermsOf(OrderTerms m) => new()
    {
        OrderId = m.OrderId.Value,
        AccountId = m.AccountId.Value,
        InstrumentId = m.InstrumentId.Value,
        BaseProduct = m.BaseProduct.Value,
        QuoteProduct = m.QuoteProduct.Value,
        Side = m.Side.ToProto(),
        OrderType = m.OrderType.ToProto(),
        TimeInForce = m.TimeInForce.ToProto(),
        Quantity = m.Quantity.ToProto(),
        LimitPrice = m.LimitPrice.ToProto(),
        ClientOrderId = m.ClientOrderId.Value,
        EnteredBy = m.EnteredBy.ToProto(),
        ReceivedAt = m.ReceivedAt.UtcTicks,
    };

    public static OrderTerms ToModel(this Proto.OrderTerms? p) =>
        p is
        {
            HasOrderId: true, HasAccountId: true, HasInstrumentId: true, HasBaseProduct: true, HasQuoteProduct: true,
            HasSide: true, HasOrderType: true, HasTimeInForce: true, HasClientOrderId: true, HasReceivedAt: true,
        }
            ? new OrderTerms(
                new OrderId(p.OrderId),
                new AccountId(p.AccountId),
                new InstrumentId(p.InstrumentId),
                new ProductId(p.BaseProduct),
                new ProductId(p.QuoteProduct),
                p.Side.ToModel(),
                p.OrderType.ToModel(),
                p.TimeInForce.ToModel(),
                p.Quantity.ToModel(),
                p.LimitPrice.ToModel(),
                new ClientOrderId(p.ClientOrderId),
                p.EnteredBy.ToModel(),
                Wire.Time(p.ReceivedAt),
                p.AtVenue,
                p.HasExpiresAt ? Wire.Time(p.ExpiresAt) : null)
            {
                Replaces = p.Replaces?.ToModel(),
                Trigger = p.Trigger?.ToModel(),
            }
            : throw Wire.Incomplete(p);

    private static Proto.OrderTrigger ToProto(this OrderTrigger m) => new()
    {
        StopPrice = m.StopPrice?.ToProto(),
        TrailingAmount = m.TrailingAmount?.ToProto(),
        LimitOffset = m.LimitOffset?.ToProto(),
        Peg = m.Peg.ToProto(),
    };

    private static OrderTrigger ToModel(this Proto.OrderTrigger p) =>
        p.HasPeg
            ? new OrderTrigger(p.StopPrice?.ToModel(), p.TrailingAmount?.ToModel(), p.LimitOffset?.ToModel(), p.Peg.ToModel())
            : throw Wire.Incomplete(p);

    private static ReplacedOrder ToModel(this Proto.ReplacedOrder p) =>
        p is { HasOrderId: true, HasClientOrderId: true }
            ? new ReplacedOrder(new OrderId(p.OrderId), new ClientOrderId(p.ClientOrderId), p.CancelId.ToModel())
            : throw Wire.Incomplete(p);

    public static Proto.Replacement ToProto(this Replacement m) => new() { OrderId = m.OrderId.Value, Quantity = m.Quantity.ToProto() };

    public static Replacement ToModel(this Proto.Replacement? p) =>
        p is { HasOrderId: true } ? new Replacement(new OrderId(p.OrderId), p.Quantity.ToModel()) : throw Wire.Incomplete(p);

    public static Proto.OrderSummary ToProto(this OrderSummary m)
    {
        var p = new Proto.OrderSummary
        {
            State = m.State.ToProto(),
            Executed = m.Executed.ToProto(),
            GrossValue = m.GrossValue.ToProto(),
            Reason = m.Reason.ToProto(),
            UpdatedAt = m.UpdatedAt.UtcTicks,
            PendingCancel = m.PendingCancel?.ToProto(),
            Quantity = m.Quantity?.ToProto(),
            PendingReduction = m.PendingReduction?.ToProto(),
            Corrected = m.Corrected.ToOptionalProto(),
            SetAside = m.SetAside.ToOptionalProto(),
        };
        if (m.AwaitsAccept)
            p.AwaitsAccept = true;
        if (m.RejectReason is not null)
            p.RejectReason = Wire.Text(m.RejectReason);
        if (m.ReplacedBy is { } replacement)
            p.ReplacedBy = replacement.Value;
        if (m.CancelText is not null)
            p.CancelText = Wire.Text(m.CancelText);

        return p;
    }

    public static OrderSummary ToModel(this Proto.OrderSummary? p) =>
        p is { HasState: true, HasReason: true, HasUpdatedAt: true }
            ? new OrderSummary(
                p.State.ToModel(),
                p.Executed.ToModel(),
                p.GrossValue.ToModel(),
                p.Reason.ToModel(),
                Wire.Time(p.UpdatedAt),
                p.AwaitsAccept,
                p.PendingCancel?.ToModel(),
                p.HasRejectReason ? p.RejectReason : null,
                p.HasCancelText ? p.CancelText : null,
                p.Corrected.ToModelOrZero(),
                p.SetAside.ToModelOrZero())
            {
                Quantity = p.Quantity?.ToModel(),
                ReplacedBy = p.HasReplacedBy ? new OrderId(p.ReplacedBy) : null,
                PendingReduction = p.PendingReduction?.ToModel(),
            }
            : throw Wire.Incomplete(p);

    private static Proto.PendingCancel ToProto(this PendingCancel m) =>
        new() { CancelId = m.CancelId.ToProto(), By = m.By.ToProto(), Since = m.Since.UtcTicks, Replacement = m.Replacement?.ToProto() };

    private static PendingCancel ToModel(this Proto.PendingCancel p) =>
        p.HasSince
            ? new PendingCancel(p.CancelId.ToModel(), p.By.ToModel(), Wire.Time(p.Since)) { Replacement = p.Replacement?.ToModel() }
            : throw Wire.Incomplete(p);

    private static Proto.PendingReduction ToProto(this PendingReduction m) =>
        new() { ReductionId = m.ReductionId.ToProto(), Quantity = m.Quantity.ToProto(), By = m.By.ToProto(), Since = m.Since.UtcTicks };

    private static PendingReduction ToModel(this Proto.PendingReduction p) =>
        p.HasSince
            ? new PendingReduction(p.ReductionId.ToModel(), p.Quantity.ToModel(), p.By.ToModel(), Wire.Time(p.Since))
            : throw Wire.Incomplete(p);

    public static Proto.OrderExecution ToProto(this OrderExecution m)
    {
        var p = new Proto.OrderExecution
        {
            Version = m.Version,
            ExecutionId = m.ExecutionId,
            Quantity = m.Quantity.ToProto(),
            Price = m.Price.ToProto(),
            At = m.At.UtcTicks,
            Fee = m.Fee.ToOptionalProto(),
            Remaining = m.Remaining.ToOptionalProto(),
            Corrects = m.Corrects?.ToProto(),
        };
        if (m.Liquidity != Liquidity.Unknown)
            p.Liquidity = m.Liquidity.ToProto();

        return p;
    }

    public static OrderExecution ToModel(this Proto.OrderExecution? p) =>
        p is { HasVersion: true, HasExecutionId: true, HasAt: true }
            ? new OrderExecution(
                p.Version,
                p.ExecutionId,
                p.Quantity.ToModel(),
                p.Price.ToModel(),
                Wire.Time(p.At),
                p.Fee.ToModelOrZero(),
                p.Liquidity.ToModel(),
                p.Remaining.ToModelOrZero(),
                p.Corrects?.ToModel())
            : throw Wire.Incomplete(p);

    private static Proto.CorrectedExecution ToProto(this CorrectedExecution m) =>
        new() { Revision = m.Revision, Quantity = m.Quantity.ToProto(), Price = m.Price.ToProto(), Fee = m.Fee.ToProto() };

    private static CorrectedExecution ToModel(this Proto.CorrectedExecution p) =>
        p.HasRevision ? new CorrectedExecution(p.Revision, p.Quantity.ToModel(), p.Price.ToModel(), p.Fee.ToModel()) : throw Wire.Incomplete(p);

    public static Proto.OrderView ToProto(this OrderView m)
    {
        var p = ViewOf(m);
        if (m.OriginalOrderId != m.OrderId || m.OriginalClientOrderId != m.ClientOrderId)
            (p.OriginalOrderId, p.OriginalClientOrderId) = (m.OriginalOrderId.Value, m.OriginalClientOrderId.Value);
        if (m.ExpiresAt is { } expiresAt)
            p.ExpiresAt = expiresAt.UtcTicks;
        if (m.CancelText is not null)
            p.CancelText = Wire.Text(m.CancelText);
        p.Trigger = m.Trigger?.ToProto();
        if (m.RejectText is not null)
            p.RejectText = Wire.Text(m.RejectText);

        return p;
    }

    private static Proto.OrderView ViewOf(OrderView m) => new()
    {
        OrderId = m.OrderId.Value,
        AccountId = m.AccountId.Value,
        InstrumentId = m.InstrumentId.Value,
        Side = m.Side.ToProto(),
        OrderType = m.OrderType.ToProto(),
        TimeInForce = m.TimeInForce.ToProto(),
        ClientOrderId = m.ClientOrderId.Value,
        LimitPrice = m.LimitPrice.ToProto(),
        OrigQuantity = m.OrigQuantity.ToProto(),
        Quantity = m.Quantity.ToProto(),
        QuantityExecuted = m.QuantityExecuted.ToProto(),
        GrossValueExecuted = m.GrossValueExecuted.ToProto(),
        State = m.State.ToProto(),
        ChangeReason = m.ChangeReason.ToProto(),
        EnteredBy = m.EnteredBy.Value,
        UserName = Wire.Text(m.UserName),
        ReceivedAt = m.ReceivedAt.UtcTicks,
        UpdatedAt = m.UpdatedAt.UtcTicks,
        Version = m.Version,
    };

    public static OrderView ToModel(this Proto.OrderView? p) =>
        p is
        {
            HasOrderId: true, HasAccountId: true, HasInstrumentId: true, HasSide: true, HasOrderType: true, HasTimeInForce: true, HasClientOrderId: true,
            HasState: true, HasChangeReason: true, HasEnteredBy: true, HasUserName: true, HasReceivedAt: true, HasUpdatedAt: true, HasVersion: true,
        }
            ? new OrderView(
                new OrderId(p.OrderId),
                new AccountId(p.AccountId),
                new InstrumentId(p.InstrumentId),
                p.Side.ToModel(),
                p.OrderType.ToModel(),
                p.TimeInForce.ToModel(),
                new ClientOrderId(p.ClientOrderId),
                p.LimitPrice.ToModel(),
                p.OrigQuantity.ToModel(),
                p.Quantity.ToModel(),
                p.QuantityExecuted.ToModel(),
                p.GrossValueExecuted.ToModel(),
                p.State.ToModel(),
                p.ChangeReason.ToModel(),
                new UserId(p.EnteredBy),
                p.UserName,
                Wire.Time(p.ReceivedAt),
                Wire.Time(p.UpdatedAt),
                p.Version,
                p.HasExpiresAt ? Wire.Time(p.ExpiresAt) : null,
                p.HasCancelText ? p.CancelText : null)
            {
                OriginalOrderId = new OrderId(p.HasOriginalOrderId ? p.OriginalOrderId : p.OrderId),
                OriginalClientOrderId = new ClientOrderId(p.HasOriginalClientOrderId ? p.OriginalClientOrderId : p.ClientOrderId),
                Trigger = p.Trigger?.ToModel(),
                RejectText = p.HasRejectText ? p.RejectText : null,
            }
            : throw Wire.Incomplete(p);
}
