using System.Text.Json.Serialization;
using Oms.Actors.Api;

namespace Oms.Faults.Recording;

/// <summary>One line of a recording.</summary>
/// <param name="At">Microseconds since the recording began, by a clock that never goes back and that all clients share.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "what")]
[JsonDerivedType(typeof(Invoked), "invoked")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Subscribed), "subscribed")]
[JsonDerivedType(typeof(Told), "told")]
[JsonDerivedType(typeof(Unsubscribed), "unsubscribed")]
[JsonDerivedType(typeof(NodeStarted), "node-started")]
[JsonDerivedType(typeof(NodeEnded), "node-ended")]
[JsonDerivedType(typeof(FaultBegan), "fault-began")]
[JsonDerivedType(typeof(FaultEnded), "fault-ended")]
[JsonDerivedType(typeof(BooksTold), "books-told")]
internal abstract record Entry(long At);

/// <summary>A client is about to send a call to a node.</summary>
internal sealed record Invoked(long At, long Call, string Client, string Node, Request Request) : Entry(At);

/// <summary>What the client has heard of its call. A call without one, or with <see cref="Outcome.Unknown"/>, may take effect at any later time or never.</summary>
internal sealed record Answered(long At, long Call, Outcome Outcome) : Entry(At)
{
    /// <summary>The code of the envelope; 0 for none.</summary>
    public int Code { get; init; }

    public string? Detail { get; init; }

    /// <summary>The order that was accepted.</summary>
    public long OrderId { get; init; }

    /// <summary>The orders that were told, with the state of each; null when the call tells none.</summary>
    public IReadOnlyList<Seen>? Orders { get; init; }
}

/// <summary>A client is about to ask for the events of an account.</summary>
internal sealed record Subscribed(long At, long Subscription, string Client, string Node, int Account) : Entry(At);

/// <summary>An order's event has come.</summary>
internal sealed record Told(long At, long Subscription, long OrderId, Seen Order) : Entry(At);

/// <summary>The subscription is over, whoever has ended it: what comes after that is told to nobody.</summary>
internal sealed record Unsubscribed(long At, long Subscription, string Why) : Entry(At);

internal sealed record NodeStarted(long At, string Node) : Entry(At);

/// <summary>A node's process has ended.</summary>
/// <param name="At">When that was noticed.</param>
/// <param name="Node">The node.</param>
/// <param name="ExitCode">Its exit code; 137 and the like after a kill.</param>
/// <param name="HasCarriedAll">It was asked to end, did so in order, and said that all cancels that it had given a receipt for had had their outcome.</param>
internal sealed record NodeEnded(long At, string Node, int ExitCode, bool HasCarriedAll) : Entry(At);

internal sealed record FaultBegan(long At, string Kind, string Target) : Entry(At);

internal sealed record FaultEnded(long At, string Kind, string Target) : Entry(At);

/// <summary>An account's balance of a product, as it is told when all is quiet.</summary>
internal sealed record BooksTold(long At, string Node, int Account, int Product, decimal Amount, decimal Hold) : Entry(At);

/// <summary>What a client asks for.</summary>
/// <param name="Act">Which call.</param>
/// <param name="Account">The account.</param>
/// <param name="Order">The client id that names the order, never used for another; 0 for all of the account.</param>
internal sealed record Request(Act Act, int Account, long Order = 0)
{
    /// <summary>The number that the engine has given the order; 0: the call names it by its client id.</summary>
    public long OrderId { get; init; }

    /// <summary>The client id of the order that is to take its place.</summary>
    public long Replacement { get; init; }
}

internal enum Act
{
    Place = 0,
    Cancel,
    CancelAll,
    Replace,
    Status,
    OpenOrders,
}

internal enum Outcome
{
    /// <summary>Accepted, received or told.</summary>
    Done = 0,

    /// <summary>The caller was told that this call changes nothing.</summary>
    Refused,

    /// <summary>Nobody can say.</summary>
    Unknown,
}

/// <summary>An order as it was told.</summary>
internal readonly record struct Seen(long Order, OrderState State, long Revision);
