namespace Oms.Faults.Sabotage;

/// <summary>A classic mistake, and what it takes to make it here: the product has no switch for it.</summary>
/// <param name="Name">For the command line.</param>
/// <param name="Settings">Laid over the engine's own, checks or no checks.</param>
/// <param name="Schema">What the database needs for it; null for nothing.</param>
internal sealed record Mistake(string Name, string Settings, string? Schema)
{
    /// <summary>What runs a node with it.</summary>
    public IReadOnlyList<string> Host => ["dotnet", typeof(Mistake).Assembly.Location, SaboteurHost.Command, Name];
}

/// <summary>Those that the fault test has to find.</summary>
internal static class Mistakes
{
    /// <summary>Akka's own defaults: what one node has written before another took over is discarded when a later replay comes to what it has written afterwards.</summary>
    public static readonly Mistake ReplayFilter = new(
        "replay-filter",
        """
        akka.persistence.journal.sql {
          replay-filter.mode = repair-by-discard-old
          default.journal.use-writer-uuid-column = true
        }
        """,
        "ALTER TABLE oms.journal ADD COLUMN IF NOT EXISTS writer_uuid VARCHAR(128)");

    /// <summary>What is written is acknowledged first, and written some time after.</summary>
    public static readonly Mistake AcknowledgeFirst = new(
        "acknowledge-first",
        $"akka.persistence.journal.sql.class = \"{typeof(HastyJournal).FullName}, {typeof(HastyJournal).Assembly.GetName().Name}\"",
        null);

    public static IReadOnlyList<Mistake> All { get; } = [ReplayFilter, AcknowledgeFirst];

    /// <exception cref="ArgumentException">There is no such mistake.</exception>
    public static Mistake Find(string name) => All.FirstOrDefault(mistake => mistake.Name == name) ?? throw new ArgumentException($"there is no mistake {name}: {string.Join(", ", All.Select(mistake => mistake.Name))}");
}
