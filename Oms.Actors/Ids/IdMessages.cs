using Oms.Actors.Protocol;

namespace Oms.Actors.Ids;

/// <summary>What ids are handed out for.</summary>
internal enum IdKind
{
    Order = 1,
    Trade = 2,
    User = 3,
    Account = 4,
}

/// <summary>A message to the allocator of ids, of which an OMS has one.</summary>
internal interface IIdMessage : IAsked
{
    IdKind Kind { get; }
}

/// <summary>Reserve the next ids, as many as asked for, 1..100,000. What is reserved is never handed out again, used or not.</summary>
internal sealed record ReserveIds(IdKind Kind, int Count, long Call, ReplyAddress ReplyTo) : IIdMessage;

/// <summary>Never hand out this id, nor any below it: an operator has chosen it.</summary>
internal sealed record ClaimId(IdKind Kind, long Id, long Call, ReplyAddress ReplyTo) : IIdMessage;

/// <summary>Up to where are ids reserved?</summary>
internal sealed record AskReservedIds(IdKind Kind, long Call, ReplyAddress ReplyTo) : IIdMessage;

/// <summary>Ids First..First + Count - 1 are the asker's (none when Count is 0); nothing above Highest has been reserved.</summary>
internal sealed record IdsReserved(long Call, IdKind Kind, long First, int Count, long Highest) : IReply;
