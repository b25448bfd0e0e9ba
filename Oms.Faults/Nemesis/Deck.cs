namespace Oms.Faults.Nemesis;

/// <summary>All kinds of faults, dealt from a shuffled deck, so that none is missing for long.</summary>
internal sealed class Deck(IReadOnlyList<FaultKind> kinds, Chance chance)
{
    private readonly Queue<FaultKind> _deck = new();

    public static IReadOnlyList<FaultKind> All { get; } = [.. NodeFaults.All, .. Partitions.All, .. DatabaseFaults.All];

    public FaultKind Next()
    {
        if (_deck.Count == 0)
        {
            foreach (var kind in chance.Shuffled(kinds))
                _deck.Enqueue(kind);
        }

        return _deck.Dequeue();
    }
}
