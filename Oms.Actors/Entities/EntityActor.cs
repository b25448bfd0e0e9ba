using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Akka.Persistence;
using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Entities;

/// <summary>
/// The shell of every entity: feeds its process and executes the effects, nothing else. One write is under way at a time, with PersistAsync, as Persist would also hold
/// up questions. A write that fails ends this life: what the journal has shows at the next recovery.
/// </summary>
internal sealed class EntityActor : UntypedPersistentActor, IWithTimers
{
    private const int RememberedWhileRecovering = 1000;

    private readonly IProcess _process;
    private readonly EngineRoom _room;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly List<IAsked> _asked = [];
    private EffectExecutor _executor = null!;
    private bool _recovered;
    private bool _writing;
    private int _verifying;
    private bool _stopping;
    private bool _ended;

    public EntityActor(IProcess process, EngineRoom room)
    {
        _process = process;
        _room = room;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public override string PersistenceId => _process.PersistenceId;

    protected override void PreStart()
    {
        _executor = new EffectExecutor(_room, Context, Timers);
        base.PreStart();
    }

    /// <summary>
    /// A node that may not answer handles nothing, not even what it has begun: whatever it has in memory may be of the past. Whoever asks an entity that can't be recovered is
    /// told so, instead of waiting in vain.
    /// </summary>
    protected override bool AroundReceive(Receive receive, object message)
    {
        if (!_room.Lease.Holds)
        {
            _ended = true;
            Context.Stop(Self);
            return true;
        }

        if (!_recovered && message is IAsked asked && _asked.Count < RememberedWhileRecovering)
            _asked.Add(asked);

        return base.AroundReceive(receive, message);
    }

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer offer:
                _process.Restore(offer.Snapshot, offer.Metadata.SequenceNr);
                break;
            case RecoveryCompleted:
                _recovered = true;
                _asked.Clear();
                Feed(new Input.Recovered(Self.Path.Uid.ToString("x", System.Globalization.CultureInfo.InvariantCulture)));
                break;
            case IPersistedEvent @event:
                _process.Replay(@event, LastSequenceNr);
                break;
        }
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case StopEntity:
                _stopping = true;
                StopIfSettled();
                break;
            case SaveSnapshotFailure failure:
                _log.Warning(failure.Cause, "A snapshot of {0} could not be saved", PersistenceId);
                break;
            case SaveSnapshotSuccess saved:
                DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
                break;
            case DeleteSnapshotsSuccess or DeleteSnapshotsFailure or Status.Failure:
                break;
            case Input.PasswordVerified:
                _verifying--;
                Feed(message);
                break;
            default:
                Feed(message);
                break;
        }
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        _log.Warning(cause, "A write of {0} failed at {1}; whether it is stored shows when it recovers", PersistenceId, sequenceNr);
        End();
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        _log.Error(cause, "The journal rejected {0} of {1} at {2}", @event.GetType().Name, PersistenceId, sequenceNr);
        End();
        Leave();
        StopIfSettled();
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        _log.Error(reason, "{0} can't be recovered", PersistenceId);
        foreach (var asked in _asked)
            Refuse(asked);
    }

    private void Feed(object input)
    {
        if (_ended)
            return;

        try
        {
            var effects = new Effects();
            _process.On(input, _executor.Now, effects);
            foreach (var effect in effects)
            {
                Execute(effect);
                if (_ended)
                    break;
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            _log.Error(error, "{0} stops and recovers: {1} met an error", PersistenceId, input.GetType().Name);
            if (input is IAsked asked)
                Refuse(asked);

            End();
            Leave();
        }

        StopIfSettled();
    }

    private void Execute(Effect effect)
    {
        switch (effect)
        {
            case Effect.Persist persist:
                _writing = true;
                PersistAsync(persist.Event, _ => Written());
                break;
            case Effect.VerifyPassword:
                _verifying++;
                _executor.Execute(effect);
                break;
            case Effect.HearOfRemovedMembers:
                Context.System.EventStream.Subscribe(Self, typeof(Input.MemberRemoved));
                break;
            case Effect.HearOfNodes:
                Context.System.EventStream.Subscribe(Self, typeof(Input.NodesAre));
                Self.Tell(new Input.NodesAre(_room.Nodes.Now));
                break;
            case Effect.SaveSnapshot save:
                SaveSnapshot(save.State);
                break;
            case Effect.Passivate:
                Leave();
                break;
            case Effect.Abandon abandon:
                _log.Warning("{0} stops and recovers: {1}", PersistenceId, abandon.Why);
                End();
                Leave();
                break;
            default:
                _executor.Execute(effect);
                break;
        }
    }

    private void Written()
    {
        _writing = false;
        Feed(new Input.Written(LastSequenceNr));
    }

    /// <summary>Nothing of this life counts any more, but whoever waits is answered.</summary>
    private void End()
    {
        if (_ended)
            return;

        _ended = true;
        var effects = new Effects();
        _process.On(new Input.Ended(), _executor.Now, effects);
        foreach (var effect in effects.Where(effect => effect is Effect.Reply or Effect.TellLater))
            _executor.Execute(effect);
    }

    /// <summary>By way of the shard, which keeps what arrives meanwhile for the next life.</summary>
    private static void Leave() => Context.Parent.Tell(new Passivate(StopEntity.Now));

    /// <summary>A write is waited for, and so is a password that is being looked at: a log-in that comes as its user is leaving is answered like any other.</summary>
    private void StopIfSettled()
    {
        if (!_stopping || ((_writing || _verifying > 0) && !_ended))
            return;

        End();
        Context.Stop(Self);
    }

    private void Refuse(IAsked asked) => _room.Addresses[asked.ReplyTo].Tell(new CallRefused(asked.Call, OmsCode.ServerError, null), Self);
}
