namespace Oms.Faults.Checking;

/// <summary>Every row of the journal comes back when its stream is replayed: an entity that recovers knows all that it has ever committed.</summary>
internal static class ReplayChecks
{
    public static IEnumerable<Finding> Of(Evidence evidence) =>
        from stream in evidence.Journal
        let replayed = evidence.Replayed.GetValueOrDefault(stream.Key)?.Count ?? 0
        where replayed != stream.Value.Count
        select new Finding(FindingKind.Lost, $"{stream.Key} has {stream.Value.Count} rows, and a replay sees {replayed} events");
}
