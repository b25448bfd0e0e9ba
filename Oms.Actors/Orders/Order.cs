using System.Collections.Immutable;
using Oms.Actors.Api;
using Oms.Actors.Instruments;
using Oms.Actors.Protocol;

namespace Oms.Actors.Orders;

/// <summary>
/// An order as its journal tells it. <see cref="Decide"/> and <see cref="Apply"/> are total: every command has an answer in every state, and an event that can't follow
/// is an <see cref="InvariantViolationException"/>, never ignored.
/// </summary>
internal sealed record Order(OrderTerms? Terms, OrderSummary Summary)
{
    public const string ForcedReason = "Operator_Decision";

    /// <summary>A reduction that would reduce nothing any more.</summary>
    public const string NotLess = "Invalid_Quantity";

    /// <summary>Before its first event.</summary>
    public static readonly Order Absent = new(null, OrderSummary.Awaited);

    public OrderState State => Summary.State;

    /// <summary>Buried before it ever worked.</summary>
    public bool IsTombstone => Terms is null && State == OrderState.Rejected;

    /// <summary>What may be executed in all: as ordered, or as it was reduced since.</summary>
    public decimal Quantity => Summary.Quantity ?? Terms?.Quantity ?? 0;

    public decimal Remaining => Summary.IsClosed ? 0 : Quantity - Summary.Filled;

    /// <summary>Executions seen, to know a repeated report by and to correct them.</summary>
    public ImmutableDictionary<long, KnownExecution> Executions { get; init; } = ImmutableDictionary<long, KnownExecution>.Empty;

    /// <summary>
    /// Of each gateway the newest cancel that was refused, and why, and the newest of its sweeps. Neither it nor an earlier one is taken on again: the newer one had taken its place.
    /// </summary>
    public ImmutableDictionary<CancelId, string> RefusedCancels { get; init; } = ImmutableDictionary<CancelId, string>.Empty;

    /// <summary>Reductions that are decided: null: the order was reduced; else why it was not.</summary>
    public ImmutableDictionary<CancelId, string?> Reductions { get; init; } = ImmutableDictionary<CancelId, string?>.Empty;

    /// <summary>The newest command by which an operator has decided a cancel.</summary>
    public CancelId? ForcedAs { get; init; }

    private PendingCancel? Pending => Summary.PendingCancel;

    /// <summary>What a command brings about: an event to be written, or nothing new.</summary>
    public static IOrderEvent? Decide(Order order, IOrderCommand command, DateTimeOffset now) => (order.State, command) switch
    {
        (OrderState.Unknown, PlaceOrder place) => new OrderPlaced(place.Terms, now),
        (OrderState.Unknown, SyncOrder { Head: 0 } sync) => new OrderNeverPlaced(sync.AccountId, now),
        (OrderState.Working, CancelOrder { Replacement: { } replacement } cancel) when !order.Terms!.AtVenue => new OrderReplaced(cancel.CancelId, replacement, cancel.By, now),
        (OrderState.Working, CancelOrder cancel) when !order.Terms!.AtVenue => new OrderCanceled(cancel.CancelId, ChangeReason.UserModified, cancel.By, now),
        (OrderState.Working, CancelOrder cancel) when order.TakesOn(cancel.CancelId) => new OrderCancelPending(cancel.CancelId, cancel.By, now) { Replacement = cancel.Replacement },
        (OrderState.Working, ReduceOrder reduce) when order.TakesOn(reduce) => order.ReducedBy(reduce, now),
        (OrderState.Working, ExpireOrder) when order.IsDue(now) && !order.Terms!.AtVenue => new OrderExpired(null, Authority.Expiry, now),
        (OrderState.Working, ExpireOrder) when order.IsDue(now) && order.Pending is null => new OrderCancelPending(order.NextExpiry(), Authority.Expiry, now),
        (OrderState.Working, IVenueReport and not ExecuteOrder) when !order.Terms!.AtVenue => null,
        (OrderState.Working, ReportAccepted) when order.Summary.AwaitsAccept => new OrderTaken(now),
        (OrderState.Working, ReportRejected report) when order.Summary.Filled == 0 => new OrderRejected(report.Reason, now),
        (OrderState.Working, ExecuteOrder execute) when order.Takes(execute) => new OrderExecuted(execute.ExecutionId, execute.Quantity, execute.Price, now, execute.Fee, execute.Liquidity)
        {
            Ends = order.IsEndedBy(execute),
        },
        (not OrderState.Unknown, ExecuteOrder execute) when order.CantTake(execute) => new ExecutionSetAside(execute.ExecutionId, execute.Quantity, execute.Price, now, execute.Fee)
        {
            Ends = order.IsEndedBy(execute),
        },
        (not OrderState.Unknown, ReportCorrected report) when order.TakesCorrection(report) =>
            new ExecutionCorrected(report.ExecutionId, report.Revision, report.Quantity, report.Price, report.Fee, now),
        (OrderState.Working, ReportCanceled report) when report.Executed <= order.Summary.Traded => order.CanceledBy(report, now),
        (OrderState.Working, ReportCancelRefused report) when order.Pending?.CancelId == report.CancelId =>
            new OrderCancelRefused(report.CancelId, [], report.Reason, Authority.Venue, now),
        (OrderState.Working, ReportReplaced report) when order.IsReducedBy(report) => new OrderReduced(report.ReductionId, order.LeftBy(report), order.PendingReduction!.By, now),
        (OrderState.Working, ReportReplaceRefused report) when order.PendingReduction?.ReductionId == report.ReductionId =>
            new OrderReductionRefused(report.ReductionId, report.Reason, now),
        (OrderState.Working, ForceCancelOutcome { Canceled: true } force) when order.Pending is { IsExpiry: true } pending =>
            new OrderExpired(pending.CancelId, force.By, now, force.CommandId),
        (OrderState.Working, ForceCancelOutcome { Canceled: true } force) when order.Pending is { } pending => CanceledAsAsked(pending, force.By, now, force.CommandId),
        (OrderState.Working, ForceCancelOutcome { Canceled: false } force) when order.Pending is { } pending =>
            new OrderCancelRefused(pending.CancelId, [], ForcedReason, force.By, now, force.CommandId),
        (_, PlaceOrder or CancelOrder or ReduceOrder or ExpireOrder or SyncOrder or ForceCancelOutcome or IVenueReport) => null,
        _ => throw new InvariantViolationException($"{command.GetType().Name} is no command of an order."),
    };

    /// <summary>What a cancel has come to, once nothing more is to be written for it. Null: the venue has not answered.</summary>
    public CancelResult? OutcomeOfCancel(CancelId cancel) => State switch
    {
        _ when RefusalOf(cancel) is not null => CancelResult.Refused,
        OrderState.Canceled => CancelResult.Canceled,
        OrderState.Unknown => CancelResult.NotFound,
        OrderState.Rejected when IsTombstone => CancelResult.NotFound,
        OrderState.Working when Pending is not null => null,
        OrderState.Working => throw new InvariantViolationException("A cancel of a working order is not decided yet."),
        _ => CancelResult.TooLate,
    };

    /// <summary>What a reduction has come to, once nothing more is to be written for it: why it was refused, or null when the order is reduced.</summary>
    public (bool IsDecided, string? Refusal) OutcomeOfReduction(CancelId reduction) => State switch
    {
        _ when Reductions.TryGetValue(reduction, out var refusal) => (true, refusal),
        OrderState.Working when Pending is not null || PendingReduction is not null => (false, null),
        OrderState.Working => (true, NotLess),
        _ => (true, State.ToString()),
    };

    /// <summary>What a report has come to, once nothing more is to be written for it. Null: it is ahead of others that have to come first.</summary>
    public VenueReportResult? ResultOf(IVenueReport report) => (State, report) switch
    {
        (_, _) when Terms is null => VenueReportResult.UnknownOrder,
        (_, not ExecuteOrder) when !Terms.AtVenue => VenueReportResult.UnknownOrder,
        (_, ReportCorrected correction) => ResultOf(correction),
        (OrderState.Working, ReportRejected) => VenueReportResult.Contradicts,
        (OrderState.Working, ReportCanceled canceled) => canceled.Executed > Quantity ? VenueReportResult.Contradicts : null,
        (OrderState.Working, ReportReplaced replaced) when PendingReduction?.ReductionId == replaced.ReductionId => VenueReportResult.Contradicts,
        _ => VenueReportResult.Taken,
    };

    /// <summary>The state after <paramref name="event"/>.</summary>
    public static Order Apply(Order order, IOrderEvent @event) => (order.State, @event) switch
    {
        (OrderState.Unknown, OrderPlaced e) => Placed(e),
        (OrderState.Unknown, OrderNeverPlaced e) => new Order(null, new OrderSummary(OrderState.Rejected, 0, 0, ChangeReason.OtherRejected, e.At)),
        (OrderState.Working, OrderTaken) => order with { Summary = order.Summary with { AwaitsAccept = false } },
        (OrderState.Working, OrderRejected e) => order.Closed(OrderState.Rejected, ChangeReason.NewInputRejected, e.At, e.Reason),
        (OrderState.Working, OrderExecuted e) => order.Executed(e),
        (OrderState.Working, OrderCancelPending e) => order with { Summary = order.Summary with { PendingCancel = new PendingCancel(e.CancelId, e.By, e.At) { Replacement = e.Replacement } } },
        (OrderState.Working, OrderCancelRefused e) => order.Refused(e),
        (OrderState.Working, OrderCanceled e) => order.Closed(OrderState.Canceled, e.Reason, e.At, cancelText: e.Text) with { ForcedAs = e.ForcedAs ?? order.ForcedAs },
        (OrderState.Working, OrderReplaced e) => order.Replaced(e) with { ForcedAs = e.ForcedAs ?? order.ForcedAs },
        (OrderState.Working, OrderReductionPending e) => order with { Summary = order.Summary with { PendingReduction = new PendingReduction(e.ReductionId, e.Quantity, e.By, e.At) } },
        (OrderState.Working, OrderReduced e) => order.Reduced(e),
        (OrderState.Working, OrderReductionRefused e) => order with
        {
            Reductions = order.Reductions.SetItem(e.ReductionId, e.Reason),
            Summary = order.Summary with { PendingReduction = null },
        },
        (OrderState.Working, OrderExpired e) => order.Closed(OrderState.Expired, ChangeReason.Expired, e.At) with { ForcedAs = e.ForcedAs ?? order.ForcedAs },
        (not OrderState.Unknown, ExecutionSetAside e) => order.Knows(e.ExecutionId, new KnownExecution(e.Quantity, e.Price, e.Fee, Liquidity.Unknown, 0, e.At, IsSetAside: true)).WithSetAside(e),
        (not OrderState.Unknown, ExecutionCorrected e) => order.Corrected(e),
        _ => throw new InvariantViolationException($"{@event.GetType().Name} can't follow in state {order.State}."),
    };

    private PendingReduction? PendingReduction => Summary.PendingReduction;

    /// <summary>Why this cancel was refused, or one of the same gateway that had taken its place; null when neither was.</summary>
    public string? RefusalOf(CancelId cancel) =>
        RefusedCancels.Where(refused => cancel.IsCoveredBy(refused.Key)).Select(refused => refused.Value).FirstOrDefault();

    private bool TakesOn(CancelId cancel) => Pending is null && RefusalOf(cancel) is null;

    /// <summary>One change at a time; a reduction that waits is repeated by its sender.</summary>
    private bool TakesOn(ReduceOrder reduce) =>
        Pending is null && PendingReduction is null && !Reductions.ContainsKey(reduce.ReductionId) && reduce.Quantity > 0 && reduce.Quantity < Quantity;

    private IOrderEvent ReducedBy(ReduceOrder reduce, DateTimeOffset now) => Terms!.AtVenue
        ? new OrderReductionPending(reduce.ReductionId, reduce.Quantity, reduce.By, now)
        : new OrderReduced(reduce.ReductionId, Math.Max(reduce.Quantity, Summary.Filled), reduce.By, now);

    /// <summary>A venue that has executed more than it was to leave says how much that is.</summary>
    private bool IsReducedBy(ReportReplaced report) =>
        PendingReduction?.ReductionId == report.ReductionId && report.Quantity >= Summary.Filled && report.Quantity <= Quantity;

    /// <summary>What was set aside is not left at the venue either: with nothing else left there, the order is full with what it could take.</summary>
    private decimal LeftBy(ReportReplaced report) => report.Quantity <= Summary.Traded ? Summary.Filled : report.Quantity;

    /// <summary>Whether the venue has nothing left of the order behind this execution, and a part of it has been, or is, set aside: no other report would ever end it.</summary>
    private bool IsEndedBy(ExecuteOrder execute) =>
        State == OrderState.Working && (Summary.SetAside > 0 || !Takes(execute)) && Summary.Traded + execute.Quantity >= Quantity;

    /// <summary>What an account has to book of this event: an execution, or a correction of one that it has booked.</summary>
    public static OrderExecution? ToBook(Order before, IOrderEvent @event, Order after, long version) => @event switch
    {
        OrderExecuted e => new OrderExecution(version, e.ExecutionId, e.Quantity, e.Price, e.At, e.Fee, e.Liquidity, after.Remaining),
        ExecutionCorrected e when before.Executions[e.ExecutionId] is { IsSetAside: false } known => new OrderExecution(
            version, e.ExecutionId, e.Quantity, e.Price, known.At, e.Fee, known.Liquidity, known.Remaining, new CorrectedExecution(e.Revision, known.Quantity, known.Price, known.Fee)),
        _ => null,
    };

    /// <summary>An execution within what remains, at the limit or better, in numbers that books can keep, not reported before.</summary>
    private bool Takes(ExecuteOrder execute) =>
        execute.Quantity > 0 && execute.Quantity <= Remaining && !Executions.ContainsKey(execute.ExecutionId) && IsBookable(execute.Quantity, execute.Price, execute.Fee);

    /// <summary>What a venue has executed is never dropped, whatever this order says.</summary>
    private bool CantTake(ExecuteOrder execute) => Terms is { AtVenue: true } && !Executions.ContainsKey(execute.ExecutionId);

    /// <summary>
    /// A newer word on an execution that is known. More than was reported only as far as the order can have executed it beside what rests. One that was set aside was never
    /// booked: whatever is said of it is kept.
    /// </summary>
    private bool TakesCorrection(ReportCorrected report) =>
        Terms is { AtVenue: true } && Executions.TryGetValue(report.ExecutionId, out var known) && report.Revision > known.Revision
        && (known.IsSetAside || (IsBookable(report.Quantity, report.Price, report.Fee)
            && (report.Quantity <= known.Quantity || Summary.Executed - known.Quantity + report.Quantity + Remaining <= Quantity)));

    private VenueReportResult? ResultOf(ReportCorrected report) =>
        !Executions.TryGetValue(report.ExecutionId, out var known) ? null
        : report.Revision <= known.Revision ? VenueReportResult.Taken : VenueReportResult.Contradicts;

    private bool IsBookable(decimal quantity, decimal price, decimal fee)
    {
        if (price <= 0 || !OrderRules.IsExact(quantity, price))
            return false;

        var received = Terms!.Side == Side.Buy ? quantity : quantity * price;
        return fee >= 0 && fee <= received && received - fee + fee == received
            && (quantity == 0 || (Terms.Side == Side.Buy ? price <= Terms.LimitPrice : price >= Terms.LimitPrice));
    }

    private bool IsDue(DateTimeOffset now) => Terms!.ExpiresAt <= now;

    /// <summary>Another id after each refusal, and the same one after each crash.</summary>
    private CancelId NextExpiry() => CancelId.OfExpiry(Terms!.OrderId, 1 + RefusedCancels.Keys.Count(cancel => cancel.IsExpiry));

    /// <summary>As the pending cancel asked, or of the venue's own accord. What was asked for as an expiry is one, also when its answer comes late.</summary>
    private IOrderEvent CanceledBy(ReportCanceled report, DateTimeOffset now)
    {
        var pending = Pending is { } asked && report.CancelId == asked.CancelId ? asked : null;
        if (report.CancelId is { IsExpiry: true } || (pending is null && report.Reason == ChangeReason.Expired))
            return new OrderExpired(report.CancelId, pending?.By ?? Authority.Venue, now);

        return pending is not null
            ? CanceledAsAsked(pending, pending.By, now, text: report.Text)
            : new OrderCanceled(report.CancelId, report.Reason, Authority.Venue, now, Text: report.Text);
    }

    private static IOrderEvent CanceledAsAsked(PendingCancel pending, Authority by, DateTimeOffset now, CancelId? forcedAs = null, string? text = null) =>
        pending.Replacement is { } replacement
            ? new OrderReplaced(pending.CancelId, replacement, by, now, forcedAs)
            : new OrderCanceled(pending.CancelId, ChangeReason.UserModified, by, now, forcedAs, text);

    private static Order Placed(OrderPlaced e) => new(
        e.Terms, new OrderSummary(OrderState.Working, 0, 0, ChangeReason.NewInputAccepted, e.At, AwaitsAccept: e.Terms.AtVenue));

    private Order Closed(OrderState state, ChangeReason reason, DateTimeOffset at, string? rejectReason = null, string? cancelText = null) => this with
    {
        Summary = new OrderSummary(
            state, Summary.Executed, Summary.GrossValue, reason, at, RejectReason: rejectReason, CancelText: cancelText, Corrected: Summary.Corrected, SetAside: Summary.SetAside)
        {
            Quantity = Summary.Quantity,
        },
    };

    private Order Replaced(OrderReplaced e)
    {
        var isFull = e.Replacement.Quantity <= Summary.Traded;
        var closed = Closed(isFull ? OrderState.FullyExecuted : OrderState.Canceled, ChangeReason.UserModified, e.At);
        return closed with
        {
            Summary = closed.Summary with { Quantity = isFull ? Summary.Filled : Summary.Quantity, ReplacedBy = isFull ? null : e.Replacement.OrderId },
        };
    }

    private Order Reduced(OrderReduced e)
    {
        var isFull = e.Quantity == Summary.Filled;
        return this with
        {
            Reductions = Reductions.SetItem(e.ReductionId, null),
            Summary = new OrderSummary(
                isFull ? OrderState.FullyExecuted : OrderState.Working,
                Summary.Executed,
                Summary.GrossValue,
                ChangeReason.UserModified,
                e.At,
                PendingCancel: isFull ? null : Pending,
                Corrected: Summary.Corrected,
                SetAside: Summary.SetAside)
            {
                Quantity = e.Quantity,
            },
        };
    }

    private Order Knows(long execution, KnownExecution known) => this with { Executions = Executions.SetItem(execution, known) };

    /// <summary>The state stays, and so does what rests of the order: what is taken back is not to be executed again.</summary>
    private Order Corrected(ExecutionCorrected e)
    {
        var known = Executions[e.ExecutionId];
        var order = Knows(e.ExecutionId, known with { Quantity = e.Quantity, Price = e.Price, Fee = e.Fee, Revision = e.Revision });
        return known.IsSetAside ? order : order with
        {
            Summary = Summary with
            {
                Executed = Summary.Executed + e.Quantity - known.Quantity,
                GrossValue = Summary.GrossValue + (e.Quantity * e.Price) - (known.Quantity * known.Price),
                Corrected = Summary.Corrected + e.Quantity - known.Quantity,
                UpdatedAt = e.At,
            },
        };
    }

    /// <summary>With nothing left at the venue the order is full with what it could take. What comes after its end changes nothing of what that end has counted.</summary>
    private Order WithSetAside(ExecutionSetAside e)
    {
        if (Summary.IsClosed)
            return this;

        var aside = this with { Summary = Summary with { SetAside = Summary.SetAside + e.Quantity } };
        if (!e.Ends)
            return aside;

        var full = aside.Closed(OrderState.FullyExecuted, ChangeReason.Trade, e.At);
        return full with { Summary = full.Summary with { Quantity = Summary.Filled } };
    }

    private Order Refused(OrderCancelRefused e) => this with
    {
        RefusedCancels = e.Others.Prepend(e.CancelId).Aggregate(RefusedCancels, (refused, cancel) => WithNewest(refused, cancel, e.Reason)),
        Summary = Summary with { PendingCancel = null },
        ForcedAs = e.ForcedAs ?? ForcedAs,
    };

    private static ImmutableDictionary<CancelId, string> WithNewest(ImmutableDictionary<CancelId, string> refused, CancelId cancel, string why) =>
        refused.Keys.Any(known => known != cancel && cancel.IsCoveredBy(known))
            ? refused
            : refused.RemoveRange(refused.Keys.Where(known => known.IsCoveredBy(cancel))).Add(cancel, why);

    private Order Executed(OrderExecuted e)
    {
        var filled = Summary.Filled + e.Quantity;
        if (filled > Quantity)
            throw new InvariantViolationException($"Order {Terms!.OrderId} is executed beyond its quantity.");

        var isFull = filled == Quantity || e.Ends;
        var remains = isFull ? 0 : Quantity - filled;
        return Knows(e.ExecutionId, new KnownExecution(e.Quantity, e.Price, e.Fee, e.Liquidity, remains, e.At)) with
        {
            Summary = new OrderSummary(
                isFull ? OrderState.FullyExecuted : OrderState.Working,
                Summary.Executed + e.Quantity,
                Summary.GrossValue + (e.Quantity * e.Price),
                ChangeReason.Trade,
                e.At,
                PendingCancel: isFull ? null : Pending,
                Corrected: Summary.Corrected,
                SetAside: Summary.SetAside)
            {
                Quantity = e.Ends ? filled : Summary.Quantity,
                PendingReduction = isFull ? null : PendingReduction,
            },
        };
    }
}
