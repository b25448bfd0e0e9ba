using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Orders;

/// <summary>An order's events in the words of its record.</summary>
internal static class OrderRecords
{
    public static OrderRecordEntry EntryOf(IOrderEvent @event, long version)
    {
        (DateTimeOffset At, Authority? By, CancelId? Command, string? Text) said = @event switch
        {
            OrderPlaced e => (e.At, e.Terms.EnteredBy, null, $"{e.Terms.Side} {Amount(e.Terms.Quantity)} at {Amount(e.Terms.LimitPrice)}"),
            OrderExecuted e => (e.At, null, null, $"{Amount(e.Quantity)} at {Amount(e.Price)}, execution {e.ExecutionId}"),
            ExecutionSetAside e => (e.At, null, null, $"{Amount(e.Quantity)} at {Amount(e.Price)}, execution {e.ExecutionId}"),
            OrderTaken e => Of(e.At),
            OrderRejected e => (e.At, Authority.Venue, null, e.Reason),
            OrderCancelPending e => (e.At, e.By, e.CancelId, e.Replacement is { } replacement ? $"to be replaced by order {replacement.OrderId}" : KindOf(e.CancelId)),
            OrderCancelRefused e => (e.At, e.By, e.ForcedAs ?? e.CancelId, e.Reason),
            OrderCanceled e => (e.At, e.By, e.ForcedAs ?? e.CancelId, Words(e.Reason.ToString(), KindOf(e.CancelId), Forced(e.ForcedAs), e.Text)),
            OrderExpired e => (e.At, e.By, e.ForcedAs ?? e.CancelId, Forced(e.ForcedAs)),
            OrderReplaced e => (e.At, e.By, e.ForcedAs ?? e.CancelId, Words($"for order {e.Replacement.OrderId}, {Amount(e.Replacement.Quantity)} in all", Forced(e.ForcedAs))),
            OrderReductionPending e => (e.At, e.By, e.ReductionId, $"to {Amount(e.Quantity)}"),
            OrderReduced e => (e.At, e.By, e.ReductionId, $"to {Amount(e.Quantity)}"),
            OrderReductionRefused e => (e.At, Authority.Venue, e.ReductionId, e.Reason),
            ExecutionCorrected e => (e.At, Authority.Venue, null, $"{Amount(e.Quantity)} at {Amount(e.Price)}, execution {e.ExecutionId}, revision {e.Revision}"),
            OrderNeverPlaced e => Of(e.At),
            _ => throw new InvariantViolationException($"{@event.GetType().Name} has no words."),
        };
        return new OrderRecordEntry(version, said.At, @event.GetType().Name, said.Text, RecordOf(said.By), said.Command?.ToString());
    }

    private static (DateTimeOffset At, Authority? By, CancelId? Command, string? Text) Of(DateTimeOffset at) => (at, null, null, null);

    /// <summary>One of many orders that were canceled together: by CancelAllOrders, HaltAndCancel, or because a connection was lost.</summary>
    private static string? KindOf(CancelId? cancel) => cancel is { IsSweep: true } ? "among others" : null;

    private static string? Forced(CancelId? by) => by is null ? null : "decided by an operator";

    private static string Words(params string?[] parts) => string.Join(", ", parts.Where(part => part is not null));

    private static RecordedAuthority? RecordOf(Authority? by) => by is null ? null : new RecordedAuthority(by.UserId, by.UserName, by.PermissionVersion, by.Session);

    private static string Amount(decimal amount) => amount.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
