using Oms.Actors.Protocol;
using Oms.Simulation.Mutants;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Schedules;

/// <summary>
/// Every single mishap of the scenario, in turn: each message lost, repeated, late; each write failed, stored unknown, stored late; and before each effect of each process
/// each node killed, all killed, each paused, the order or the account moved, or moved there and back.
/// </summary>
internal static class Enumeration
{
    private static readonly long[] Latenesses = [3, 50, 2_000, 6_000];

    private static readonly (string Name, Action<World> What)[] Incidents =
    [
        ("kill n0", world => world.Cluster.Nodes[0].Kill(2 * Moment.Second)),
        ("kill n1", world => world.Cluster.Nodes[1].Kill(2 * Moment.Second)),
        ("kill n2", world => world.Cluster.Nodes[2].Kill(2 * Moment.Second)),
        ("kill n1 for long", world => world.Cluster.Nodes[1].Kill(6 * Moment.Second)),
        ("kill all", world =>
        {
            foreach (var node in world.Cluster.Nodes)
                node.Kill(Moment.Second);
        }),
        ("pause n0", world => world.Cluster.Nodes[0].Pause(6 * Moment.Second)),
        ("pause n1", world => world.Cluster.Nodes[1].Pause(6 * Moment.Second)),
        ("pause n2", world => world.Cluster.Nodes[2].Pause(6 * Moment.Second)),
        ("pause n2 for short", world => world.Cluster.Nodes[2].Pause(2 * Moment.Second)),
        ("move order", world => Scenario.MoveOrder(world, false)),
        ("move order and back", world => Scenario.MoveOrder(world, true)),
        ("move account", world => Scenario.MoveAccount(world, false)),
        ("move account and back", world => Scenario.MoveAccount(world, true)),
    ];

    /// <summary>Every mishap of a course of events, as many as its undisturbed run has messages, writes and effects.</summary>
    public static IEnumerable<Mishap> Of(Course course, Timings timings)
    {
        var (_, counted) = Scenario.Run(course, new Mishap("nothing"), timings, Mutant.None);
        return Messages(counted.Messages).Concat(Writes(counted.Writes)).Concat(Effects(counted.Effects));
    }

    /// <summary>Pairs of a write's mishap and an incident, each third effect: not exhaustive.</summary>
    public static IEnumerable<Mishap> PairsOf(Course course, Timings timings)
    {
        var (_, counted) = Scenario.Run(course, new Mishap("nothing"), timings, Mutant.None);
        foreach (var write in Writes(counted.Writes))
        {
            foreach (var effect in Effects(counted.Effects, 3))
                yield return write with { Name = $"{write.Name}, {effect.Name}", Effect = effect.Effect, Incident = effect.Incident };
        }
    }

    private static IEnumerable<Mishap> Messages(long count)
    {
        for (var message = 1L; message <= count; message++)
        {
            foreach (var fate in Enum.GetValues<MessageFate>().Where(fate => fate != MessageFate.Arrives))
                yield return new Mishap($"message {message} {fate}") { Message = message, MessageFate = fate };
        }
    }

    private static IEnumerable<Mishap> Writes(long count)
    {
        for (var write = 1L; write <= count; write++)
        {
            foreach (var fate in new[] { WriteFate.Failed, WriteFate.StoredUnknown })
                yield return new Mishap($"write {write} {fate}") { Write = write, WriteFate = fate };
            foreach (var lateness in Latenesses)
                yield return new Mishap($"write {write} late by {lateness} ms") { Write = write, WriteFate = WriteFate.StoredLate, WriteLateness = lateness * Moment.Millisecond };
        }
    }

    private static IEnumerable<Mishap> Effects(long count, int step = 1)
    {
        for (var effect = 1L; effect <= count; effect += step)
        {
            foreach (var (name, what) in Incidents)
                yield return new Mishap($"{name} before effect {effect}") { Effect = effect, Incident = what };
        }
    }
}
