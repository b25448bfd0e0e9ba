using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Ids;
using Oms.Actors.Instruments;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Actors.Waking;

namespace Oms.Actors.Gateway;

/// <summary>
/// A node's gateway: calls come in, each goes its way through the entities and ends with one answer; receipted cancels are carried to their outcome. Keeps nothing in the
/// journal: what is lost with it is said in the contract of each call.
/// </summary>
internal sealed class GatewayProcess(GatewaySettings settings) : IProcess
{
    public const string TickTimer = "tick";
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WatchAgain = TimeSpan.FromSeconds(5);

    private readonly Desk _desk = new(settings);
    private readonly Dictionary<long, GatewayCall> _calls = [];
    /// <summary>By number: a call that has been answered is not kept until its deadline.</summary>
    private readonly PriorityQueue<long, DateTimeOffset> _deadlines = new();
    private DateTimeOffset _watchAgain = DateTimeOffset.MinValue;

    /// <summary>Begins elsewhere in each life, so that a late answer to another life's call is nobody's.</summary>
    private long _numbers = OrderIds.BlockCall + (long)(settings.Incarnation >> 2);
    private readonly int[] _underWay = new int[Enum.GetValues<CallBudget>().Length];

    public string PersistenceId => "";

    /// <summary>Receipted cancels and sweeps without an outcome yet.</summary>
    public int Carried => _desk.Carrying.Count;

    /// <summary>Calls without an answer yet.</summary>
    public int UnderWay => _calls.Count;

    /// <summary>Whether calls can be served: the catalogue is known and there are ids to give out.</summary>
    public bool IsReady => _desk.Catalogue is not null && _desk.OrderIds.Highest > 0;

    public void Restore(object state, long sequence) => throw new InvariantViolationException("A gateway has no journal.");

    public void Replay(object @event, long sequence) => throw new InvariantViolationException("A gateway has no journal.");

    public void On(object input, DateTimeOffset now, Effects effects)
    {
        _desk.Now = now;
        _desk.Effects = effects;
        switch (input)
        {
            case GatewayCall call:
                Begin(call);
                break;
            case IdsReserved { Call: OrderIds.BlockCall } reserved:
                _desk.OrderIds.Reserved(reserved, _desk);
                break;
            case IReply reply:
                Take(reply.Call, reply);
                break;
            case CancelOutcome outcome:
                _desk.Carrying.Heard(outcome.CancelId, _desk);
                break;
            case ReductionOutcome outcome:
                _desk.Carrying.Heard(outcome.ReductionId, _desk);
                break;
            case SweepOutcome outcome:
                _desk.Carrying.Heard(outcome.SweepId, _desk);
                break;
            case CatalogueTold told:
                _desk.CatalogueUse.Told(told);
                if (_desk.CatalogueUse.Vouched >= told.Version)
                    Vouch();
                break;
            case Input.HistoryRead read:
                Take(read.Call, read);
                break;
            case Input.AccountsRead read:
                Take(read.Call, read);
                break;
            case Input.PasswordHashed hashed:
                Take(hashed.Call, hashed);
                break;
            case Input.Recovered:
                Ticked();
                break;
            case Input.TimerFired { Name: TickTimer }:
                Ticked();
                break;
            case Input.Ended:
                foreach (var call in _calls.Values.ToList())
                    call.GiveUp();
                break;
        }

        ForgetEnded(effects);
    }

    private void Begin(GatewayCall call)
    {
        if (_underWay[(int)call.Budget] >= settings.Limits.Of(call.Budget))
        {
            _desk.Effects.Add(new CompleteCall(call, call.Refused(Receipt.Refused(OmsCode.OperationFailed))));
            return;
        }

        var id = ++_numbers;
        _calls.Add(id, call);
        _underWay[(int)call.Budget]++;
        try
        {
            call.Begin(id, _desk);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Survive(call, error);
        }

        if (!call.IsEnded)
            _deadlines.Enqueue(id, call.Deadline);
    }

    private void Take(long id, object reply)
    {
        if (!_calls.TryGetValue(id, out var call))
            return;

        try
        {
            call.Take(reply);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Survive(call, error);
        }
    }

    /// <summary>A defect in one call costs that call, not the cancels that this gateway carries.</summary>
    private void Survive(GatewayCall call, Exception error)
    {
        _desk.Effects.Add(new Effect.Report(error));
        call.Fail();
    }

    private void Ticked()
    {
        _desk.Effects.StartTimer(TickTimer, Tick);
        _desk.OrderIds.AskIfDue(_desk);
        _desk.Carrying.SendAgain(_desk);
        if (_watchAgain <= _desk.Now)
        {
            _watchAgain = _desk.Now + (_desk.Catalogue is null ? Tick * 5 : WatchAgain);
            Vouch();
            _desk.Effects.Tell(BeAwakeForAccounts.Now);
        }

        while (_deadlines.TryPeek(out var id, out var due) && due <= _desk.Now)
        {
            _deadlines.Dequeue();
            if (!_calls.TryGetValue(id, out var call))
                continue;
            if (call.Deadline <= _desk.Now)
                call.TimeOut();
            if (!call.IsEnded)
                _deadlines.Enqueue(id, call.Deadline);
        }
    }

    /// <summary>Says by which version of the catalogue this gateway acts, and by no older one.</summary>
    private void Vouch() => _desk.Effects.Tell(new WatchCatalogue(settings.Address, _desk.CatalogueUse.Vouched));

    private void ForgetEnded(Effects effects)
    {
        var vouches = false;
        foreach (var effect in effects)
        {
            if (effect is not CompleteCall { Call: var call } || !_calls.Remove(call.Id))
                continue;

            _underWay[(int)call.Budget]--;
            vouches |= _desk.CatalogueUse.Ended(call.Id);
        }

        if (vouches)
            Vouch();
    }
}
