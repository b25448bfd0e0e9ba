using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Instruments;

/// <summary>
/// How the catalogue survives. Commands are decided on settled state, one write at a time. A change is told to all watchers after its write and before its answer, so that a
/// gateway knows it before its caller does.
/// </summary>
internal sealed class CatalogueProcess(Timings timings) : IProcess
{
    public const string IdleTimer = "idle";
    public const string Id = "catalogue";

    /// <summary>Commands that may wait behind a write; beyond it they are refused.</summary>
    public const int QueueMost = 256;

    private readonly WriteQueue<ICatalogueCommand, ICatalogueEvent> _commands = new(QueueMost);
    private readonly CatalogueWatchers _watchers = new(timings);
    private Catalogue _catalogue = Catalogue.Empty;
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
                foreach (var command in _commands.Abandon())
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

        _watchers.Renew(watch.Watcher, now, effects);
        effects.Reply(watch.Watcher, _catalogue.Told());
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
        Answer(command, null, effects);
    }

    private void Answer(ICatalogueCommand command, CatalogueRefusal? refusal, Effects effects) => effects.Reply(command.ReplyTo, (refusal, command) switch
    {
        ({ } no, _) => new CallRefused(command.Call, no.Code, no.Detail),
        (_, NameFirstOperator name) => new FirstOperatorNamed(command.Call, _catalogue.FirstOperator == name.UserKey),
        _ => new CatalogueChanged(command.Call),
    });

    private void Idle(Effects effects)
    {
        if (!_touched && _commands.IsEmpty && _watchers.IsEmpty)
        {
            effects.Passivate();
            return;
        }

        _touched = false;
        effects.StartTimer(IdleTimer, timings.Idle);
    }
}
