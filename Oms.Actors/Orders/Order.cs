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

    /// <summary>Before its first event.</summary>
    public static readonly Order Absent = new(null, OrderSummary.Awaited);

    public OrderState State => Summary.State;

    /// <summary>Buried before it ever worked.</summary>
    public bool IsTombstone => Terms is null && State == OrderState.Rejected;

    public decimal Remaining => Terms is null || Summary.IsClosed ? 0 : Terms.Quantity - Summary.Executed;

    /// <summary>Executions seen, to know a repeated report by.</summary>
    public ImmutableHashSet<long> ExecutionIds { get; init; } = [];

    /// <summary>What of its executions it could not take. The venue counts it, the books don't.</summary>
    public decimal SetAside { get; init; }

    /// <summary>
    /// Of each gateway the newest cancel that was refused, and why. Neither it nor an earlier one of the same gateway is taken on again: the newer one had taken its place.
    /// </summary>
    public ImmutableDictionary<CancelId, string> RefusedCancels { get; init; } = ImmutableDictionary<CancelId, string>.Empty;

    /// <summary>The newest command by which an operator has decided a cancel.</summary>
    public CancelId? ForcedAs { get; init; }

    private PendingCancel? Pending => Summary.PendingCancel;

    /// <summary>What a command brings about: an event to be written, or nothing new.</summary>
    public static IOrderEvent? Decide(Order order, IOrderCommand command, DateTimeOffset now) => (order.State, command) switch
    {
        (OrderState.Unknown, PlaceOrder place) => new OrderPlaced(place.Terms, now),
        (OrderState.Unknown, SyncOrder { Head: 0 } sync) => new OrderNeverPlaced(sync.AccountId, now),
        (OrderState.Working, CancelOrder cancel) when !order.Terms!.AtVenue => new OrderCanceled(cancel.CancelId, ChangeReason.UserModified, cancel.By, now),
        (OrderState.Working, CancelOrder cancel) when order.TakesOn(cancel.CancelId) => new OrderCancelPending(cancel.CancelId, cancel.By, now),
        (OrderState.Working, IVenueReport and not ExecuteOrder) when !order.Terms!.AtVenue => null,
        (OrderState.Working, ReportAccepted) when order.Summary.AwaitsAccept => new OrderTaken(now),
        (OrderState.Working, ReportRejected report) when order.Summary.Executed == 0 => new OrderRejected(report.Reason, now),
        (OrderState.Working, ExecuteOrder execute) when order.Takes(execute) => new OrderExecuted(execute.ExecutionId, execute.Quantity, execute.Price, now),
        (not OrderState.Unknown, ExecuteOrder execute) when order.CantTake(execute) => new ExecutionSetAside(execute.ExecutionId, execute.Quantity, execute.Price, now),
        (OrderState.Working, ReportCanceled report) when report.Executed <= order.Summary.Executed + order.SetAside => order.CanceledBy(report, now),
        (OrderState.Working, ReportCancelRefused report) when order.Pending?.CancelId == report.CancelId =>
            new OrderCancelRefused(report.CancelId, [], report.Reason, Authority.Venue, now),
        (OrderState.Working, ForceCancelOutcome { Canceled: true } force) when order.Pending is { } pending =>
            new OrderCanceled(pending.CancelId, ChangeReason.UserModified, force.By, now, force.CommandId),
        (OrderState.Working, ForceCancelOutcome { Canceled: false } force) when order.Pending is { } pending =>
            new OrderCancelRefused(pending.CancelId, [], ForcedReason, force.By, now, force.CommandId),
        (_, PlaceOrder or CancelOrder or SyncOrder or ForceCancelOutcome or IVenueReport) => null,
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

    /// <summary>What a report has come to, once nothing more is to be written for it. Null: it is ahead of others that have to come first.</summary>
    public VenueReportResult? ResultOf(IVenueReport report) => (State, report) switch
    {
        (_, _) when Terms is null => VenueReportResult.UnknownOrder,
        (_, not ExecuteOrder) when !Terms.AtVenue => VenueReportResult.UnknownOrder,
        (OrderState.Working, ReportRejected) => VenueReportResult.Contradicts,
        (OrderState.Working, ReportCanceled canceled) => canceled.Executed > Terms.Quantity ? VenueReportResult.Contradicts : null,
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
        (OrderState.Working, OrderCancelPending e) => order with { Summary = order.Summary with { PendingCancel = new PendingCancel(e.CancelId, e.By, e.At) } },
        (OrderState.Working, OrderCancelRefused e) => order.Refused(e),
        (OrderState.Working, OrderCanceled e) => order.Closed(OrderState.Canceled, e.Reason, e.At) with { ForcedAs = e.ForcedAs ?? order.ForcedAs },
        (not OrderState.Unknown, ExecutionSetAside e) => order with { ExecutionIds = order.ExecutionIds.Add(e.ExecutionId), SetAside = order.SetAside + e.Quantity },
        _ => throw new InvariantViolationException($"{@event.GetType().Name} can't follow in state {order.State}."),
    };

    /// <summary>Why this cancel was refused, or one of the same gateway that had taken its place; null when neither was.</summary>
    public string? RefusalOf(CancelId cancel) =>
        RefusedCancels.Where(refused => refused.Key.Gateway == cancel.Gateway && refused.Key.Number >= cancel.Number).Select(refused => refused.Value).FirstOrDefault();

    private bool TakesOn(CancelId cancel) => Pending is null && RefusalOf(cancel) is null;

    /// <summary>An execution within what remains, at the limit or better, in numbers that books can keep, not reported before.</summary>
    private bool Takes(ExecuteOrder execute) =>
        execute.Quantity > 0 && execute.Quantity <= Remaining && !ExecutionIds.Contains(execute.ExecutionId)
        && execute.Price > 0 && OrderRules.IsExact(execute.Quantity, execute.Price) && (Terms!.Side == Side.Buy ? execute.Price <= Terms.LimitPrice : execute.Price >= Terms.LimitPrice);

    /// <summary>What a venue has executed is never dropped, whatever this order says.</summary>
    private bool CantTake(ExecuteOrder execute) => Terms is { AtVenue: true } && !ExecutionIds.Contains(execute.ExecutionId);

    /// <summary>As the pending cancel asked, or of the venue's own accord.</summary>
    private OrderCanceled CanceledBy(ReportCanceled report, DateTimeOffset now) => Pending is { } pending && report.CancelId == pending.CancelId
        ? new OrderCanceled(pending.CancelId, ChangeReason.UserModified, pending.By, now)
        : new OrderCanceled(report.CancelId, report.Reason, Authority.Venue, now);

    private static Order Placed(OrderPlaced e) => new(
        e.Terms, new OrderSummary(OrderState.Working, 0, 0, ChangeReason.NewInputAccepted, e.At, AwaitsAccept: e.Terms.AtVenue));

    private Order Closed(OrderState state, ChangeReason reason, DateTimeOffset at, string? rejectReason = null) => this with
    {
        Summary = new OrderSummary(state, Summary.Executed, Summary.GrossValue, reason, at, RejectReason: rejectReason),
    };

    private Order Refused(OrderCancelRefused e) => this with
    {
        RefusedCancels = e.Others.Prepend(e.CancelId).Aggregate(RefusedCancels, (refused, cancel) => WithNewest(refused, cancel, e.Reason)),
        Summary = Summary with { PendingCancel = null },
        ForcedAs = e.ForcedAs ?? ForcedAs,
    };

    private static ImmutableDictionary<CancelId, string> WithNewest(ImmutableDictionary<CancelId, string> refused, CancelId cancel, string why) =>
        refused.Keys.Any(known => known.Gateway == cancel.Gateway && known.Number > cancel.Number)
            ? refused
            : refused.RemoveRange(refused.Keys.Where(known => known.Gateway == cancel.Gateway)).Add(cancel, why);

    private Order Executed(OrderExecuted e)
    {
        var executed = Summary.Executed + e.Quantity;
        if (executed > Terms!.Quantity)
            throw new InvariantViolationException($"Order {Terms.OrderId} is executed beyond its quantity.");

        var isFull = executed == Terms.Quantity;
        return this with
        {
            ExecutionIds = ExecutionIds.Add(e.ExecutionId),
            Summary = new OrderSummary(
                isFull ? OrderState.FullyExecuted : OrderState.Working,
                executed,
                Summary.GrossValue + (e.Quantity * e.Price),
                ChangeReason.Trade,
                e.At,
                PendingCancel: isFull ? null : Pending),
        };
    }
}
