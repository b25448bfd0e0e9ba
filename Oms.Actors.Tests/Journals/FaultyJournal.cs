using Akka.Persistence;
using Oms.Actors.Persistence;
using Oms.Actors.Protocol;

namespace Oms.Actors.Tests.Journals;

/// <summary>What can be made to go wrong, or to wait.</summary>
internal enum JournalFault
{
    /// <summary>The write waits, and is stored when released. An actor system that ends meanwhile takes it with it.</summary>
    HoldWrite,

    /// <summary>The write is not stored, and reported as failed.</summary>
    FailWrite,

    /// <summary>The write is refused as one that can't be serialized: not stored, and the actor goes on.</summary>
    RejectWrite,

    /// <summary>The write is stored at once; its answer waits.</summary>
    HoldAnswer,

    /// <summary>The write is stored, and reported as failed.</summary>
    StoreAndFail,

    /// <summary>A recovery waits.</summary>
    HoldRecovery,

    /// <summary>A recovery fails.</summary>
    FailRecovery,

    /// <summary>Heads and history wait.</summary>
    HoldRead,

    /// <summary>Heads and history fail.</summary>
    FailRead,
}

/// <summary>
/// A journal in memory that outlives actor systems: give one to several engines, one after the other or side by side. Like a database it
/// refuses a sequence number that is taken, and stores the events of one write together or not at all.
/// </summary>
internal sealed class FaultyJournal
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SortedList<long, IPersistentRepresentation>> _streams = [];
    private readonly List<InjectedFault> _faults = [];

    /// <summary>What an engine is started with.</summary>
    public IJournalStore Store => new FaultyJournalStore(this);

    /// <summary>
    /// As in the real plugin, an entity recovers after the writes of its former life on the same node. Off, it recovers at once, as it
    /// would on another node.
    /// </summary>
    public bool RecoveryAwaitsWrites { get; set; } = true;

    /// <summary>The first fault that applies to an operation and an id is the one that happens.</summary>
    /// <param name="kind">What happens.</param>
    /// <param name="persistenceIds">To which streams.</param>
    /// <param name="times">How often, before it is over.</param>
    public InjectedFault Inject(JournalFault kind, Func<string, bool> persistenceIds, int times = int.MaxValue)
    {
        var fault = new InjectedFault(kind, persistenceIds, times);
        lock (_lock)
            _faults.Add(fault);
        return fault;
    }

    /// <summary>The events of a stream, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Stream(string persistenceId)
    {
        lock (_lock)
        {
            return _streams.TryGetValue(persistenceId, out var rows)
                ? [.. rows.Select(row => new JournalEntry(row.Key, row.Value.Payload))]
                : [];
        }
    }

    /// <summary>The ids that have events.</summary>
    public IReadOnlyList<string> Streams()
    {
        lock (_lock)
            return [.. _streams.Keys.Order(StringComparer.Ordinal)];
    }

    /// <exception cref="InvalidOperationException">A sequence number is taken; nothing was stored.</exception>
    internal void Append(IReadOnlyList<IPersistentRepresentation> events)
    {
        lock (_lock)
        {
            if (events.FirstOrDefault(row => _streams.GetValueOrDefault(row.PersistenceId)?.ContainsKey(row.SequenceNr) == true) is { } taken)
                throw new InvalidOperationException($"UNIQUE constraint failed: {taken.PersistenceId}, {taken.SequenceNr}");

            foreach (var row in events)
            {
                if (!_streams.TryGetValue(row.PersistenceId, out var stream))
                    _streams.Add(row.PersistenceId, stream = []);
                stream.Add(row.SequenceNr, row);
            }
        }
    }

    internal IReadOnlyList<IPersistentRepresentation> Rows(string persistenceId)
    {
        lock (_lock)
            return [.. _streams.GetValueOrDefault(persistenceId)?.Values ?? []];
    }

    /// <summary>The fault that happens to this operation now, if one of these kinds does.</summary>
    internal InjectedFault? Strike(string persistenceId, params ReadOnlySpan<JournalFault> kinds)
    {
        lock (_lock)
        {
            foreach (var fault in _faults)
            {
                if (kinds.Contains(fault.Kind) && fault.Strikes(persistenceId))
                    return fault;
            }

            return null;
        }
    }
}
