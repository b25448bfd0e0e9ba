using Oms.Simulation.Mutants;
using Oms.Simulation.Stage;
using Oms.Simulation.Traffic;

namespace Oms.Simulation.Schedules;

/// <summary>One random schedule: clients, faults and incidents for some seconds, then healing, quiet, a look at everything, and the last check.</summary>
internal static class RandomSchedule
{
    private const int Nodes = 3;
    private const long TrafficEnds = 7 * Moment.Second;
    private const long Heals = 8 * Moment.Second;
    private const long Touches = 22 * Moment.Second;
    private const long Ends = 29 * Moment.Second;

    public static Verdict Run(ulong seed, Mix mix, Mutant mutant, Action<string>? trace = null)
    {
        var chance = new Chance(seed);
        var fate = new RandomFate(chance, mix);
        var world = new World(Nodes, fate, mutant, chance.Happens(0.6) ? SimulatedTimings.Brisk : SimulatedTimings.Shipped, trace);
        string? violation = null;
        try
        {
            Play(world, fate, chance, mix);
        }
        catch (ViolationException broken)
        {
            violation = broken.Message;
        }

        return Verdict.Of(world, violation);
    }

    private static void Play(World world, RandomFate fate, Chance chance, Mix mix)
    {
        var clients = new Clients(world, chance, 1 + chance.Below(2));
        foreach (var node in world.Cluster.Nodes)
            node.Start();

        world.RunUntil(100 * Moment.Millisecond);
        clients.Subscribe();
        var spread = chance.Happens(0.5) ? TrafficEnds : 2 * Moment.Second;
        for (var left = 12 + chance.Below(18); left > 0; left--)
            world.After(chance.Between(0, spread), clients.DoSomething);

        new Incidents(world, fate, chance, mix).Arrange(spread);
        world.RunUntil(Heals);
        fate.IsOutage = false;
        world.Log($"healed");
        world.Fate = new HealedFate(chance);
        world.RunUntil(Touches);
        world.Checker.CheckAwake();
        clients.Touch();
        world.RunUntil(Ends);
        clients.CheckTouched();
        world.Checker.CheckEnd(clients.Subscribers);
    }
}
