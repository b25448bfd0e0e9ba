using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Orders;

/// <summary>What was ordered; never changes.</summary>
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
    DateTimeOffset ReceivedAt)
{
    /// <summary>The product that the order may spend.</summary>
    public ProductId SpentProduct => Side == Side.Buy ? QuoteProduct : BaseProduct;

    /// <summary>The product that the order may bring.</summary>
    public ProductId ReceivedProduct => Side == Side.Buy ? BaseProduct : QuoteProduct;

    /// <summary>What <paramref name="quantity"/> of this order may spend at most.</summary>
    public decimal HoldFor(decimal quantity) => Side == Side.Buy ? quantity * LimitPrice : quantity;

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
internal sealed record OrderSummary(OrderState State, decimal Executed, decimal GrossValue, ChangeReason Reason, DateTimeOffset UpdatedAt)
{
    /// <summary>Admitted by its account, not yet in its own journal: version 0.</summary>
    public static readonly OrderSummary Awaited = new(OrderState.Unknown, 0, 0, ChangeReason.Unknown, DateTimeOffset.UnixEpoch);

    public bool IsClosed => State is not (OrderState.Working or OrderState.Unknown);
}

/// <summary>One execution of an order; <paramref name="Version"/> is the order's version that it made.</summary>
internal sealed record OrderExecution(long Version, long ExecutionId, decimal Quantity, decimal Price, DateTimeOffset At);
