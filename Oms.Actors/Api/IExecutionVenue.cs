namespace Oms.Actors.Api;

/// <summary>
/// The exchange's matching engine behind the order management system. Register one in the host's services beside <c>AddOms</c>; without one the engine itself is the
/// authority, and orders rest until they are canceled.
/// <para>
/// Requests are repeated until they are answered through <see cref="IVenueReports"/>, across restarts of either side, and may overtake each other. So a venue knows an order
/// by its id and a cancel by its cancel id: what it has answered before it answers again, and changes nothing. A cancel of an order that it does not know it remembers, and
/// answers as canceled with nothing executed: the order, should its submit still come, must not rest.
/// </para>
/// <para>
/// The methods hand over and no more: the task says that the request has been taken, never what became of it. They are called one after another, away from the engine's
/// actors; one that throws, or never ends, costs a repetition. Do not block in them.
/// </para>
/// </summary>
public interface IExecutionVenue
{
    /// <summary>
    /// Which orders the venue takes; all others are refused (106) and never submitted. Read once, when the engine starts. The engine knows limit orders, market orders by
    /// quantity, and the four stop types, each as GTC, IOC, FOK or GTD: what it does not ask about here it never submits.
    /// </summary>
    /// <param name="orderType">Limit, Market, StopMarket, StopLimit, TrailingStopMarket or TrailingStopLimit. A stop order waits at the venue, accepted, until its trigger (<see cref="VenueOrder.Trigger"/>) has come; the engine knows no market.</param>
    /// <param name="timeInForce">GTC, GTD, IOC or FOK. A GTD order rests like a GTC one: when its time has come the engine asks for its cancel, again and again until it is off the book. What an IOC or a market order leaves, and an FOK that can't be filled, the venue reports as canceled (<see cref="ChangeReason.SystemCanceled_NoMoreMarket"/>).</param>
    /// <returns>By default limit orders, good till canceled.</returns>
    bool Takes(OrderType orderType, TimeInForce timeInForce) => orderType == OrderType.Limit && timeInForce == TimeInForce.GTC;

    /// <summary>Take this order. Answered by <see cref="VenueReport.Accepted"/> or <see cref="VenueReport.Rejected"/>; what has become of it since counts as well.</summary>
    /// <param name="order">The order; it is in the engine's journal.</param>
    /// <param name="cancellation">Canceled when the engine has stopped waiting; it asks again.</param>
    Task Submit(VenueOrder order, CancellationToken cancellation);

    /// <summary>
    /// Take what remains of this order off the book. Answered by <see cref="VenueReport.Canceled"/>, <see cref="VenueReport.CancelRefused"/>, or the execution that fills it.
    /// </summary>
    /// <param name="cancel">The cancel; it is in the engine's journal.</param>
    /// <param name="cancellation">Canceled when the engine has stopped waiting; it asks again.</param>
    Task Cancel(VenueCancel cancel, CancellationToken cancellation);

    /// <summary>
    /// Replace what may be executed of this order in all by less; it keeps its place in the book. Answered by <see cref="VenueReport.Replaced"/>,
    /// <see cref="VenueReport.ReplaceRefused"/>, or the report that closes it. Asked only for an order that the venue has accepted. A CancelReplaceOrder does not come here:
    /// its replacement is a new order that goes to the end of the queue, so it is a <see cref="Cancel"/> and then a <see cref="Submit"/> for what was not executed meanwhile.
    /// </summary>
    /// <param name="replace">The replacement; it is in the engine's journal.</param>
    /// <param name="cancellation">Canceled when the engine has stopped waiting; it asks again.</param>
    Task Replace(VenueReplace replace, CancellationToken cancellation);
}

/// <summary>An order for the venue.</summary>
/// <param name="OrderId">Its id, unique for ever.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="InstrumentId">What is traded.</param>
/// <param name="Side">Buy or Sell.</param>
/// <param name="OrderType">Its type.</param>
/// <param name="TimeInForce">How long it rests.</param>
/// <param name="Quantity">In the base product, above 0.</param>
/// <param name="LimitPrice">
/// Quote product for one unit of the base product: no execution may be worse, of a market order neither. 0: an order to sell at the market, or at a limit that follows it, at any price.
/// </param>
/// <param name="ExpiresAt">
/// Given with GTD: from then on the engine asks for its cancel. A venue may take it off the book by itself, and says so by <see cref="VenueReport.Canceled"/> with
/// <see cref="ChangeReason.Expired"/>.
/// </param>
/// <param name="Trigger">Given with the stop types: what has to come before it is an order in the book.</param>
public sealed record VenueOrder(
    OrderId OrderId,
    AccountId AccountId,
    InstrumentId InstrumentId,
    Side Side,
    OrderType OrderType,
    TimeInForce TimeInForce,
    decimal Quantity,
    decimal LimitPrice,
    DateTimeOffset? ExpiresAt = null,
    OrderTrigger? Trigger = null);

/// <summary>A cancel for the venue.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="InstrumentId">Its instrument.</param>
/// <param name="CancelId">Names the cancel: the same each time that it is asked for.</param>
public sealed record VenueCancel(OrderId OrderId, InstrumentId InstrumentId, string CancelId);

/// <summary>A smaller quantity for an order at the venue.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="InstrumentId">Its instrument.</param>
/// <param name="ReplaceId">Names the replacement: the same each time that it is asked for.</param>
/// <param name="Quantity">What may be executed in all, executed already or not; in the base product, above 0. An order that has executed as much or more leaves the book.</param>
public sealed record VenueReplace(OrderId OrderId, InstrumentId InstrumentId, string ReplaceId, decimal Quantity);

/// <summary>Where a venue reports to. Safe to call from any thread, and from within <see cref="IExecutionVenue"/>'s methods.</summary>
public interface IVenueReports
{
    /// <summary>
    /// Reports what has become of an order. The task ends when the report's effect is in the order's journal, or when there can never be one: the result says which. The
    /// engine goes on trying until then. A venue keeps what it has reported until the task has ended well, and reports it again after a restart: a repeat changes nothing.
    /// </summary>
    /// <param name="report">The report. Reports on one order may overtake each other.</param>
    /// <param name="cancellation">Ends the wait; the report may still take effect.</param>
    /// <exception cref="ArgumentException">The report can't be one: a quantity or price not above 0, a fee or an executed total below 0, a revision below 2, no reason, or the id of a cancel or replacement that the engine has not given.</exception>
    /// <exception cref="OperationCanceledException">Canceled, or the engine has stopped.</exception>
    Task<VenueReportResult> Report(VenueReport report, CancellationToken cancellation = default);
}
