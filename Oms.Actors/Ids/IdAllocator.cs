using Oms.Actors.Protocol;

namespace Oms.Actors.Ids;

/// <summary>Up to where ids of each kind have been taken. Ids begin at 1; what is taken never comes back, used or not.</summary>
internal sealed record IdAllocator(long Orders, long Trades, long Users, long Accounts) : IProtocolMessage
{
    /// <summary>The most that one request may reserve.</summary>
    public const int CountMost = 100_000;

    public static readonly IdAllocator Fresh = new(0, 0, 0, 0);

    /// <summary>Orders and trades: what JavaScript reads exactly. Users and accounts: what AlphaPoint's 32 bits hold.</summary>
    public static long Most(IdKind kind) => kind switch
    {
        IdKind.Order or IdKind.Trade => (1L << 53) - 1,
        IdKind.User or IdKind.Account => int.MaxValue,
        _ => throw new InvariantViolationException($"There are no ids of kind {kind}."),
    };

    public long Highest(IdKind kind) => kind switch
    {
        IdKind.Order => Orders,
        IdKind.Trade => Trades,
        IdKind.User => Users,
        IdKind.Account => Accounts,
        _ => throw new InvariantViolationException($"There are no ids of kind {kind}."),
    };

    /// <summary>What a request comes to where the ids up to <paramref name="highest"/> are taken already, by itself or by requests before it.</summary>
    public static IdDecision Decide(long highest, IIdMessage request) => request switch
    {
        ReserveIds { Count: < 1 or > CountMost } => new IdDecision(highest, 0, 0, IdRefusal.Count),
        ReserveIds reserve when reserve.Count > Most(reserve.Kind) - highest => new IdDecision(highest, 0, 0, IdRefusal.Exhausted),
        ReserveIds reserve => new IdDecision(highest + reserve.Count, highest + 1, reserve.Count, IdRefusal.None),
        ClaimId claim when claim.Id < 1 || claim.Id > Most(claim.Kind) => new IdDecision(highest, 0, 0, IdRefusal.Id),
        ClaimId claim when claim.Id <= highest => new IdDecision(highest, 0, 0, IdRefusal.None),
        ClaimId claim => new IdDecision(claim.Id, claim.Id, 1, IdRefusal.None),
        AskReservedIds => new IdDecision(highest, 0, 0, IdRefusal.None),
        _ => throw new InvariantViolationException($"{request.GetType().Name} is no request for ids."),
    };

    /// <summary>The state after <paramref name="event"/>.</summary>
    public static IdAllocator Apply(IdAllocator ids, IdsTaken @event)
    {
        if (@event.Highest <= ids.Highest(@event.Kind) || @event.Highest > Most(@event.Kind))
            throw new InvariantViolationException($"Ids of kind {@event.Kind} can't go from {ids.Highest(@event.Kind)} to {@event.Highest}.");

        return @event.Kind switch
        {
            IdKind.Order => ids with { Orders = @event.Highest },
            IdKind.Trade => ids with { Trades = @event.Highest },
            IdKind.User => ids with { Users = @event.Highest },
            _ => ids with { Accounts = @event.Highest },
        };
    }
}

/// <summary>Why ids are refused.</summary>
internal enum IdRefusal
{
    None = 0,
    Count,
    Id,
    Exhausted,
}

/// <summary>What a request for ids comes to: the highest id taken after it, and which are the asker's.</summary>
internal readonly record struct IdDecision(long Highest, long First, int Count, IdRefusal Refusal);
