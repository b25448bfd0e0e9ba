using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Orders;

/// <summary>What the venue reports of an order. Repeated until it is answered by <see cref="ReportHeard"/>; a repeat changes nothing.</summary>
internal interface IVenueReport : IOrderCommand, IAsked;

/// <summary>The venue has the order.</summary>
internal sealed record ReportAccepted(OrderId OrderId, long Call, ReplyAddress ReplyTo) : IVenueReport;

/// <summary>The venue does not take the order.</summary>
internal sealed record ReportRejected(OrderId OrderId, string Reason, long Call, ReplyAddress ReplyTo) : IVenueReport;

/// <summary>An execution; <paramref name="ExecutionId"/> is unique within the order.</summary>
internal sealed record ExecuteOrder(
    OrderId OrderId, long ExecutionId, decimal Quantity, decimal Price, long Call, ReplyAddress ReplyTo, decimal Fee = 0, Liquidity Liquidity = Liquidity.Unknown) : IVenueReport;

/// <summary>An execution that was reported before is in truth this. Answered once the account has it in its journal.</summary>
internal sealed record ReportCorrected(
    OrderId OrderId, long ExecutionId, int Revision, decimal Quantity, decimal Price, decimal Fee, long Call, ReplyAddress ReplyTo) : IVenueReport;

/// <summary>What remained is off the venue's book, after <paramref name="Executed"/> in all: an order that has not heard of so much waits for the rest first.</summary>
internal sealed record ReportCanceled(
    OrderId OrderId, decimal Executed, CancelId? CancelId, ChangeReason Reason, long Call, ReplyAddress ReplyTo, string? Text = null) : IVenueReport;

/// <summary>The venue does not cancel the order.</summary>
internal sealed record ReportCancelRefused(OrderId OrderId, CancelId CancelId, string Reason, long Call, ReplyAddress ReplyTo) : IVenueReport;

/// <summary>The venue executes no more than <paramref name="Quantity"/> of the order in all.</summary>
internal sealed record ReportReplaced(OrderId OrderId, CancelId ReductionId, decimal Quantity, long Call, ReplyAddress ReplyTo) : IVenueReport;

/// <summary>The venue does not reduce the order.</summary>
internal sealed record ReportReplaceRefused(OrderId OrderId, CancelId ReductionId, string Reason, long Call, ReplyAddress ReplyTo) : IVenueReport;

/// <summary>What has become of a report.</summary>
internal sealed record ReportHeard(long Call, VenueReportResult Result) : IReply;

/// <summary>An operator decides in the place of a venue that is silent on a cancel.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Canceled">True: it is canceled; false: it works on.</param>
/// <param name="CommandId">Names the command in the order's journal.</param>
/// <param name="By">The operator.</param>
/// <param name="Call">The call that waits.</param>
/// <param name="ReplyTo">Where it waits.</param>
internal sealed record ForceCancelOutcome(OrderId OrderId, bool Canceled, CancelId CommandId, Authority By, long Call, ReplyAddress ReplyTo) : IOrderCommand, IAsked;

/// <summary>The outcome is in the order's journal.</summary>
internal sealed record CancelOutcomeForced(long Call) : IReply;
