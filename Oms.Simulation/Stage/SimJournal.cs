namespace Oms.Simulation.Stage;

/// <summary>
/// The database that all nodes share: rows by identity and sequence number, a number taken once (UNIQUE), and writes whose outcome the writer may never learn.
/// </summary>
internal sealed class SimJournal(World world)
{
    private readonly Dictionary<string, List<Row>> _streams = [];
    private readonly Dictionary<string, Row> _snapshots = [];

    public long Refusals { get; private set; }

    public IReadOnlyDictionary<string, List<Row>> Streams => _streams;

    public readonly record struct Row(long Sequence, object Event);

    public IReadOnlyList<Row> Rows(string id) => _streams.TryGetValue(id, out var rows) ? rows : [];

    /// <summary>The highest number of a stream; 0 without a row.</summary>
    public long Head(string id) => _streams.TryGetValue(id, out var rows) ? rows[^1].Sequence : 0;

    public Row? Snapshot(string id) => _snapshots.TryGetValue(id, out var row) ? row : null;

    /// <summary>A row that was there before the schedule began.</summary>
    public void Seed(string id, object @event) => Store(id, Head(id) + 1, @event);

    public void Write(string id, long sequence, object @event, SimNode node, Action<bool> told)
    {
        var life = node.Life;
        var delay = world.Fate.WriteDelay();
        var fate = world.Fate.Write();
        var survives = world.Fate.WriteSurvivesItsNode();
        var lateness = fate == WriteFate.StoredLate ? world.Fate.WriteLateness() : 0;
        if (fate != WriteFate.Stored)
            world.Log($"write {id}#{sequence} is {fate}");

        var stored = false;
        if (fate != WriteFate.Failed)
            world.After(delay / 2 + lateness, () => stored = (survives || node.Life == life) && Store(id, sequence, @event));

        world.After(delay, () => node.Run(life, () => told(fate == WriteFate.Stored && stored)));
    }

    public void SaveSnapshot(string id, long sequence, object state) => world.After(world.Fate.WriteDelay(), () =>
    {
        if (!_snapshots.TryGetValue(id, out var row) || row.Sequence < sequence)
            _snapshots[id] = new Row(sequence, state);
    });

    private bool Store(string id, long sequence, object @event)
    {
        if (!_streams.TryGetValue(id, out var rows))
            _streams[id] = rows = [];

        if (world.Mutant.Unique && rows.Exists(row => row.Sequence == sequence))
        {
            Refusals++;
            world.Log($"journal refuses {id}#{sequence}, the number is taken");
            return false;
        }

        rows.Add(new Row(sequence, @event));
        rows.Sort((left, right) => left.Sequence.CompareTo(right.Sequence));
        world.Log($"journal {id}#{sequence} {@event}");

        world.Checker.Stored(id, sequence, @event);
        return true;
    }
}
