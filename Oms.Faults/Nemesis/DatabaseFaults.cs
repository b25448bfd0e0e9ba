namespace Oms.Faults.Nemesis;

/// <summary>What happens to the database.</summary>
internal static class DatabaseFaults
{
    private const string Target = "postgres";

    private static readonly TimeSpan Locked = TimeSpan.FromSeconds(15);

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new("connections-dropped", false, DropConnections),
        new("database-restarts", false, Restart),
        new("journal-locked", false, Lock),
    ];

    private static async Task DropConnections(Scene scene)
    {
        scene.Begin("connections-dropped", Target);
        for (var times = 1 + scene.Chance.Below(5); times > 0; times--)
        {
            await scene.Theatre.Database.DropConnections();
            await scene.Wait(0.1, 2);
        }

        scene.End("connections-dropped", Target);
    }

    private static async Task Restart(Scene scene)
    {
        scene.Begin("database-restarts", Target);
        await scene.Theatre.Database.Restart(scene.Chance.Between(TimeSpan.Zero, TimeSpan.FromSeconds(5)));
        scene.End("database-restarts", Target);
        await scene.Wait(1, 5);
    }

    /// <summary>Longer than the engine waits for a write: whether what it was writing is stored nobody can say.</summary>
    private static async Task Lock(Scene scene)
    {
        scene.Begin("journal-locked", Target);
        await scene.Theatre.Database.LockJournal(Locked);
        scene.End("journal-locked", Target);
        await scene.Wait(1, 5);
    }
}
