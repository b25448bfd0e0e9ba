using Oms.Simulation.Stage;

namespace Oms.Simulation.Schedules;

/// <summary>What befalls nodes and shards in a random schedule: at a random time, or between two effects of a process.</summary>
internal sealed class Incidents(World world, RandomFate fate, Chance chance, Mix mix)
{
    private const int EffectsOfASchedule = 500;
    private static readonly long[] Pauses = [300, 1_500, 2_400, 3_000, 3_900, 6_000];

    public void Arrange(long until)
    {
        for (var left = chance.Below(mix.Incidents + 1) + (mix.Incidents > 1 ? 1 : 0); left > 0; left--)
        {
            if (chance.Happens(0.5))
                fate.AtEffect(chance.Between(1, EffectsOfASchedule), Befall);
            else
                world.After(chance.Between(0, until), () => Befall(AnyNode()));
        }
    }

    private void Befall(SimNode node)
    {
        switch (mix.OnlyMoves ? 11 : chance.Below(20))
        {
            case < 6:
                Kill(node);
                break;
            case < 7:
                foreach (var each in world.Cluster.Nodes)
                    Kill(each);
                break;
            case < 11:
                node.Pause(Pauses[chance.Below(Pauses.Length)] * Moment.Millisecond);
                break;
            case < 18:
                Move();
                break;
            default:
                fate.IsOutage = true;
                world.After(chance.Between(100, 2_000) * Moment.Millisecond, () => fate.IsOutage = false);
                break;
        }
    }

    private void Kill(SimNode node) => node.Kill(chance.Between(200, 6_000) * Moment.Millisecond);

    /// <summary>Moves one entity or several, there only or there and back.</summary>
    private void Move()
    {
        var keys = world.Cluster.Nodes.SelectMany(node => node.Owned).Distinct().OrderBy(key => key.IsOrder).ThenBy(key => key.Id).ToList();
        for (var left = keys.Count == 0 ? 0 : 1 + chance.Below(2); left > 0; left--)
        {
            var key = chance.OneOf(keys);
            var home = world.Cluster.HomeOf(key);
            var back = chance.Happens(0.5);
            world.Cluster.Move(key, AnyNode(), () =>
            {
                if (back && home is not null)
                    world.After(chance.Between(0, 800) * Moment.Millisecond, () => world.Cluster.Move(key, home));
            });
        }
    }

    private SimNode AnyNode() => chance.OneOf(world.Cluster.Nodes);
}
