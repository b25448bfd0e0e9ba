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
    bool AtVenue = false)
{
    /// <summary>The product that the order may spend.</summary>
    public ProductId SpentProduct => Side == Side.Buy ? QuoteProduct : BaseProduct;

    /// <summary>The product that the order may bring.</summary>
    public ProductId ReceivedProduct => Side == Side.Buy ? BaseProduct : QuoteProduct;

    /// <summary>What <paramref name="quantity"/> of this order may spend at most.</summary>
    public decimal HoldFor(decimal quantity) => Side == Side.Buy ? quantity * LimitPrice : quantity;

    /// <summary>This side of one of its executions.</summary>
    public Trade TradeOf(OrderExecution execution) => new(
        execution.ExecutionId, OrderId, AccountId, InstrumentId, ClientOrderId, Side, execution.Quantity, execution.Price, execution.At, execution.Version);

    /// <summary>What the venue is told of it.</summary>
    public VenueOrder ForVenue() => new(OrderId, AccountId, InstrumentId, Side, OrderType, TimeInForce, Quantity, LimitPrice);

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
        Quantity,
        summary.State == OrderState.Working ? Quantity - summary.Executed : 0,
        summary.Executed,
        summary.GrossValue,
        summary.State,
        summary.Reason,
        EnteredBy.UserId,
        EnteredBy.UserName,
        ReceivedAt,
        summary.UpdatedAt,
        version);
}

/// <summary>What has become of an order, cumulative: of two summaries the one of the higher version says all.</summary>
/// <param name="State">Working or closed.</param>
/// <param name="Executed">Executed so far.</param>
/// <param name="GrossValue">The sum of price x quantity over all executions.</param>
/// <param name="Reason">Why it came into its state.</param>
/// <param name="UpdatedAt">When its state last changed.</param>
/// <param name="AwaitsAccept">The venue has not said yet that it has the order.</param>
/// <param name="PendingCancel">The cancel that the venue has been asked for and has not answered.</param>
/// <param name="RejectReason">Why the venue rejected it.</param>
internal sealed record OrderSummary(
    OrderState State,
    decimal Executed,
    decimal GrossValue,
    ChangeReason Reason,
    DateTimeOffset UpdatedAt,
    bool AwaitsAccept = false,
    PendingCancel? PendingCancel = null,
    string? RejectReason = null)
{
    /// <summary>Admitted by its account, not yet in its own journal: version 0.</summary>
    public static readonly OrderSummary Awaited = new(OrderState.Unknown, 0, 0, ChangeReason.Unknown, DateTimeOffset.UnixEpoch);

    /// <summary>Whether the venue owes an answer: this must come back by itself.</summary>
    public bool AwaitsVenue => AwaitsAccept || PendingCancel is not null;

    /// <summary>Whether a cancel is in the order's journal that its venue has not answered: the order itself sees it through, whoever else asks for it.</summary>
    public bool IsBeingCanceled => PendingCancel is not null;

    /// <summary>Whether a reader sees no difference: what is between an order and its venue is not shown.</summary>
    public bool LooksLike(OrderSummary other) => State == other.State && Executed == other.Executed && GrossValue == other.GrossValue && Reason == other.Reason;

    public bool IsClosed => State is not (OrderState.Working or OrderState.Unknown);
}

/// <summary>A cancel that waits for the venue.</summary>
/// <param name="CancelId">The cancel.</param>
/// <param name="By">Whose it is.</param>
/// <param name="Since">When the order took it on.</param>
internal sealed record PendingCancel(CancelId CancelId, Authority By, DateTimeOffset Since);

/// <summary>One execution of an order; <paramref name="Version"/> is the order's version that it made.</summary>
internal sealed record OrderExecution(long Version, long ExecutionId, decimal Quantity, decimal Price, DateTimeOffset At);
