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
            Play(world, fate, chance, mix, seed);
        }
        catch (ViolationException broken)
        {
            violation = broken.Message;
        }

        return Verdict.Of(world, violation);
    }

    private static void Play(World world, RandomFate fate, Chance chance, Mix mix, ulong seed)
    {
        if (mix.HasVenue)
            world.Venue = new SimVenue(world, chance);

        world.HasRegister = mix.HasVenue || mix.Expires;
        var clients = new Clients(world, chance, mix, 1 + chance.Below(2)) { PlaceToExpire = mix.Expires };
        foreach (var node in world.Cluster.Nodes)
            node.Start();

        world.RunUntil(100 * Moment.Millisecond);
        clients.Subscribe();
        var spread = chance.Happens(0.5) ? TrafficEnds : 2 * Moment.Second;
        for (var left = 12 + chance.Below(18); left > 0; left--)
            world.After(chance.Between(0, spread), clients.DoSomething);

        new Incidents(world, fate, chance, mix).Arrange(spread);
        if (world.Venue is { } venue)
        {
            Trouble(world, venue, clients, chance, spread);
            Corrections(world, venue, new Chance(~seed));
        }

        world.RunUntil(Heals);
        fate.IsOutage = false;
        if (world.Venue is not null)
            world.Venue.IsSilent = false;

        world.Log($"healed");
        world.Fate = new HealedFate(chance);
        world.RunUntil(Touches);
        world.Checker.CheckAwake();
        clients.Touch();
        world.RunUntil(Ends);
        clients.CheckTouched();
        world.Checker.CheckEnd(clients.Subscribers);
    }

    /// <summary>The venue takes executions back, with chances of its own.</summary>
    private static void Corrections(World world, SimVenue venue, Chance chance)
    {
        for (var left = chance.Below(4); left > 0; left--)
            world.After(chance.Between(0, TrafficEnds), () => venue.Correct(chance));
    }

    /// <summary>The venue is silent for a while, and operators decide what it has left open.</summary>
    private static void Trouble(World world, SimVenue venue, Clients clients, Chance chance, long until)
    {
        for (var left = chance.Below(3); left > 0; left--)
        {
            var begins = chance.Between(0, until);
            world.After(begins, () => venue.IsSilent = true);
            world.After(begins + chance.Between(100, 5_000) * Moment.Millisecond, () => venue.IsSilent = false);
        }

        for (var left = chance.Below(4); left > 0; left--)
            world.After(chance.Between(0, until), clients.Force);
    }
}
