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
    public sealed record Execution(OrderId OrderId, long ExecutionId, decimal Quantity, decimal Price) : VenueReport(OrderId);

    /// <summary>What remained is off the book, for good: by a cancel, or of the venue's own accord.</summary>
    /// <param name="OrderId">The order.</param>
    /// <param name="Executed">All that was ever executed of it, 0 or more. The order is canceled once it has heard of so much.</param>
    /// <param name="CancelId">The cancel that it answers; null when nobody asked.</param>
    /// <param name="Reason">Why, when nobody asked: <see cref="ChangeReason.SystemCanceled_NoMoreMarket"/> for what an IOC leaves, for instance. <see cref="ChangeReason.Expired"/>: the order is closed as <see cref="OrderState.Expired"/>.</param>
    public sealed record Canceled(OrderId OrderId, decimal Executed, string? CancelId, ChangeReason Reason = ChangeReason.UserModified) : VenueReport(OrderId);

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

    /// <summary>It contradicts what the venue has reported before (a reject of what was executed, a total above the quantity): raised with the operator, nothing is changed.</summary>
    Contradicts = 2,
}
