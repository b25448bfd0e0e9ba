using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Instruments;

/// <summary>
/// How the catalogue survives. Commands are decided on settled state, one write at a time. A change is told to all watchers after its write, and answered when the gateway of
/// every node that may serve has said that it acts by it: what is halted is halted everywhere. While one of them is silent there is no answer, and so its caller hears that the outcome is unknown.
/// </summary>
internal sealed class CatalogueProcess(Timings timings) : IProcess
{
    public const string IdleTimer = "idle";
    public const string TellTimer = "tell";
    public const string Id = "catalogue";

    /// <summary>Commands that may wait behind a write; beyond it they are refused.</summary>
    public const int QueueMost = 256;

    private readonly WriteQueue<ICatalogueCommand, ICatalogueEvent> _commands = new(QueueMost);
    private readonly CatalogueWatchers _watchers = new(timings);
    private Catalogue _catalogue = Catalogue.Empty;
    private readonly Queue<(long Version, ICatalogueCommand Command)> _spreading = [];
    private bool _touched;

    public string PersistenceId => Id;

    /// <summary>The catalogue as it is settled.</summary>
    public Catalogue Settled => _catalogue;

    public void Restore(object state, long sequence) => throw new InvariantViolationException("The catalogue keeps no snapshots.");

    public void Replay(object @event, long sequence)
    {
        _catalogue = Catalogue.Apply(_catalogue, (ICatalogueEvent)@event);
        if (_catalogue.Version != sequence)
            throw new InvariantViolationException($"The catalogue's version {_catalogue.Version} is not its sequence number {sequence}.");
    }

    public void On(object input, DateTimeOffset now, Effects effects)
    {
        _touched |= input is ICatalogueMessage;
        switch (input)
        {
            case Input.Recovered:
                effects.StartTimer(IdleTimer, timings.Idle);
                effects.Add(Effect.HearOfNodes.Now);
                break;
            case Input.NodesAre serving:
                _watchers.Serving(serving.Nodes);
                AnswerKnown(effects);
                break;
            case Input.TimerFired { Name: TellTimer }:
                TellAgain(effects);
                break;
            case Input.TimerFired { Name: IdleTimer }:
                Idle(effects);
                break;
            case Input.TimerFired { Name: CatalogueWatchers.Timer }:
                _watchers.Forget(now, effects);
                break;
            case WatchCatalogue watch:
                Watch(watch, now, effects);
                break;
            case ICatalogueCommand command when _commands.TryAdd(command):
                DecideNext(now, effects);
                break;
            case ICatalogueCommand command:
                effects.Reply(command.ReplyTo, new CallRefused(command.Call, OmsCode.OperationFailed, "the catalogue is busy"));
                break;
            case Input.Written written:
                Written(written.Sequence, effects);
                DecideNext(now, effects);
                break;
            case Input.Ended:
                foreach (var command in _spreading.Select(change => change.Command).Concat(_commands.Abandon()))
                    effects.Reply(command.ReplyTo, new CallRefused(command.Call, OmsCode.ServerError, CallRefused.OutcomeUnknown));
                break;
        }
    }

    /// <summary>A watcher that knows more has it from a life that wrote more: this one is not the newest.</summary>
    private void Watch(WatchCatalogue watch, DateTimeOffset now, Effects effects)
    {
        if (watch.KnownVersion > _catalogue.Version)
        {
            effects.Abandon($"A watcher knows version {watch.KnownVersion} of the catalogue, this life knows {_catalogue.Version}.");
            return;
        }

        _watchers.Renew(watch, now, effects);
        if (watch.KnownVersion < _catalogue.Version)
            effects.Reply(watch.Watcher, _catalogue.Told());

        AnswerKnown(effects);
    }

    private void DecideNext(DateTimeOffset now, Effects effects)
    {
        while (_commands.TryNext(out var command))
        {
            var decision = Catalogue.Decide(_catalogue, command, now);
            if (decision.Event is { } @event)
                _commands.Write(@event, command, effects);
            else
                Answer(command, decision.Refusal, effects);
        }
    }

    private void Written(long sequence, Effects effects)
    {
        var (@event, command) = _commands.Written();
        Replay(@event, sequence);
        _watchers.Tell(_catalogue.Told(), effects);
        if (command is NameFirstOperator)
        {
            Answer(command, null, effects);
            return;
        }

        if (_spreading.Count == 0)
            effects.StartTimer(TellTimer, timings.TellAgain);

        _spreading.Enqueue((_catalogue.Version, command));
        AnswerKnown(effects);
    }

    /// <summary>Changes are answered in the order in which they were made.</summary>
    private void AnswerKnown(Effects effects)
    {
        while (_spreading.TryPeek(out var change) && _watchers.AllKnow(change.Version))
            Answer(_spreading.Dequeue().Command, null, effects);
    }

    /// <summary>What is told can be lost.</summary>
    private void TellAgain(Effects effects)
    {
        if (_spreading.Count == 0)
            return;

        _watchers.Tell(_catalogue.Told(), effects);
        effects.StartTimer(TellTimer, timings.TellAgain);
    }

    private void Answer(ICatalogueCommand command, CatalogueRefusal? refusal, Effects effects) => effects.Reply(command.ReplyTo, (refusal, command) switch
    {
        ({ } no, _) => new CallRefused(command.Call, no.Code, no.Detail),
        (_, NameFirstOperator name) => new FirstOperatorNamed(command.Call, _catalogue.FirstOperator == name.UserKey),
        _ => new CatalogueChanged(command.Call),
    });

    private void Idle(Effects effects)
    {
        if (!_touched && _commands.IsEmpty && _spreading.Count == 0 && _watchers.IsEmpty)
        {
            effects.Passivate();
            return;
        }

        _touched = false;
        effects.StartTimer(IdleTimer, timings.Idle);
    }
}
