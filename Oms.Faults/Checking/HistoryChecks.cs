using Oms.Actors.Api;

namespace Oms.Faults.Checking;

/// <summary>Each order's history is that of a state machine at which all calls happen one after another, and its journal has what came of them.</summary>
internal static class HistoryChecks
{
    public static IEnumerable<Finding> Of(Calls calls, Journals journals)
    {
        var end = calls.Entries.Count == 0 ? 0 : calls.Entries[^1].At + 1;
        var ends = journals.ByClientOrder();
        foreach (var (order, heard) in OrderHistories.Of(calls))
        {
            var state = ends[order].FirstOrDefault()?.Order.State ?? OrderState.Unknown;
            var journal = Operation.SeenAs(state) is { } step ? new Operation(step, end, end, "the order's journal") : null;
            foreach (var finding in Of(order, heard, journal))
                yield return finding;
        }
    }

    private static IEnumerable<Finding> Of(long order, IReadOnlyList<Operation> heard, Operation? journal)
    {
        IEnumerable<Operation> all = journal is null ? heard : heard.Append(journal);
        if (Linearizability.Contradiction(all) is not { } contradiction)
            yield break;

        var stale = Stale(heard);
        foreach (var operation in stale)
            yield return new Finding(FindingKind.Stale, $"order {order} was told Working after it had been told Canceled: {operation}");

        if (stale.Count == 0)
            yield return new Finding(FindingKind.Lost, $"order {order}: {contradiction}");
        else if (Linearizability.Contradiction(all.Except(stale)) is { } besides)
            yield return new Finding(FindingKind.Lost, $"order {order}: {besides}");
    }

    /// <summary>What began when somebody had been told Canceled already, and yet says that it works.</summary>
    private static List<Operation> Stale(IReadOnlyList<Operation> heard)
    {
        var told = heard.Where(operation => operation.Step == Step.SeeCanceled).Select(operation => operation.To).DefaultIfEmpty(Operation.NeverHeard).Min();
        return [.. heard.Where(operation => operation.Step == Step.SeeWorking && operation.From > told)];
    }
}
