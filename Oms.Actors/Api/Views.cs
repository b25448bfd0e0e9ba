namespace Oms.Actors.Api;

/// <summary>An order as a reader sees it.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="AccountId">Its account.</param>
/// <param name="InstrumentId">Its instrument.</param>
/// <param name="Side">Buy or Sell.</param>
/// <param name="OrderType">Its type.</param>
/// <param name="TimeInForce">How long it rests.</param>
/// <param name="ClientOrderId">The caller's own name for it.</param>
/// <param name="LimitPrice">Quote product for one unit of the base product.</param>
/// <param name="OrigQuantity">What may be executed in all, in the base product: as ordered, or as it was reduced since.</param>
/// <param name="Quantity">What remains to be executed; 0 once the order is closed.</param>
/// <param name="QuantityExecuted">Executed so far; decreases only when the venue corrects an execution.</param>
/// <param name="GrossValueExecuted">The sum of price x quantity over all executions.</param>
/// <param name="State">Working or closed.</param>
/// <param name="ChangeReason">Why it came into its state.</param>
/// <param name="EnteredBy">Who placed it.</param>
/// <param name="UserName">His name.</param>
/// <param name="ReceivedAt">When the gateway received it.</param>
/// <param name="UpdatedAt">When its state last changed.</param>
/// <param name="Version">Counts the order's state changes, 1 for placed. Of two reports on an order the one with the higher version is the newer.</param>
/// <param name="ExpiresAt">When it expires; null: not by itself.</param>
/// <param name="CancelText">Why it was canceled, in the venue's own words; null when <paramref name="ChangeReason"/> says it.</param>
public sealed record OrderView(
    OrderId OrderId,
    AccountId AccountId,
    InstrumentId InstrumentId,
    Side Side,
    OrderType OrderType,
    TimeInForce TimeInForce,
    ClientOrderId ClientOrderId,
    decimal LimitPrice,
    decimal OrigQuantity,
    decimal Quantity,
    decimal QuantityExecuted,
    decimal GrossValueExecuted,
    OrderState State,
    ChangeReason ChangeReason,
    UserId EnteredBy,
    string UserName,
    DateTimeOffset ReceivedAt,
    DateTimeOffset UpdatedAt,
    long Version,
    DateTimeOffset? ExpiresAt = null,
    string? CancelText = null)
{
    /// <summary>The order whose place this one took; its own id when there is none.</summary>
    public OrderId OriginalOrderId { get; init; } = OrderId;

    /// <summary>The caller's own name for that order.</summary>
    public ClientOrderId OriginalClientOrderId { get; init; } = ClientOrderId;

    /// <summary>Why it was rejected, in the venue's own words; null unless it was.</summary>
    public string? RejectText { get; init; }

    /// <summary>What brings it to life; null for an order that is one at once.</summary>
    public OrderTrigger? Trigger { get; init; }

    /// <summary>The average price of all executions, 0 while there is none.</summary>
    public decimal AvgPrice => QuantityExecuted == 0 ? 0 : GrossValueExecuted / QuantityExecuted;
}

/// <summary>A cancel whose receipt was given and which the venue has not answered.</summary>
/// <param name="Order">The order; it works until the outcome is known.</param>
/// <param name="CancelId">Names the cancel, as the venue has been told.</param>
/// <param name="RequestedBy">Who asked for it.</param>
/// <param name="UserName">His name.</param>
/// <param name="Since">Since when the venue is asked.</param>
public sealed record PendingCancelInfo(OrderView Order, string CancelId, UserId RequestedBy, string UserName, DateTimeOffset Since);

/// <summary>One side of an execution.</summary>
/// <param name="TradeId">The venue's number of the execution, unique within the order.</param>
/// <param name="OrderId">The order.</param>
/// <param name="AccountId">Its account.</param>
/// <param name="InstrumentId">Its instrument.</param>
/// <param name="ClientOrderId">The caller's own name for the order.</param>
/// <param name="Side">The order's side.</param>
/// <param name="Quantity">In the base product.</param>
/// <param name="Price">Quote product for one unit of the base product.</param>
/// <param name="TradedAt">When the order took it into its journal.</param>
/// <param name="OrderVersion">The order's version that it made.</param>
/// <param name="OrderType">The order's type.</param>
/// <param name="Fee">What was kept of what this side received, in the product <paramref name="FeeProductId"/>.</param>
/// <param name="FeeProductId">The product that this side received.</param>
/// <param name="Liquidity">Which side of the execution the order was.</param>
/// <param name="Remaining">What remained of the order behind it, in the base product.</param>
/// <param name="Revision">1 for the execution as it was reported; each correction of it is the next. Quantity 0: there was no such execution after all.</param>
/// <param name="EnteredBy">Who placed the order.</param>
/// <param name="UserName">His name.</param>
public sealed record Trade(
    long TradeId,
    OrderId OrderId,
    AccountId AccountId,
    InstrumentId InstrumentId,
    ClientOrderId ClientOrderId,
    Side Side,
    decimal Quantity,
    decimal Price,
    DateTimeOffset TradedAt,
    long OrderVersion,
    OrderType OrderType = OrderType.Limit,
    decimal Fee = 0,
    ProductId FeeProductId = default,
    Liquidity Liquidity = Liquidity.Unknown,
    decimal Remaining = 0,
    int Revision = 1,
    UserId EnteredBy = default,
    string UserName = "")
{
    /// <summary>What changed hands, in the quote product; a fee is not taken off.</summary>
    public decimal Value => Quantity * Price;
}

/// <summary>What an account holds of one product.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Amount">All that the account owns of it, held or not. Below <paramref name="Hold"/>, or 0, only when the venue has corrected an execution and the account owes what is missing.</param>
/// <param name="Hold">The part that open orders may spend. Available is Amount - Hold.</param>
public sealed record Position(AccountId AccountId, ProductId ProductId, decimal Amount, decimal Hold);

/// <summary>An account.</summary>
/// <param name="AccountId">Its id.</param>
/// <param name="Name">Its name, as it was opened.</param>
/// <param name="IsSuspended">It takes no orders until an operator resumes it; cancels, fills and transfers go on.</param>
public sealed record AccountInfo(AccountId AccountId, string Name, bool IsSuspended = false);

/// <summary>A page of an account's history.</summary>
/// <param name="Orders">Newest first.</param>
/// <param name="Complete">False when the search stopped at its limit of journal rows before the page was full: older orders may exist. Narrow the request by time.</param>
public sealed record OrderHistory(IReadOnlyList<OrderView> Orders, bool Complete);

/// <summary>A page of an account's executions.</summary>
/// <param name="Trades">Newest first, each once, as corrected as the account knows it.</param>
/// <param name="Complete">False when the search stopped at its limit of journal rows before the page was full: older executions may exist. Narrow the request by time or order.</param>
public sealed record TradeHistory(IReadOnlyList<Trade> Trades, bool Complete);

/// <summary>A product that accounts can hold.</summary>
/// <param name="ProductId">Its id.</param>
/// <param name="Symbol">Its short name, such as USD; 1 to 20 characters.</param>
/// <param name="FullName">Its long name; 1 to 100 characters.</param>
/// <param name="DecimalPlaces">How many decimal places amounts have, 0..18.</param>
/// <param name="IsCrypto">A crypto currency rather than a national one.</param>
public sealed record Product(ProductId ProductId, string Symbol, string FullName, int DecimalPlaces, bool IsCrypto);

/// <summary>A pair of products that trade against each other.</summary>
/// <param name="InstrumentId">Its id.</param>
/// <param name="Symbol">Its name, such as BTCUSD; 1 to 40 characters.</param>
/// <param name="BaseProduct">What is bought and sold (Product1).</param>
/// <param name="QuoteProduct">What is paid with (Product2).</param>
/// <param name="QuantityIncrement">Quantities are multiples of it; above 0.</param>
/// <param name="PriceIncrement">Prices are multiples of it; above 0.</param>
/// <param name="MinimumQuantity">The least quantity of an order; 0 for none.</param>
/// <param name="MaximumQuantity">The greatest quantity of an order.</param>
/// <param name="Status">Whether it takes orders and cancels.</param>
public sealed record Instrument(
    InstrumentId InstrumentId,
    string Symbol,
    ProductId BaseProduct,
    ProductId QuoteProduct,
    decimal QuantityIncrement,
    decimal PriceIncrement,
    decimal MinimumQuantity,
    decimal MaximumQuantity,
    InstrumentStatus Status);
