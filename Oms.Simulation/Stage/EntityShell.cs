using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Simulation.Stage;

/// <summary>
/// One life of an order or an account on one node: recovers from the journal while messages wait, has one write under way, and stops only when that is known to be stored;
/// a write that failed ends it.
/// </summary>
internal sealed class EntityShell(World world, SimNode node, EntityKey key) : SimShell(world, node, key.Create(world.Timings))
{
    private readonly Queue<object> _mailbox = [];
    private readonly Queue<IPersistedEvent> _early = [];
    private bool _recovering = true;
    private bool _writing;
    private bool _passivating;
    private Action? _stopped;
    private long _sequence;

    public EntityKey Key { get; } = key;

    public bool IsRecovered => !_recovering && !IsEnded;

    /// <summary>The number of the last row that this life knows.</summary>
    public long Sequence => _sequence;

    public void Recover() => World.After(World.Fate.ReadDelay(), () => Node.Run(Life, Read));

    public void Deliver(object message)
    {
        if (IsEnded)
            return;

        if (_recovering || _passivating)
            _mailbox.Enqueue(message);
        else if (_stopped is null || World.Fate.Choose(2) == 0)
            Handle(message);
        else
            World.Cluster.Undelivered(Node, message);

        StopIfDone();
    }

    /// <summary>The stop message of a hand-off: behind what has arrived, and behind the write under way.</summary>
    public void Stop(Action stopped)
    {
        _stopped = stopped;
        StopIfDone();
    }

    protected override void Execute(Effect effect)
    {
        switch (effect)
        {
            case Effect.Persist persist when World.Mutant.WrittenEarly:
                WriteLater(persist.Event);
                break;
            case Effect.Persist persist:
                if (_writing)
                    World.Fail($"{Key} has two writes under way");
                _writing = true;
                World.Journal.Write(Process.PersistenceId, _sequence + 1, persist.Event, Node, Written);
                break;
            case Effect.ReadHeads read:
                ReadHeads(read.PersistenceIds);
                break;
            case Effect.SaveSnapshot snapshot:
                World.Journal.SaveSnapshot(Process.PersistenceId, _sequence, snapshot.State);
                break;
            case Effect.Passivate:
                Passivate();
                break;
            case Effect.Abandon abandon:
                World.Log($"{Key} abandons itself: {abandon.Why}");
                Fail();
                break;
            default:
                base.Execute(effect);
                break;
        }
    }

    private void Read()
    {
        if (World.Fate.RecoveryFails())
        {
            World.Log($"{Key} can't recover");
            while (_mailbox.TryDequeue(out var message))
            {
                if (message is IAsked asked)
                    World.Cluster.Reply(Node, asked.ReplyTo, new CallRefused(asked.Call, OmsCode.ServerError, null));
            }

            End();
            return;
        }

        var snapshot = World.Journal.Snapshot(Process.PersistenceId);
        var rows = World.Journal.Rows(Process.PersistenceId).Where(row => row.Sequence > (snapshot?.Sequence ?? 0)).ToList();
        World.After(World.Fate.ReadDelay(), () => Node.Run(Life, () => Recovered(snapshot, rows)));
    }

    private void Recovered(SimJournal.Row? snapshot, List<SimJournal.Row> rows)
    {
        try
        {
            Replay(snapshot, rows);
        }
        catch (Exception fault) when (fault is not ViolationException)
        {
            World.Fail($"{Key} can't be replayed: {fault.Message}");
        }

        _recovering = false;
        World.Log($"{Key} starts on {Node} at {_sequence}");
        Handle(new Input.Recovered($"{Node}-{World.Now}"));
        while (!_passivating && IsAlive && _mailbox.TryDequeue(out var message))
            Handle(message);

        StopIfDone();
    }

    private void Replay(SimJournal.Row? snapshot, List<SimJournal.Row> rows)
    {
        if (snapshot is { } kept)
            Process.Restore(kept.Event, _sequence = kept.Sequence);

        foreach (var row in rows)
            Process.Replay(row.Event, _sequence = row.Sequence);
    }

    private void Written(bool stored)
    {
        if (!IsAlive)
            return;

        _writing = false;
        if (stored)
            Handle(new Input.Written(++_sequence));
        else
            Fail();

        StopIfDone();
    }

    private void ReadHeads(IReadOnlyList<string> ids) => World.After(World.Fate.ReadDelay(), () =>
    {
        Input answer = new Input.HeadsUnread();
        if (!World.Fate.HeadsFail())
        {
            var heads = new Dictionary<string, long>();
            foreach (var id in ids)
            {
                if (World.Journal.Head(id) is > 0 and var head)
                    heads[id] = head;
            }

            answer = new Input.HeadsRead(heads);
        }

        World.After(World.Fate.ReadDelay(), () => Node.Run(Life, () => Handle(answer)));
    });

    /// <summary>Leaves memory; what arrives meanwhile is for the next life.</summary>
    private void Passivate()
    {
        if (_stopped is not null || _passivating)
            return;

        _passivating = World.Fate.Choose(2) == 0;
        World.After(World.Fate.MessageDelay(true), () => Node.Run(Life, () =>
        {
            _passivating = true;
            if (!IsEnded && _stopped is null)
                Stop(() => { });
        }));
    }

    private void StopIfDone()
    {
        if (_stopped is not null && !IsEnded && !_recovering && (!_writing || World.Mutant.StopsWithoutWaiting))
            End();
    }

    /// <summary>This life has lost touch with the journal.</summary>
    private void Fail()
    {
        Handle(new Input.Ended());
        End();
    }

    private void End()
    {
        if (!IsAlive)
            return;

        IsEnded = true;
        Node.Entities.Remove(Key);
        _stopped?.Invoke();
        if (_passivating)
        {
            while (_mailbox.TryDequeue(out var message))
                World.Cluster.Arrive(Node, Key, message);
        }
    }

    /// <summary>For a mutant: what is written is taken for stored at once, and written one after another behind it.</summary>
    private void WriteLater(IPersistedEvent @event)
    {
        _early.Enqueue(@event);
        if (_early.Count == 1)
            WriteEarliest(_sequence + 1);

        _sequence++;
        var sequence = _sequence;
        World.After(1, () => Node.Run(Life, () => Handle(new Input.Written(sequence))));
    }

    private void WriteEarliest(long sequence) => World.Journal.Write(Process.PersistenceId, sequence, _early.Peek(), Node, stored =>
    {
        if (!IsAlive)
            return;

        _early.Dequeue();
        if (!stored)
            Fail();
        else if (_early.Count > 0)
            WriteEarliest(sequence + 1);
    });
}
