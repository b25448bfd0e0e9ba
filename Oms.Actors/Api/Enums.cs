namespace Oms.Actors.Api;

/// <summary>AlphaPoint's order side; numbers are those of the wire.</summary>
public enum Side
{
    /// <summary>Spends the quote product, receives the base product.</summary>
    Buy = 0,

    /// <summary>Spends the base product, receives the quote product.</summary>
    Sell = 1,

    /// <summary>Documented by AlphaPoint; no venue here takes it (106).</summary>
    Short = 2,

    /// <summary>Documented by AlphaPoint; never a valid order (106).</summary>
    Unknown = 3,
}

/// <summary>AlphaPoint's order types; numbers are those of the wire. Only <see cref="Limit"/> rests without a venue; the others are answered 106.</summary>
public enum OrderType
{
    /// <summary>Not a type.</summary>
    Unknown = 0,

    /// <summary>Trades at once at the market's price.</summary>
    Market = 1,

    /// <summary>Rests at its limit price or better.</summary>
    Limit = 2,

    /// <summary>Becomes a market order at its stop price.</summary>
    StopMarket = 3,

    /// <summary>Becomes a limit order at its stop price.</summary>
    StopLimit = 4,

    /// <summary>A stop that follows the market.</summary>
    TrailingStopMarket = 5,

    /// <summary>A stop limit that follows the market.</summary>
    TrailingStopLimit = 6,

    /// <summary>A trade agreed outside the book.</summary>
    BlockTrade = 7,
}

/// <summary>How long an order rests; numbers are those of AlphaPoint's wire. Only <see cref="GTC"/> and <see cref="GTD"/> need no market.</summary>
public enum TimeInForce
{
    /// <summary>Read as <see cref="GTC"/>.</summary>
    Unknown = 0,

    /// <summary>Good till canceled.</summary>
    GTC = 1,

    /// <summary>At the opening.</summary>
    OPG = 2,

    /// <summary>Immediate or cancel.</summary>
    IOC = 3,

    /// <summary>Fill or kill.</summary>
    FOK = 4,

    /// <summary>Good till crossing.</summary>
    GTX = 5,

    /// <summary>Good till date: <see cref="SendOrderRequest.ExpiresAt"/>.</summary>
    GTD = 6,
}

/// <summary>
/// The state of an order as AlphaPoint names it; numbers are those of the wire. A part-filled order is <see cref="Working"/>, and so is one
/// whose cancel is under way: between receipt and outcome nothing has changed yet.
/// </summary>
public enum OrderState
{
    /// <summary>No such order, or one that is not accepted yet. Never shown to a caller.</summary>
    Unknown = 0,

    /// <summary>Open.</summary>
    Working = 1,

    /// <summary>Refused before it worked.</summary>
    Rejected = 2,

    /// <summary>Closed by a cancel; what was executed before stays executed.</summary>
    Canceled = 3,

    /// <summary>Closed by its own time limit.</summary>
    Expired = 4,

    /// <summary>Closed by its last execution.</summary>
    FullyExecuted = 5,
}

/// <summary>Why an order came into its state, as AlphaPoint names it; numbers are those of the wire.</summary>
public enum ChangeReason
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>The order was accepted.</summary>
    NewInputAccepted = 1,

    /// <summary>The order was refused.</summary>
    NewInputRejected = 2,

    /// <summary>Refused for another reason.</summary>
    OtherRejected = 3,

    /// <summary>Its time was over.</summary>
    Expired = 4,

    /// <summary>An execution.</summary>
    Trade = 5,

    /// <summary>Canceled by the system: nothing left to trade against.</summary>
    SystemCanceled_NoMoreMarket = 6,

    /// <summary>Canceled by the system: what remained was below the minimum.</summary>
    SystemCanceled_BelowMinimum = 7,

    /// <summary>Canceled by the system: outside the price collar.</summary>
    SystemCanceled_PriceCollar = 8,

    /// <summary>Canceled by the system: margin.</summary>
    SystemCanceled_MarginFailed = 9,

    /// <summary>Canceled or changed by a user or an operator.</summary>
    UserModified = 100,
}

/// <summary>Which side of an execution an order was (AlphaPoint's MakerTaker).</summary>
public enum Liquidity
{
    /// <summary>The venue has not said.</summary>
    Unknown = 0,

    /// <summary>It rested and was met.</summary>
    Maker = 1,

    /// <summary>It came in and met what rested.</summary>
    Taker = 2,
}

/// <summary>AlphaPoint's session status of an instrument.</summary>
public enum InstrumentStatus
{
    /// <summary>Takes orders and cancels.</summary>
    Running = 1,

    /// <summary>Takes cancels, no orders.</summary>
    Paused = 2,

    /// <summary>Takes neither orders nor cancels (106).</summary>
    Stopped = 3,

    /// <summary>Before the opening: takes cancels, no orders.</summary>
    Starting = 4,

    /// <summary>Takes cancels, no orders: trading was halted. A halt by itself cancels nothing.</summary>
    Halted = 5,
}

/// <summary>What a user may do. Nothing is allowed that is not granted.</summary>
[Flags]
public enum Permissions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Orders, cancels and reads on the accounts that the user is associated with.</summary>
    Trading = 1,

    /// <summary>Reads on the accounts that the user is associated with.</summary>
    AccountReadOnly = 2,

    /// <summary>Every call on any account, and administration.</summary>
    Operator = 4,
}
