namespace Oms.Actors.Api;

/// <summary>
/// Something that happened to an account. Events of one stream are numbered without a gap; a new stream (the account's actor started anew, the subscription moved)
/// begins with an <see cref="AccountSnapshotEvent"/>, so that nothing final is ever missed silently.
/// </summary>
/// <param name="AccountId">The account.</param>
/// <param name="Stream">The stream that <paramref name="Number"/> counts in.</param>
/// <param name="Number">Ascending by one within a stream.</param>
public abstract record AccountEvent(AccountId AccountId, string Stream, long Number);

/// <summary>Where a reader stands: the last event that it has taken.</summary>
/// <param name="Stream">The event's <see cref="AccountEvent.Stream"/>.</param>
/// <param name="Number">Its <see cref="AccountEvent.Number"/>.</param>
public readonly record struct EventPosition(string Stream, long Number);

/// <summary>
/// All that is open and all that is held, at a point of the stream. In mid-stream, where events may have been missed, it also tells what came to an end meanwhile;
/// some of that may have been told before.
/// </summary>
/// <param name="AccountId">The account.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Number">The number of the last event that the snapshot covers.</param>
/// <param name="OpenOrders">Every open order.</param>
/// <param name="Positions">Every position.</param>
public sealed record AccountSnapshotEvent(AccountId AccountId, string Stream, long Number, IReadOnlyList<OrderView> OpenOrders, IReadOnlyList<Position> Positions)
    : AccountEvent(AccountId, Stream, Number)
{
    /// <summary>Every order that was closed since the reader was last in step; empty in a reader's first snapshot. The oldest first.</summary>
    public IReadOnlyList<ClosedOrder> ClosedMeanwhile { get; init; } = [];

    /// <summary>
    /// Every cancel and replacement that was refused since the reader was last in step (<see cref="CancelOrderRejectEvent"/>, <see cref="CancelReplaceOrderRejectEvent"/>);
    /// empty in a reader's first snapshot.
    /// </summary>
    public IReadOnlyList<AccountEvent> RejectedMeanwhile { get; init; } = [];

    /// <summary>False when more was closed than is remembered: ask for the history.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>How many of the account's orders its journal knows to be closed: from here on is told what was closed meanwhile.</summary>
    internal long Closings { get; init; }

    /// <summary>The number of the question that it answers.</summary>
    internal long Turn { get; init; }
}

/// <summary>An order that is closed.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="ClientOrderId">The caller's own name for it.</param>
/// <param name="State">How it ended; Rejected: it never came to be, or the venue did not take it.</param>
public readonly record struct ClosedOrder(OrderId OrderId, ClientOrderId ClientOrderId, OrderState State)
{
    /// <summary>It was being admitted and never came to be: no call finds it, and it was no use of its client id.</summary>
    public bool NeverPlaced { get; init; }
}

/// <summary>An order's state has changed. May come twice: identity is (<see cref="OrderView.OrderId"/>, <see cref="OrderView.Version"/>); the highest version counts.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Number">The number within it.</param>
/// <param name="Order">The order in its new state.</param>
public sealed record OrderStateEvent(AccountId AccountId, string Stream, long Number, OrderView Order) : AccountEvent(AccountId, Stream, Number);

/// <summary>
/// A part of an order was executed; the <see cref="OrderStateEvent"/> that follows counts it. May come twice: identity is (<see cref="Trade.OrderId"/>,
/// <see cref="Trade.TradeId"/>). A reader that has missed events is not told again of each: the order's executed quantity and value say what they came to.
/// </summary>
/// <param name="AccountId">The account.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Number">The number within it.</param>
/// <param name="Trade">The execution, as this side of it has it.</param>
public sealed record OrderTradeEvent(AccountId AccountId, string Stream, long Number, Trade Trade) : AccountEvent(AccountId, Stream, Number);

/// <summary>A cancel whose receipt was given was refused in the end. The order is as <see cref="Order"/> says. May come twice: drop repeats by <see cref="CancelId"/>.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Number">The number within it.</param>
/// <param name="CancelId">Names the cancel.</param>
/// <param name="Order">The order as it is.</param>
/// <param name="RejectReason">Why: the order's state, in the words of <see cref="OrderState"/>, when the cancel came too late; else the venue's own words, or <c>Operator_Decision</c>.</param>
public sealed record CancelOrderRejectEvent(AccountId AccountId, string Stream, long Number, string CancelId, OrderView Order, string RejectReason)
    : AccountEvent(AccountId, Stream, Number);

/// <summary>
/// An order was not replaced, or not reduced, although the call was answered well: it is as its own events say. May come twice: drop repeats by <see cref="ChangeId"/>.
/// </summary>
/// <param name="AccountId">The account.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Number">The number within it.</param>
/// <param name="ChangeId">Names the replacement or reduction.</param>
/// <param name="Order">What was asked for: the order that never came to be, or the order itself with the quantity that it does not get.</param>
/// <param name="OrderIdToReplace">The order that keeps its place.</param>
/// <param name="RejectReason">Why: its state, in the words of <see cref="OrderState"/>, when it was closed first; else the venue's own words, <c>Operator_Decision</c>, or <c>Invalid_Quantity</c>.</param>
public sealed record CancelReplaceOrderRejectEvent(
    AccountId AccountId, string Stream, long Number, string ChangeId, OrderView Order, OrderId OrderIdToReplace, string RejectReason)
    : AccountEvent(AccountId, Stream, Number);

/// <summary>A receipted CancelAllOrders leaves an instrument's orders as they are. May come twice: drop repeats by <see cref="CancelId"/> and <see cref="InstrumentId"/>.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Number">The number within it.</param>
/// <param name="CancelId">Names the call.</param>
/// <param name="InstrumentId">The instrument.</param>
/// <param name="RejectReason">Why: <c>Instrument_Stopped</c>.</param>
public sealed record CancelAllOrdersRejectEvent(AccountId AccountId, string Stream, long Number, string CancelId, InstrumentId InstrumentId, string RejectReason)
    : AccountEvent(AccountId, Stream, Number);

/// <summary>An order never came to be, or the venue does not take it (<see cref="OrderStateEvent"/> says so as well); what it held is released.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Number">The number within it.</param>
/// <param name="OrderId">The id it had been given.</param>
/// <param name="ClientOrderId">The caller's own name for it.</param>
/// <param name="RejectReason">Why.</param>
public sealed record NewOrderRejectEvent(AccountId AccountId, string Stream, long Number, OrderId OrderId, ClientOrderId ClientOrderId, string RejectReason)
    : AccountEvent(AccountId, Stream, Number);

/// <summary>An amount or a hold has changed.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Number">The number within it.</param>
/// <param name="Position">The position as it is now.</param>
public sealed record AccountPositionEvent(AccountId AccountId, string Stream, long Number, Position Position) : AccountEvent(AccountId, Stream, Number);
