namespace Oms.Actors.Api;

/// <summary>What a venue reports of an order.</summary>
/// <param name="OrderId">The order.</param>
public abstract record VenueReport(OrderId OrderId)
{
    /// <summary>The venue has the order. An execution says so as well.</summary>
    /// <param name="OrderId">The order.</param>
    public sealed record Accepted(OrderId OrderId) : VenueReport(OrderId);

    /// <summary>The venue does not take the order, and nothing of it was executed: it is closed as <see cref="OrderState.Rejected"/>.</summary>
    /// <param name="OrderId">The order.</param>
    /// <param name="Reason">Why, for the caller to read (AlphaPoint's RejectReason); 1 to 200 characters.</param>
    public sealed record Rejected(OrderId OrderId, string Reason) : VenueReport(OrderId);

    /// <summary>
    /// A part of the order was executed. One that the order can't take (it is closed, has less remaining, or the price is beyond its limit) is kept in the order's journal
    /// and raised with the operator; the order stays as it is.
    /// </summary>
    /// <param name="OrderId">The order.</param>
    /// <param name="ExecutionId">The execution, unique within the order: a repeat changes nothing.</param>
    /// <param name="Quantity">In the base product, above 0.</param>
    /// <param name="Price">Quote product for one unit of the base product, above 0.</param>
    /// <param name="Fee">
    /// What the exchange keeps of what this side receives, in that product (the base product of a buy, the quote product of a sell): 0 up to all of it, with at most 18
    /// decimal places. The account is booked what is left; whoever takes the fee books it for himself.
    /// </param>
    /// <param name="Liquidity">Which side of the execution the order was.</param>
    public sealed record Execution(
        OrderId OrderId, long ExecutionId, decimal Quantity, decimal Price, decimal Fee = 0, Liquidity Liquidity = Liquidity.Unknown) : VenueReport(OrderId);

    /// <summary>
    /// An execution that was reported before is not what it was said to be, or is void. It is restated whole. What was executed and the account's books change; the order's
    /// state does not, whatever it is, and neither does what rests of it: what is taken back is not to be executed again. The account may come to owe something by it: until
    /// that is paid it takes no new orders and no withdrawals.
    /// <para>
    /// The task ends when the order's journal and the account's have it. One that comes before its execution waits for that. One that the order can't take (more than it can have executed, or a price beyond its
    /// limit) is <see cref="VenueReportResult.Contradicts"/>.
    /// </para>
    /// </summary>
    /// <param name="OrderId">The order, open or closed.</param>
    /// <param name="ExecutionId">The execution.</param>
    /// <param name="Quantity">What it is in truth, in the base product; 0: there was no such execution.</param>
    /// <param name="Price">Quote product for one unit of the base product, above 0.</param>
    /// <param name="Fee">As for <see cref="Execution"/>; 0 when nothing was received.</param>
    /// <param name="Revision">Counts what was said of this execution, which itself is 1: the first correction is 2. Of two corrections the one of the higher revision counts.</param>
    public sealed record Corrected(OrderId OrderId, long ExecutionId, decimal Quantity, decimal Price, decimal Fee = 0, int Revision = 2) : VenueReport(OrderId);

    /// <summary>What remained is off the book, for good: by a cancel, or of the venue's own accord.</summary>
    /// <param name="OrderId">The order.</param>
    /// <param name="Executed">All that was ever executed of it, 0 or more, as it was reported at first: corrections do not count. The order is canceled once it has heard of so much.</param>
    /// <param name="CancelId">The cancel that it answers; null when nobody asked.</param>
    /// <param name="Reason">Why, when nobody asked: <see cref="ChangeReason.SystemCanceled_NoMoreMarket"/> for what an IOC leaves, for instance. <see cref="ChangeReason.Expired"/>: the order is closed as <see cref="OrderState.Expired"/>.</param>
    /// <param name="Text">Why, in the venue's own words, for the caller to read (AlphaPoint's CancelReason), <c>SelfMatch</c> for instance; 1 to 200 characters. Null: the reason says it.</param>
    public sealed record Canceled(OrderId OrderId, decimal Executed, string? CancelId, ChangeReason Reason = ChangeReason.UserModified, string? Text = null) : VenueReport(OrderId);

    /// <summary>The venue does not cancel the order; it stays on the book. Not for an order that was filled: its last execution says that.</summary>
    /// <param name="OrderId">The order.</param>
    /// <param name="CancelId">The cancel.</param>
    /// <param name="Reason">Why, for the caller to read (AlphaPoint's RejectReason); 1 to 200 characters.</param>
    public sealed record CancelRefused(OrderId OrderId, string CancelId, string Reason) : VenueReport(OrderId);

    /// <summary>The order's quantity is replaced: no more than this is executed of it in all. One that has executed so much is off the book, and fully executed.</summary>
    /// <param name="OrderId">The order.</param>
    /// <param name="ReplaceId">The replacement that it answers.</param>
    /// <param name="Quantity">In the base product: what was asked for, or what was executed meanwhile if that is more.</param>
    public sealed record Replaced(OrderId OrderId, string ReplaceId, decimal Quantity) : VenueReport(OrderId);

    /// <summary>The venue does not replace the order's quantity; it stays on the book as it was.</summary>
    /// <param name="OrderId">The order.</param>
    /// <param name="ReplaceId">The replacement.</param>
    /// <param name="Reason">Why, for the caller to read (AlphaPoint's RejectReason); 1 to 200 characters.</param>
    public sealed record ReplaceRefused(OrderId OrderId, string ReplaceId, string Reason) : VenueReport(OrderId);
}

/// <summary>What has become of a report.</summary>
public enum VenueReportResult
{
    /// <summary>It is in the journal, or says nothing that is not there.</summary>
    Taken = 0,

    /// <summary>There is no such order, and never will be.</summary>
    UnknownOrder = 1,

    /// <summary>
    /// It contradicts what the venue has reported before (a reject of what was executed, a total above the quantity, a correction that the order can't take): raised with the
    /// operator, nothing is changed.
    /// </summary>
    Contradicts = 2,
}
