using Xunit;

namespace Oms.Actors.Tests.Orders;

/// <summary>A table as a specification shows it: a row for each state, a column for each command, and in each cell what comes of it.</summary>
internal static class TransitionTable
{
    /// <summary>Its cells: state, command, what comes of it.</summary>
    public static TheoryData<string, string, string> CellsOf(string table)
    {
        var rows = table.Split('\n').Select(row => row.Split('|', StringSplitOptions.TrimEntries)[1..^1]).ToList();
        var cells = new TheoryData<string, string, string>();
        foreach (var row in rows.Skip(1))
        {
            for (var column = 1; column < row.Length; column++)
                cells.Add(row[0], rows[0][column], row[column]);
        }

        return cells;
    }
}
