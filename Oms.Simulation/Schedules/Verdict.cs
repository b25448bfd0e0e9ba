using Oms.Simulation.Stage;

namespace Oms.Simulation.Schedules;

/// <summary>What a schedule came to.</summary>
/// <param name="Violation">Null when every promise was kept.</param>
/// <param name="Steps">Inputs handled by processes of the product.</param>
/// <param name="Receipts">Receipted cancels and sweeps.</param>
/// <param name="Accepted">Orders that were accepted.</param>
/// <param name="Refusals">Rows that the journal refused because their number was taken.</param>
/// <param name="Moves">Shards that were moved.</param>
/// <param name="Refused">Cancels that a venue refused.</param>
/// <param name="Forced">Orders whose cancel an operator decided.</param>
/// <param name="SetAside">Orders of which an execution was set aside.</param>
/// <param name="Expired">Orders that have expired.</param>
/// <param name="Corrected">Corrections of executions.</param>
/// <param name="CorrectedClosed">Corrections of executions of closed orders.</param>
internal readonly record struct Verdict(
    string? Violation,
    long Steps,
    long Receipts,
    long Accepted,
    long Refusals,
    long Moves,
    long Refused,
    long Forced,
    long SetAside,
    long Expired,
    long Corrected = 0,
    long CorrectedClosed = 0)
{
    public static Verdict Of(World world, string? violation) => new(
        violation,
        world.Steps,
        world.Checker.Receipts.Count,
        world.Checker.Accepted,
        world.Journal.Refusals,
        world.Cluster.Moves,
        world.Checker.AtVenue.Refused,
        world.Checker.AtVenue.Forced,
        world.Checker.AtVenue.SetAside,
        world.Checker.Truth.Expired,
        world.Checker.AtVenue.Corrected.All,
        world.Checker.AtVenue.Corrected.Closed);

    /// <summary>Both together, without what was violated.</summary>
    public Verdict And(Verdict other) => new(
        null,
        Steps + other.Steps,
        Receipts + other.Receipts,
        Accepted + other.Accepted,
        Refusals + other.Refusals,
        Moves + other.Moves,
        Refused + other.Refused,
        Forced + other.Forced,
        SetAside + other.SetAside,
        Expired + other.Expired,
        Corrected + other.Corrected,
        CorrectedClosed + other.CorrectedClosed);
}
