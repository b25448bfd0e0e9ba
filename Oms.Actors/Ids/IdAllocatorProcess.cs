using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Ids;

/// <summary>
/// How the allocator survives. One write at a time: the requests of one kind that have come in meanwhile share the next one, and are answered after it.
/// What is asked is told at once, from what is settled.
/// </summary>
internal sealed class IdAllocatorProcess(Timings timings) : IProcess
{
    public const string IdleTimer = "idle";
    public const string Id = "ids";

    /// <summary>Requests that may wait; beyond it they are refused.</summary>
    public const int QueueMost = 1024;

    private readonly List<IIdMessage> _waiting = [];
    private readonly List<(IIdMessage Request, IdDecision Decision)> _granting = [];
    private IdAllocator _ids = IdAllocator.Fresh;
    private IdsTaken? _writing;
    private long _sequence;
    private long _snapshot;
    private bool _touched;

    public string PersistenceId => Id;

    /// <summary>The allocator as it is settled.</summary>
    public IdAllocator Settled => _ids;

    public void Restore(object state, long sequence)
    {
        _ids = (IdAllocator)state;
        _sequence = _snapshot = sequence;
    }

    public void Replay(object @event, long sequence)
    {
        _ids = IdAllocator.Apply(_ids, (IdsTaken)@event);
        _sequence = sequence;
    }

    public void On(object input, DateTimeOffset now, Effects effects)
    {
        _touched |= input is IIdMessage;
        switch (input)
        {
            case Input.Recovered:
                effects.StartTimer(IdleTimer, timings.Idle);
                break;
            case Input.TimerFired { Name: IdleTimer }:
                Idle(effects);
                break;
            case AskReservedIds question:
                Answer(question, IdAllocator.Decide(_ids.Highest(question.Kind), question), effects);
                break;
            case IIdMessage request when _waiting.Count >= QueueMost:
                effects.Reply(request.ReplyTo, new CallRefused(request.Call, OmsCode.OperationFailed, "the allocator is busy"));
                break;
            case IIdMessage request:
                _waiting.Add(request);
                DecideNext(now, effects);
                break;
            case Input.Written written:
                Written(written.Sequence, effects);
                DecideNext(now, effects);
                break;
            case Input.Ended:
                Ended(effects);
                break;
        }
    }

    private void DecideNext(DateTimeOffset now, Effects effects)
    {
        while (_writing is null && _waiting.Count > 0)
        {
            var kind = _waiting[0].Kind;
            var highest = _ids.Highest(kind);
            foreach (var request in _waiting.Where(request => request.Kind == kind))
            {
                var decision = IdAllocator.Decide(highest, request);
                highest = decision.Highest;
                _granting.Add((request, decision));
            }

            _waiting.RemoveAll(request => request.Kind == kind);
            if (highest == _ids.Highest(kind))
            {
                AnswerGranted(effects);
                continue;
            }

            _writing = new IdsTaken(kind, highest, now);
            effects.Persist(_writing);
        }
    }

    private void Written(long sequence, Effects effects)
    {
        Replay(_writing ?? throw new InvariantViolationException("A write that was not begun has been committed."), sequence);
        _writing = null;
        if (_sequence - _snapshot >= timings.SnapshotEvery)
        {
            _snapshot = _sequence;
            effects.Add(new Effect.SaveSnapshot(_ids));
        }

        AnswerGranted(effects);
    }

    private void AnswerGranted(Effects effects)
    {
        foreach (var (request, decision) in _granting)
            Answer(request, decision, effects);

        _granting.Clear();
    }

    private void Answer(IIdMessage request, IdDecision decision, Effects effects) => effects.Reply(request.ReplyTo, decision.Refusal switch
    {
        IdRefusal.None => new IdsReserved(request.Call, request.Kind, decision.First, decision.Count, _ids.Highest(request.Kind)),
        IdRefusal.Exhausted => new CallRefused(request.Call, OmsCode.OperationFailed, "exhausted"),
        IdRefusal.Count => new CallRefused(request.Call, OmsCode.InvalidRequest, nameof(ReserveIds.Count)),
        IdRefusal.Id => new CallRefused(request.Call, OmsCode.InvalidRequest, nameof(ClaimId.Id)),
        _ => throw new InvariantViolationException($"{decision.Refusal} is no refusal of ids."),
    });

    private void Ended(Effects effects)
    {
        foreach (var request in _granting.Select(granting => granting.Request).Concat(_waiting))
            effects.Reply(request.ReplyTo, new CallRefused(request.Call, OmsCode.ServerError, CallRefused.OutcomeUnknown));

        _granting.Clear();
        _waiting.Clear();
        _writing = null;
    }

    private void Idle(Effects effects)
    {
        if (!_touched && _writing is null)
        {
            effects.Passivate();
            return;
        }

        _touched = false;
        effects.StartTimer(IdleTimer, timings.Idle);
    }
}
