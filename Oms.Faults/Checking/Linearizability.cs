namespace Oms.Faults.Checking;

/// <summary>
/// Looks for an order of operations that explains all that was heard: each at one moment between its beginning and its end, each possible in the state that those before it have
/// left (Wing and Gong's search, with Lowe's memory of what has been tried). The histories of different orders are independent of each other, so each is searched alone and stays small.
/// </summary>
internal sealed class Linearizability
{
    private readonly Operation[] _operations;
    private readonly HashSet<(Phase, string)> _tried = [];
    private int _most = -1;
    private string _stuck = "";

    private Linearizability(IEnumerable<Operation> operations) => _operations = [.. operations.OrderBy(operation => operation.From)];

    /// <summary>What can't be explained; null when everything can.</summary>
    public static string? Contradiction(IEnumerable<Operation> operations)
    {
        var search = new Linearizability(operations);
        return search.Explains(Phase.Absent, new bool[search._operations.Length]) ? null : search._stuck;
    }

    /// <summary>Whether what is not done can follow on <paramref name="phase"/>.</summary>
    private bool Explains(Phase phase, bool[] done)
    {
        DoReads(phase, done);
        if (!_tried.Add((phase, string.Concat(done.Select(one => one ? '1' : '0')))))
            return false;

        var horizon = Horizon(done);
        if (horizon == Operation.NeverHeard)
            return true;

        Remember(phase, done);
        for (var at = 0; at < _operations.Length && _operations[at].From <= horizon; at++)
        {
            if (done[at] || _operations[at].IsRead || _operations[at].In(phase) is not { } next)
                continue;

            bool[] then = [.. done];
            then[at] = true;
            if (Explains(next, then))
                return true;
        }

        return false;
    }

    /// <summary>A read that is true now changes nothing, so nothing is gained by doing it later.</summary>
    private void DoReads(Phase phase, bool[] done)
    {
        var again = true;
        while (again)
        {
            again = false;
            var horizon = Horizon(done);
            for (var at = 0; at < _operations.Length && _operations[at].From <= horizon; at++)
            {
                if (!done[at] && _operations[at].IsRead && _operations[at].In(phase) is not null)
                    done[at] = again = true;
            }
        }
    }

    /// <summary>Nothing that begins after this may come next: somebody had heard by then of something that is not done yet.</summary>
    private long Horizon(bool[] done)
    {
        var horizon = Operation.NeverHeard;
        for (var at = 0; at < _operations.Length; at++)
        {
            if (!done[at])
                horizon = Math.Min(horizon, _operations[at].To);
        }

        return horizon;
    }

    /// <summary>Of all attempts the one that went furthest tells best where it breaks.</summary>
    private void Remember(Phase phase, bool[] done)
    {
        var count = done.Count(one => one);
        if (count <= _most)
            return;

        _most = count;
        var next = _operations.Where((operation, at) => !done[at] && !operation.IsOptional).MinBy(operation => operation.To);
        _stuck = $"{phase} after {count} of {_operations.Length} operations; what has to come next: {next}";
    }
}
