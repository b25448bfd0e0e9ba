using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Orders;

/// <summary>What was ordered; never changes. At a venue it rests there, and the venue decides; otherwise the order is the authority.</summary>
internal sealed record OrderTerms(
    OrderId OrderId,
    AccountId AccountId,
    InstrumentId InstrumentId,
    ProductId BaseProduct,
    ProductId QuoteProduct,
    Side Side,
    OrderType OrderType,
    TimeInForce TimeInForce,
    decimal Quantity,
    decimal LimitPrice,
    ClientOrderId ClientOrderId,
    Authority EnteredBy,
    DateTimeOffset ReceivedAt,
    bool AtVenue = false,
    DateTimeOffset? ExpiresAt = null)
{
    /// <summary>The order whose place this one takes; null: it is nobody's replacement.</summary>
    public ReplacedOrder? Replaces { get; init; }

    /// <summary>What the venue waits for before it is an order; null: nothing.</summary>
    public OrderTrigger? Trigger { get; init; }

    /// <summary>Whether something must become of it although nobody calls: its account comes back by itself.</summary>
    public bool ComesBack => AtVenue || ExpiresAt is not null;

    /// <summary>The product that the order may spend.</summary>
    public ProductId SpentProduct => Side == Side.Buy ? QuoteProduct : BaseProduct;

    /// <summary>The product that the order may bring.</summary>
    public ProductId ReceivedProduct => Side == Side.Buy ? BaseProduct : QuoteProduct;

    /// <summary>What <paramref name="quantity"/> of this order may spend at most.</summary>
    public decimal HoldFor(decimal quantity) => Side == Side.Buy ? quantity * LimitPrice : quantity;

    /// <summary>This side of one of its executions.</summary>
    public Trade TradeOf(OrderExecution execution) => new(
        execution.ExecutionId,
        OrderId,
        AccountId,
        InstrumentId,
        ClientOrderId,
        Side,
        execution.Quantity,
        execution.Price,
        execution.At,
        execution.Version,
        OrderType,
        execution.Fee,
        ReceivedProduct,
        execution.Liquidity,
        execution.Remaining,
        execution.Revision,
        EnteredBy.UserId,
        EnteredBy.UserName);

    /// <summary>What the venue is told of it.</summary>
    public VenueOrder ForVenue() => new(OrderId, AccountId, InstrumentId, Side, OrderType, TimeInForce, Quantity, LimitPrice, ExpiresAt, Trigger);

    /// <summary>The order as a reader sees it at <paramref name="version"/>.</summary>
    public OrderView View(OrderSummary summary, long version) => new(
        OrderId,
        AccountId,
        InstrumentId,
        Side,
        OrderType,
        TimeInForce,
        ClientOrderId,
        LimitPrice,
        summary.Quantity ?? Quantity,
        summary.State == OrderState.Working ? (summary.Quantity ?? Quantity) - summary.Filled : 0,
        summary.Executed,
        summary.GrossValue,
        summary.State,
        summary.Reason,
        EnteredBy.UserId,
        EnteredBy.UserName,
        ReceivedAt,
        summary.UpdatedAt,
        version,
        ExpiresAt,
        summary.CancelText)
    {
        OriginalOrderId = Replaces?.OrderId ?? OrderId,
        OriginalClientOrderId = Replaces?.ClientOrderId ?? ClientOrderId,
        Trigger = Trigger,
        RejectText = summary.RejectReason,
    };
}

/// <summary>An order that another is to take the place of.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="ClientOrderId">The caller's own name for it.</param>
/// <param name="CancelId">The cancel by which it makes room: the same each time that it is asked.</param>
internal sealed record ReplacedOrder(OrderId OrderId, ClientOrderId ClientOrderId, CancelId CancelId);

/// <summary>What has become of an order, cumulative: of two summaries the one of the higher version says all.</summary>
/// <param name="State">Working or closed.</param>
/// <param name="Executed">Executed so far.</param>
/// <param name="GrossValue">The sum of price x quantity over all executions.</param>
/// <param name="Reason">Why it came into its state.</param>
/// <param name="UpdatedAt">When its state last changed.</param>
/// <param name="AwaitsAccept">The venue has not said yet that it has the order.</param>
/// <param name="PendingCancel">The cancel that the venue has been asked for and has not answered.</param>
/// <param name="RejectReason">Why the venue rejected it.</param>
/// <param name="CancelText">Why it was canceled, in the venue's own words.</param>
/// <param name="Corrected">What corrections have made of <paramref name="Executed"/>: below 0 when less was executed than was reported.</param>
/// <param name="SetAside">What the venue has executed of it and it could not take: the venue counts it, the books don't.</param>
internal sealed record OrderSummary(
    OrderState State,
    decimal Executed,
    decimal GrossValue,
    ChangeReason Reason,
    DateTimeOffset UpdatedAt,
    bool AwaitsAccept = false,
    PendingCancel? PendingCancel = null,
    string? RejectReason = null,
    string? CancelText = null,
    decimal Corrected = 0,
    decimal SetAside = 0)
{
    /// <summary>What may be executed in all, once it was reduced; null: as ordered.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>The order that takes its place.</summary>
    public OrderId? ReplacedBy { get; init; }

    /// <summary>The reduction that the venue has been asked for and has not answered.</summary>
    public PendingReduction? PendingReduction { get; init; }

    /// <summary>Admitted by its account, not yet in its own journal: version 0.</summary>
    public static readonly OrderSummary Awaited = new(OrderState.Unknown, 0, 0, ChangeReason.Unknown, DateTimeOffset.UnixEpoch);

    /// <summary>Whether the venue owes an answer: this must come back by itself.</summary>
    public bool AwaitsVenue => AwaitsAccept || IsChanging;

    /// <summary>Whether the venue owes an answer to a change that was asked for: one at a time.</summary>
    public bool IsChanging => PendingCancel is not null || PendingReduction is not null;

    /// <summary>Whether a cancel is in the order's journal that its venue has not answered: the order itself sees it through, whoever else asks for it.</summary>
    public bool IsBeingCanceled => PendingCancel is { Replacement: null, IsExpiry: false };

    /// <summary>Whether a reader sees no difference: what is between an order and its venue is not shown.</summary>
    public bool LooksLike(OrderSummary other) =>
        State == other.State && Executed == other.Executed && GrossValue == other.GrossValue && Reason == other.Reason && Quantity == other.Quantity;

    /// <summary>What was executed as it was reported at first. It does not rest any more, whatever it was corrected to.</summary>
    public decimal Filled => Executed - Corrected;

    /// <summary>What the venue has executed of it, as it was reported at first, taken or set aside: what is left of the order there is the rest.</summary>
    public decimal Traded => Filled + SetAside;

    public bool IsClosed => State is not (OrderState.Working or OrderState.Unknown);
}

/// <summary>A cancel that waits for the venue.</summary>
/// <param name="CancelId">The cancel.</param>
/// <param name="By">Whose it is.</param>
/// <param name="Since">When the order took it on.</param>
internal sealed record PendingCancel(CancelId CancelId, Authority By, DateTimeOffset Since)
{
    /// <summary>What is to take the order's place; null: nothing.</summary>
    public Replacement? Replacement { get; init; }

    /// <summary>Nobody asked for it: the order's time is over.</summary>
    public bool IsExpiry => CancelId.IsExpiry;
}

/// <summary>What is to take an order's place.</summary>
/// <param name="OrderId">The order that will.</param>
/// <param name="Quantity">What both may execute in all.</param>
internal sealed record Replacement(OrderId OrderId, decimal Quantity);

/// <summary>A reduction that waits for the venue.</summary>
/// <param name="ReductionId">The reduction.</param>
/// <param name="Quantity">What may be executed in all.</param>
/// <param name="By">Whose it is.</param>
/// <param name="Since">When the order took it on.</param>
internal sealed record PendingReduction(CancelId ReductionId, decimal Quantity, Authority By, DateTimeOffset Since);

/// <summary>One execution of an order, or a correction of one, which says what the execution is in truth.</summary>
/// <param name="Version">The order's version that it made.</param>
/// <param name="ExecutionId">The execution.</param>
/// <param name="Quantity">In the base product.</param>
/// <param name="Price">Quote product for one unit of the base product.</param>
/// <param name="At">When the order heard of the execution.</param>
/// <param name="Fee">In the product that it brings.</param>
/// <param name="Liquidity">Which side of it the order was.</param>
/// <param name="Remaining">What remained of the order behind it.</param>
/// <param name="Corrects">What was said of it before; null when it is new.</param>
internal sealed record OrderExecution(
    long Version,
    long ExecutionId,
    decimal Quantity,
    decimal Price,
    DateTimeOffset At,
    decimal Fee = 0,
    Liquidity Liquidity = Liquidity.Unknown,
    decimal Remaining = 0,
    CorrectedExecution? Corrects = null)
{
    public int Revision => Corrects?.Revision ?? 1;
}

/// <summary>What was said of an execution before it was corrected, and the number of the correction.</summary>
internal sealed record CorrectedExecution(int Revision, decimal Quantity, decimal Price, decimal Fee);

/// <summary>An execution as an order knows it.</summary>
/// <param name="Quantity">As it is now.</param>
/// <param name="Price">As it is now.</param>
/// <param name="Fee">As it is now.</param>
/// <param name="Liquidity">Which side of it the order was.</param>
/// <param name="Remaining">What remained of the order behind it.</param>
/// <param name="At">When the order heard of it.</param>
/// <param name="Revision">How often it was told: 1, and one more for each correction.</param>
/// <param name="IsSetAside">The order could not take it.</param>
internal sealed record KnownExecution(
    decimal Quantity, decimal Price, decimal Fee, Liquidity Liquidity, decimal Remaining, DateTimeOffset At, int Revision = 1, bool IsSetAside = false);
