using Oms.Simulation.Stage;

namespace Oms.Simulation.Schedules;

/// <summary>Things go wrong by chance, and nodes die between two effects.</summary>
internal sealed class RandomFate(Chance chance, Mix mix) : Fate
{
    private static readonly long[] WriteLatenesses = [3, 50, 300, 2_000, 6_000];
    private readonly List<(long Effect, Action<SimNode> What)> _atEffects = [];
    private long _effects;
    private long _nextEffect = long.MaxValue;

    /// <summary>The database is away: nothing is written or read.</summary>
    public bool IsOutage { get; set; }

    /// <summary>Does this before the effect with this number, on the node whose process wants it.</summary>
    public void AtEffect(long number, Action<SimNode> what)
    {
        _atEffects.Add((number, what));
        _nextEffect = Math.Min(_nextEffect, number);
    }

    public override void BeforeEffect(World world, SimNode node)
    {
        if (++_effects < _nextEffect)
            return;

        _nextEffect = long.MaxValue;
        foreach (var (number, what) in _atEffects)
        {
            if (number == _effects)
                what(node);
            else if (number > _effects)
                _nextEffect = Math.Min(_nextEffect, number);
        }
    }

    public override MessageFate Message(object message, bool local)
    {
        var scale = local ? 0.2 : 1;
        if (chance.Happens(mix.Lost * scale))
            return MessageFate.Lost;
        if (chance.Happens(mix.Repeated * scale))
            return MessageFate.Repeated;
        if (!chance.Happens(mix.Late * scale))
            return MessageFate.Arrives;

        return chance.Happens(0.5) ? MessageFate.Late : MessageFate.Overtaken;
    }

    public override long MessageDelay(bool local) => local ? chance.Between(5, 60) : chance.Between(100, 4_000);

    public override long Lateness() => chance.Happens(0.7) ? chance.Between(1, 200) * Moment.Millisecond : chance.Between(200, 6_000) * Moment.Millisecond;

    public override WriteFate Write()
    {
        if (IsOutage)
            return WriteFate.Failed;

        return chance.Happens(mix.Writes) ? (WriteFate)(1 + chance.Below(3)) : WriteFate.Stored;
    }

    public override long WriteDelay() => chance.Happens(0.05) ? chance.Between(20, 800) * Moment.Millisecond : chance.Between(500, 12_000);

    public override long WriteLateness() => WriteLatenesses[chance.Below(WriteLatenesses.Length)] * Moment.Millisecond;

    public override bool WriteSurvivesItsNode() => chance.Happens(0.7);

    public override long ReadDelay() => chance.Between(300, 5_000);

    public override bool HeadsFail() => IsOutage || chance.Happens(mix.Reads);

    public override bool RecoveryFails() => IsOutage || chance.Happens(mix.Reads);

    public override bool DroppedInHandOff() => chance.Happens(mix.Dropped);

    public override int Choose(int limit) => chance.Below(limit);
}

/// <summary>Nothing goes wrong any more; how long things take still varies.</summary>
internal sealed class HealedFate(Chance chance) : Fate
{
    public override long MessageDelay(bool local) => local ? chance.Between(5, 60) : chance.Between(100, 4_000);

    public override long WriteDelay() => chance.Between(500, 12_000);

    public override int Choose(int limit) => chance.Below(limit);
}
