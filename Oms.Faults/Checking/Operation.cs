using Oms.Actors.Api;

namespace Oms.Faults.Checking;

/// <summary>What an operation does to an order, or says of it.</summary>
internal enum Step
{
    /// <summary>It is not there, and then it works.</summary>
    Place = 0,

    /// <summary>It works, and then it is canceled.</summary>
    Cancel,

    /// <summary>Nobody has placed it.</summary>
    SeeAbsent,

    SeeWorking,

    SeeCanceled,

    /// <summary>It is not listed as open: not there yet, or no longer open.</summary>
    SeeNotOpen,
}

/// <summary>
/// Something that took effect at one moment between its beginning and its end, as far as its caller can tell.
/// </summary>
/// <param name="Step">What it does or says.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When its caller heard of it; <see cref="NeverHeard"/>: at any later time, or never.</param>
/// <param name="What">For people.</param>
internal sealed record Operation(Step Step, long From, long To, string What)
{
    public const long NeverHeard = long.MaxValue;

    /// <summary>Whether it need not have happened.</summary>
    public bool IsOptional => To == NeverHeard;

    public bool IsRead => Step >= Step.SeeAbsent;

    /// <summary>The state behind this operation when it happens in <paramref name="state"/>; null: it can't happen there.</summary>
    public Phase? In(Phase state) => (Step, state) switch
    {
        (Step.Place, Phase.Absent) => Phase.Working,
        (Step.Cancel, Phase.Working) => Phase.Canceled,
        (Step.SeeAbsent, Phase.Absent) => state,
        (Step.SeeWorking, Phase.Working) => state,
        (Step.SeeCanceled, Phase.Canceled) => state,
        (Step.SeeNotOpen, not Phase.Working) => state,
        _ => null,
    };

    /// <summary>How an order that was told so is seen: one that was buried before it worked is as good as none.</summary>
    public static Step? SeenAs(OrderState state) => state switch
    {
        OrderState.Unknown or OrderState.Rejected => Step.SeeAbsent,
        OrderState.Working => Step.SeeWorking,
        OrderState.Canceled => Step.SeeCanceled,
        _ => null,
    };

    public override string ToString() => IsOptional ? $"{What} ({Step}, {From}..)" : $"{What} ({Step}, {From}..{To})";
}

/// <summary>The states of an order that nothing fills.</summary>
internal enum Phase
{
    Absent = 0,
    Working,
    Canceled,
}
