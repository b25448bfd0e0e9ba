using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Orders;

/// <summary>A fact in an order's journal; its sequence number is the order's version.</summary>
internal interface IOrderEvent : IPersistedEvent;

/// <summary>The order works from now on.</summary>
internal sealed record OrderPlaced(OrderTerms Terms, DateTimeOffset At) : IOrderEvent;

/// <summary>The market executed a part of the order, or the rest of it.</summary>
internal sealed record OrderExecuted(long ExecutionId, decimal Quantity, decimal Price, DateTimeOffset At) : IOrderEvent;

/// <summary>What remained is canceled. Which cancel it was, and by whose authority, is kept for whoever asks later.</summary>
internal sealed record OrderCanceled(CancelId CancelId, ChangeReason Reason, Authority By, DateTimeOffset At) : IOrderEvent;

/// <summary>A tombstone: this id was admitted, but its account has given it up. A delayed Place can't create it any more.</summary>
internal sealed record OrderNeverPlaced(AccountId AccountId, DateTimeOffset At) : IOrderEvent;
