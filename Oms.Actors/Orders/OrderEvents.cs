using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Orders;

/// <summary>A fact in an order's journal; its sequence number is the order's version.</summary>
internal interface IOrderEvent : IPersistedEvent;

/// <summary>The order works from now on.</summary>
internal sealed record OrderPlaced(OrderTerms Terms, DateTimeOffset At) : IOrderEvent;

/// <summary>The market executed a part of the order, or the rest of it. The fee is in the product that it brings.</summary>
internal sealed record OrderExecuted(
    long ExecutionId, decimal Quantity, decimal Price, DateTimeOffset At, decimal Fee = 0, Liquidity Liquidity = Liquidity.Unknown) : IOrderEvent
{
    /// <summary>Its venue has nothing left of the order, of which a part was set aside: it is full with what it could take.</summary>
    public bool Ends { get; init; }
}

/// <summary>An execution is in truth this, or was none (quantity 0): the order's state is as before, what was executed is not.</summary>
internal sealed record ExecutionCorrected(long ExecutionId, int Revision, decimal Quantity, decimal Price, decimal Fee, DateTimeOffset At) : IOrderEvent;

/// <summary>What remained is canceled. Which cancel it was, and by whose authority, is kept for whoever asks later.</summary>
/// <param name="CancelId">The cancel; null: the venue canceled it of its own accord.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Whose doing it is: the caller's who asked for it, the venue's, or the operator's who forced it.</param>
/// <param name="At">When.</param>
/// <param name="ForcedAs">The command by which an operator forced it while the venue was silent; null otherwise.</param>
/// <param name="Text">Why, in the venue's own words; null when it has none.</param>
internal sealed record OrderCanceled(
    CancelId? CancelId, ChangeReason Reason, Authority By, DateTimeOffset At, CancelId? ForcedAs = null, string? Text = null) : IOrderEvent;

/// <summary>What remained is off the book because the order's time is over.</summary>
/// <param name="CancelId">The cancel by which its venue was asked; null: nobody had to be asked, or the venue did it of its own accord.</param>
/// <param name="By">Whose doing it is: the order's own, the venue's, or the operator's who forced it.</param>
/// <param name="At">When.</param>
/// <param name="ForcedAs">The command by which an operator forced it while the venue was silent; null otherwise.</param>
internal sealed record OrderExpired(CancelId? CancelId, Authority By, DateTimeOffset At, CancelId? ForcedAs = null) : IOrderEvent;

/// <summary>A tombstone: this id was admitted, but its account has given it up. A delayed Place can't create it any more.</summary>
internal sealed record OrderNeverPlaced(AccountId AccountId, DateTimeOffset At) : IOrderEvent;

/// <summary>The venue has the order.</summary>
internal sealed record OrderTaken(DateTimeOffset At) : IOrderEvent;

/// <summary>The venue does not take the order.</summary>
internal sealed record OrderRejected(string Reason, DateTimeOffset At) : IOrderEvent;

/// <summary>A cancel has been taken on and the venue is asked for it. Written before the venue is asked, so that it is asked again under the same id after a crash.</summary>
internal sealed record OrderCancelPending(CancelId CancelId, Authority By, DateTimeOffset At) : IOrderEvent
{
    /// <summary>What is to take the order's place; null: nothing.</summary>
    public Replacement? Replacement { get; init; }
}

/// <summary>
/// What remained is canceled, and another order takes its place. One that was to be replaced by no more than it has executed is fully executed, and nothing takes its place.
/// </summary>
/// <param name="CancelId">The cancel by which it made room.</param>
/// <param name="Replacement">What takes its place.</param>
/// <param name="By">Whose doing it is.</param>
/// <param name="At">When.</param>
/// <param name="ForcedAs">The command by which an operator forced it while the venue was silent; null otherwise.</param>
internal sealed record OrderReplaced(CancelId CancelId, Replacement Replacement, Authority By, DateTimeOffset At, CancelId? ForcedAs = null) : IOrderEvent;

/// <summary>A reduction has been taken on and the venue is asked for it.</summary>
internal sealed record OrderReductionPending(CancelId ReductionId, decimal Quantity, Authority By, DateTimeOffset At) : IOrderEvent;

/// <summary>No more than this may be executed in all; an order that has executed so much is fully executed.</summary>
/// <param name="ReductionId">The reduction.</param>
/// <param name="Quantity">What may be executed in all; not less than is executed.</param>
/// <param name="By">Whose doing it is.</param>
/// <param name="At">When.</param>
internal sealed record OrderReduced(CancelId ReductionId, decimal Quantity, Authority By, DateTimeOffset At) : IOrderEvent;

/// <summary>The venue does not reduce the order; it works on as it was.</summary>
internal sealed record OrderReductionRefused(CancelId ReductionId, string Reason, DateTimeOffset At) : IOrderEvent;

/// <summary>The order works on: the pending cancel has come to nothing.</summary>
/// <param name="CancelId">The cancel.</param>
/// <param name="Others">The cancels that waited with it and share its outcome: none of them is ever taken for a new one.</param>
/// <param name="Reason">Why, in the venue's words.</param>
/// <param name="By">The venue, or the operator who forced it.</param>
/// <param name="At">When.</param>
/// <param name="ForcedAs">The operator's command; null: the venue has answered.</param>
internal sealed record OrderCancelRefused(
    CancelId CancelId, IReadOnlyList<CancelId> Others, string Reason, Authority By, DateTimeOffset At, CancelId? ForcedAs = null) : IOrderEvent;

/// <summary>
/// The venue reports an execution that the order can't take: it is closed, or has less remaining, or its limit is broken. It is kept here for people to settle; the order
/// stays as it is.
/// </summary>
internal sealed record ExecutionSetAside(long ExecutionId, decimal Quantity, decimal Price, DateTimeOffset At, decimal Fee = 0) : IOrderEvent
{
    /// <summary>Its venue has nothing left of the order: it is full with what it could take.</summary>
    public bool Ends { get; init; }
}
