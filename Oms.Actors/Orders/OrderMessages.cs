using System.Globalization;
using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Orders;

/// <summary>A message to an order.</summary>
internal interface IOrderMessage : IEntityMessage
{
    OrderId OrderId { get; }
}

/// <summary>A message that may change an order: decided on settled state, one at a time.</summary>
internal interface IOrderCommand : IOrderMessage;

/// <summary>Names a cancel: one life of a gateway and a number in it.</summary>
internal readonly record struct CancelId(ulong Gateway, long Number)
{
    /// <summary>The highest number of a gateway's life: those above it are given by orders themselves.</summary>
    public const ulong MostGateway = Replacements - 1;

    private const ulong Replacements = 0xFFC0_0000_0000_0000;

    private const long Sweeps = 1L << 62;

    private const ulong Expiries = 0xFFFF_FFFF_0000_0000;

    /// <summary>Whether an order has given it itself, when its time was over.</summary>
    public bool IsExpiry => Gateway >= Expiries;

    /// <summary>Whether an account has given it, to make room for a replacement.</summary>
    public bool IsReplacement => Gateway >= Replacements && !IsExpiry;

    /// <summary>Whether it is one of a sweep: a gateway counts its cancels and its sweeps each for themselves, as neither takes the other's place.</summary>
    public bool IsSweep => Number >= Sweeps;

    /// <summary>Whether a later one of the same gateway has taken, or may have taken, this one's place.</summary>
    public bool IsCoveredBy(CancelId later) => Gateway == later.Gateway && IsSweep == later.IsSweep && Number <= later.Number;

    /// <summary>The sweep of this gateway's life with this number, from 1.</summary>
    public static CancelId OfSweep(ulong gateway, long number) => new(gateway, Sweeps + number);

    /// <summary>The cancel by which this order asks its venue to let it expire, for the <paramref name="attempt"/>-th time, from 1.</summary>
    public static CancelId OfExpiry(OrderId order, int attempt) => new(Expiries + (uint)attempt, order.Value);

    /// <summary>The cancel by which an order makes room for <paramref name="replacement"/>: of no gateway, so that it is no earlier or later one of somebody's cancels.</summary>
    public static CancelId OfReplacement(OrderId original, OrderId replacement) => new(Replacements + (ulong)replacement.Value, original.Value);

    public override string ToString() => $"{Gateway:x16}-{Number}";

    /// <summary>The id that <see cref="ToString"/> has written.</summary>
    public static bool TryParse(string text, out CancelId id)
    {
        id = default;
        if (text.Length < 18 || text[16] != '-'
            || !ulong.TryParse(text.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var gateway)
            || !long.TryParse(text.AsSpan(17), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;

        id = new CancelId(gateway, number);
        return true;
    }
}

/// <summary>
/// You are admitted, to take the place of an order that has not made room yet. Kept in memory only, and said again until you are placed or dropped: so that a cancel by an id
/// that its caller has been told is received, although there is nothing yet to be canceled.
/// </summary>
internal sealed record ExpectOrder(OrderTerms Terms) : IOrderMessage
{
    public OrderId OrderId => Terms.OrderId;
}

/// <summary>Exist, and work. Sent by the account after it has admitted the order; repeated until it hears version 1.</summary>
internal sealed record PlaceOrder(OrderTerms Terms) : IOrderCommand
{
    public OrderId OrderId => Terms.OrderId;
}

/// <summary>Cancel what remains. Repeated by its sender until it hears the outcome; an account that sweeps hears it by way of the update.</summary>
internal sealed record CancelOrder(OrderId OrderId, CancelId CancelId, Authority By, ReplyAddress? ReplyTo) : IOrderCommand
{
    /// <summary>What is to take the order's place; null: nothing. Sent by the account, which has admitted the replacement.</summary>
    public Replacement? Replacement { get; init; }
}

/// <summary>Execute no more than this in all. Repeated by its sender until it hears the outcome.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="ReductionId">Names the reduction.</param>
/// <param name="Quantity">Less than what may be executed in all now; an order that has executed as much or more is fully executed by it.</param>
/// <param name="By">Whose it is.</param>
/// <param name="ReplyTo">Where the outcome is waited for.</param>
internal sealed record ReduceOrder(OrderId OrderId, CancelId ReductionId, decimal Quantity, Authority By, ReplyAddress ReplyTo) : IOrderCommand;

/// <summary>
/// Expire, if your time is over by your own clock. Repeated by the account from then on until the order is closed: what a venue has refused is tried anew.
/// </summary>
internal sealed record ExpireOrder(OrderId OrderId) : IOrderCommand;

/// <summary>
/// The account has found that the journal's head for this order is not what it knows. An order that is behind <paramref name="Head"/> stops and recovers; one that does not
/// exist at head 0 buries itself; any other repeats its update.
/// </summary>
internal sealed record SyncOrder(OrderId OrderId, AccountId AccountId, long Head) : IOrderCommand;

/// <summary>The account has this version in its journal.</summary>
internal sealed record AcknowledgeUpdate(OrderId OrderId, long Version) : IOrderMessage;

/// <summary>What is this order? Asked before a receipt (<see cref="OrderQuestion.MayCancel"/>) and for a reader; writes and remembers nothing.</summary>
internal sealed record AskOrder(OrderId OrderId, OrderQuestion Question, long Call, ReplyAddress ReplyTo) : IOrderMessage, IAsked;

internal enum OrderQuestion
{
    /// <summary>A reader will be told the state.</summary>
    Status = 0,

    /// <summary>A gateway decides on a receipt. That an order is open is told to nobody; that it is closed is.</summary>
    MayCancel = 1,
}

/// <summary>The answer to <see cref="AskOrder"/>; null: there is no such order.</summary>
internal sealed record OrderDescribed(long Call, OrderView? Order) : IReply
{
    /// <summary>Whether a cancel, a replacement or a reduction of it waits for the venue.</summary>
    public bool IsChanging { get; init; }
}

/// <summary>What became of a cancel.</summary>
/// <param name="CancelId">The cancel.</param>
/// <param name="Result">Its outcome.</param>
/// <param name="Order">The order after it; null if there never was one.</param>
/// <param name="Reason">Why it was refused; null when the order's state says it.</param>
internal sealed record CancelOutcome(CancelId CancelId, CancelResult Result, OrderView? Order, string? Reason = null) : IProtocolMessage
{
    /// <summary>The order had been replaced when the cancel came: what has taken its place is canceled as well, before the outcome is told.</summary>
    public FollowedCancel? Followed { get; init; }
}

/// <summary>A cancel that goes on to what has taken its order's place.</summary>
/// <param name="Replacement">What has taken the order's place.</param>
/// <param name="By">Whose cancel it is.</param>
internal readonly record struct FollowedCancel(OrderId Replacement, Authority By);

internal enum CancelResult
{
    /// <summary>The order is canceled, by this cancel or by another.</summary>
    Canceled = 0,

    /// <summary>The order was closed otherwise before the cancel came.</summary>
    TooLate = 1,

    /// <summary>There is no such order.</summary>
    NotFound = 2,

    /// <summary>The venue, or an operator in its place, has refused it: the order works on.</summary>
    Refused = 3,
}

/// <summary>What became of a reduction.</summary>
/// <param name="ReductionId">The reduction.</param>
/// <param name="Quantity">What was asked for: what may be executed in all.</param>
/// <param name="Order">The order after it; null if there never was one.</param>
/// <param name="Refusal">Why it came to nothing; null: the order is reduced.</param>
internal sealed record ReductionOutcome(CancelId ReductionId, decimal Quantity, OrderView? Order, string? Refusal) : IProtocolMessage;
