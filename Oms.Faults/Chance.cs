namespace Oms.Faults;

/// <summary>Numbers from a seed (SplitMix64), for one user at a time: the same on every machine and in every version of the runtime.</summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 .. <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + ((most - least) * ((Next() >> 11) * (1.0 / (1UL << 53))));

    public T OneOf<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>All of them, in some order.</summary>
    public IReadOnlyList<T> Shuffled<T>(IEnumerable<T> items) => [.. items.Select(item => (Key: Next(), item)).OrderBy(pair => pair.Key).Select(pair => pair.item)];
}
