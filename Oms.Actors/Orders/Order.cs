using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Orders;

/// <summary>
/// An order as its journal tells it. <see cref="Decide"/> and <see cref="Apply"/> are total: every command has an answer in every state, and an event that can't follow
/// is an <see cref="InvariantViolationException"/>, never ignored.
/// </summary>
internal sealed record Order(OrderTerms? Terms, OrderSummary Summary)
{
    /// <summary>Before its first event.</summary>
    public static readonly Order Absent = new(null, OrderSummary.Awaited);

    public OrderState State => Summary.State;

    /// <summary>Buried before it ever worked.</summary>
    public bool IsTombstone => Terms is null && State == OrderState.Rejected;

    public decimal Remaining => Terms is null || Summary.IsClosed ? 0 : Terms.Quantity - Summary.Executed;

    /// <summary>Executions seen, to know a repeated report by.</summary>
    public System.Collections.Immutable.ImmutableHashSet<long> ExecutionIds { get; init; } = [];

    /// <summary>What a command brings about: an event to be written, or nothing new.</summary>
    public static IOrderEvent? Decide(Order order, IOrderCommand command, DateTimeOffset now) => (order.State, command) switch
    {
        (OrderState.Unknown, PlaceOrder place) => new OrderPlaced(place.Terms, now),
        (OrderState.Unknown, SyncOrder { Head: 0 } sync) => new OrderNeverPlaced(sync.AccountId, now),
        (OrderState.Working, CancelOrder cancel) => new OrderCanceled(cancel.CancelId, ChangeReason.UserModified, cancel.By, now),
        (OrderState.Working, ExecuteOrder execute) when order.Takes(execute) => new OrderExecuted(execute.ExecutionId, execute.Quantity, execute.Price, now),
        (_, PlaceOrder or CancelOrder or ExecuteOrder or SyncOrder) => null,
        _ => throw new InvariantViolationException($"{command.GetType().Name} is no command of an order."),
    };

    /// <summary>What a cancel has come to, once nothing more is to be written for it.</summary>
    public CancelResult OutcomeOfCancel() => State switch
    {
        OrderState.Canceled => CancelResult.Canceled,
        OrderState.Unknown => CancelResult.NotFound,
        OrderState.Rejected when IsTombstone => CancelResult.NotFound,
        OrderState.Working => throw new InvariantViolationException("A cancel of a working order is not decided yet."),
        _ => CancelResult.TooLate,
    };

    /// <summary>The state after <paramref name="event"/>.</summary>
    public static Order Apply(Order order, IOrderEvent @event) => (order.State, @event) switch
    {
        (OrderState.Unknown, OrderPlaced e) => new Order(e.Terms, new OrderSummary(OrderState.Working, 0, 0, ChangeReason.NewInputAccepted, e.At)),
        (OrderState.Unknown, OrderNeverPlaced e) => new Order(null, new OrderSummary(OrderState.Rejected, 0, 0, ChangeReason.OtherRejected, e.At)),
        (OrderState.Working, OrderExecuted e) => order.Executed(e),
        (OrderState.Working, OrderCanceled e) => order with { Summary = order.Summary with { State = OrderState.Canceled, Reason = e.Reason, UpdatedAt = e.At } },
        _ => throw new InvariantViolationException($"{@event.GetType().Name} can't follow in state {order.State}."),
    };

    /// <summary>An execution within what remains, at the limit or better, not reported before.</summary>
    private bool Takes(ExecuteOrder execute) =>
        execute.Quantity > 0 && execute.Quantity <= Remaining && !ExecutionIds.Contains(execute.ExecutionId)
        && execute.Price > 0 && (Terms!.Side == Side.Buy ? execute.Price <= Terms.LimitPrice : execute.Price >= Terms.LimitPrice);

    private Order Executed(OrderExecuted e)
    {
        var executed = Summary.Executed + e.Quantity;
        if (executed > Terms!.Quantity)
            throw new InvariantViolationException($"Order {Terms.OrderId} is executed beyond its quantity.");

        return this with
        {
            ExecutionIds = ExecutionIds.Add(e.ExecutionId),
            Summary = new OrderSummary(
                executed == Terms.Quantity ? OrderState.FullyExecuted : OrderState.Working,
                executed,
                Summary.GrossValue + (e.Quantity * e.Price),
                ChangeReason.Trade,
                e.At),
        };
    }
}
