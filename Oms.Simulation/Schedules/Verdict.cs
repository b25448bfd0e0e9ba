using Oms.Simulation.Stage;

namespace Oms.Simulation.Schedules;

/// <summary>What a schedule came to.</summary>
/// <param name="Violation">Null when every promise was kept.</param>
/// <param name="Steps">Inputs handled by processes of the product.</param>
/// <param name="Receipts">Receipted cancels and sweeps.</param>
/// <param name="Accepted">Orders that were accepted.</param>
/// <param name="Refusals">Rows that the journal refused because their number was taken.</param>
/// <param name="Moves">Shards that were moved.</param>
internal readonly record struct Verdict(string? Violation, long Steps, long Receipts, long Accepted, long Refusals, long Moves)
{
    public static Verdict Of(World world, string? violation) =>
        new(violation, world.Steps, world.Checker.Receipts.Count, world.Checker.Accepted, world.Journal.Refusals, world.Cluster.Moves);
}
