using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Mutants;

/// <summary>Rule: a correction is booked once. Here: each time that it is told it looks like a new one.</summary>
internal sealed class BooksCorrectionsAgain : Mutant
{
    private const long Newer = 1_000;
    private long _times;

    public override object? Replace(SimShell shell, object input) => input is OrderUpdate { Terms: not null } update && shell.Process is AccountProcess
        ? update with { Executions = [.. update.Executions.Select(execution => execution.Corrects is null ? execution : execution with { Version = execution.Version + (++_times * Newer) })] }
        : input;
}

/// <summary>Rule: a correction is answered when the account has it in its journal. Here: when the order has.</summary>
internal sealed class HearsBeforeItIsBooked : OrderMutant
{
    private readonly Dictionary<OrderId, ReportCorrected> _reports = [];

    protected override object? Replace(object input)
    {
        if (input is ReportCorrected report)
            _reports[report.OrderId] = report;

        return input;
    }

    protected override void Rewrite(OrderProcess order, object input, Effects effects)
    {
        if (input is Input.Written && order.Settled.Terms is { } terms && _reports.TryGetValue(terms.OrderId, out var report)
            && order.Settled.Executions.GetValueOrDefault(report.ExecutionId)?.Revision == report.Revision)
            effects.Reply(report.ReplyTo, new ReportHeard(report.Call, VenueReportResult.Taken));
    }
}

/// <summary>Rule: a correction of a closed order is taken. Here: it is answered as heard and dropped.</summary>
internal sealed class CorrectsNothing : Mutant
{
    public override object? Replace(SimShell shell, object input) =>
        input is ReportCorrected report && shell.Process is OrderProcess { Settled.Summary.IsClosed: true }
            ? new ReportAccepted(report.OrderId, report.Call, report.ReplyTo)
            : input;
}
