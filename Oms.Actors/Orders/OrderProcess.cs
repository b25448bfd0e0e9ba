using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Orders;

/// <summary>
/// How an order survives. Its journal is its outbox: what is committed goes to the account, again until the account has it in its own journal. Commands are decided on
/// settled state, one write at a time; questions are answered at once. While an update is unacknowledged, every answer that names the order's state goes by way of the
/// account, so that no reader sees the order ahead of its account and then behind. What has to be settled with a venue is <see cref="VenueDealings"/>'s.
/// </summary>
internal sealed class OrderProcess(OrderId id, Timings timings) : IProcess
{
    public const string UpdateTimer = "update";
    public const string IdleTimer = "idle";
    public const string ExpectedTimer = "expected";

    /// <summary>After so many times of saying it again, nobody says it any more.</summary>
    private const int LostAfter = 4;

    private readonly WriteQueue<IOrderCommand, IOrderEvent> _commands = new(timings.OrderQueue);
    private readonly List<OrderExecution> _unacknowledged = [];
    private readonly List<(ReplyAddress To, ReportHeard Heard)> _heardOnceBooked = [];
    private readonly VenueDealings _venue = new(timings);
    private Order _order = Order.Absent;
    private AccountId _account;
    private long _version;
    private long _acknowledged;
    private TimeSpan _patience = timings.UpdateAgain;
    private bool _touched;
    private ExpectOrder? _expected;

    public static string PersistenceIdOf(OrderId id) => $"order-{id}";

    public string PersistenceId => PersistenceIdOf(id);

    /// <summary>The order as it is settled.</summary>
    public Order Settled => _order;

    public long Version => _version;

    public void Restore(object state, long sequence) => throw new InvariantViolationException("Orders keep no snapshots.");

    public void Replay(object @event, long sequence) => Apply((IOrderEvent)@event, sequence);

    public void On(object input, DateTimeOffset now, Effects effects)
    {
        switch (input)
        {
            case Input.Recovered:
                Recovered(effects);
                break;
            case Input.Written written:
                Written(written.Sequence, effects);
                DecideNext(now, effects);
                break;
            case Input.Ended:
                _commands.Abandon();
                break;
            case AskOrder question:
                _touched = true;
                Answer(question, effects);
                break;
            case IOrderCommand command:
                _touched = true;
                _commands.TryAdd(command);
                DecideNext(now, effects);
                break;
            case ExpectOrder expected:
                Expect(expected, effects);
                break;
            case AcknowledgeUpdate acknowledge:
                Acknowledged(acknowledge.Version, effects);
                break;
            case Input.TimerFired { Name: UpdateTimer }:
                UpdateAgain(effects);
                break;
            case Input.TimerFired { Name: VenueDealings.Timer }:
                _venue.AskAgain(_order, effects);
                break;
            case Input.TimerFired { Name: ExpectedTimer }:
                _expected = null;
                LeaveIfAbsent(effects);
                break;
            case Input.TimerFired { Name: IdleTimer }:
                Idle(effects);
                break;
        }
    }

    private bool IsAcknowledged => _acknowledged >= _version;

    private void Recovered(Effects effects)
    {
        if (_version > 0)
        {
            SendUpdate(effects);
            effects.StartTimer(UpdateTimer, _patience);
        }

        _venue.Begin(_order, effects);
        effects.StartTimer(IdleTimer, IdleTime);
    }

    /// <summary>Remembered for as long as it is said again.</summary>
    private void Expect(ExpectOrder expected, Effects effects)
    {
        if (_version == 0)
        {
            _expected = expected;
            effects.StartTimer(ExpectedTimer, LostAfter * timings.PlaceAgain);
        }

        LeaveIfAbsent(effects);
    }

    private void DecideNext(DateTimeOffset now, Effects effects)
    {
        while (_commands.TryNext(out var command))
        {
            if (command is SyncOrder sync && _version < sync.Head)
            {
                effects.Abandon($"The journal holds version {sync.Head} of order {id}, this life knows {_version}.");
                return;
            }

            if (Order.Decide(_order, command, now) is { } @event)
                _commands.Write(_venue.Covering(@event), command, effects);
            else
                Settle(command, [], effects);
        }
    }

    private void Written(long sequence, Effects effects)
    {
        var (@event, command) = _commands.Written();
        var before = _order;
        Apply(@event, sequence);
        _patience = timings.UpdateAgain;
        effects.StartTimer(UpdateTimer, _patience);
        if (_order.Summary.IsClosed)
            effects.StartTimer(IdleTimer, IdleTime);

        _venue.Changed(before, _order, effects);
        if (@event is ExecutionSetAside late)
            effects.Alarm(
                $"Order {id} is {_order.State}: execution {late.ExecutionId} of {late.Quantity} at {late.Price} is set aside. It is in the order's journal and in no account. "
                + "Settle it with the venue: it is taken back there, or booked here by hand.");
        else if (@event is ExecutionCorrected corrected && _order.Executions[corrected.ExecutionId].IsSetAside)
            effects.Alarm($"Order {id}: execution {corrected.ExecutionId}, which was set aside, is in truth {corrected.Quantity} at {corrected.Price}. It is in no account.");

        _expected = null;
        if (before.Summary.IsChanging && !_order.Summary.IsChanging)
        {
            foreach (var waiting in _venue.TakeWaitingReductions())
                _commands.TryAdd(waiting);
        }

        if (@event is OrderExecuted or ExecutionSetAside)
        {
            foreach (var postponed in _venue.TakePostponed())
                _commands.TryAdd(postponed);
        }

        Settle(command, before.Summary.IsChanging ? _venue.Outcomes(before, _order, View()) : [], effects);
    }

    /// <summary>Nothing more is to be written for this command: say what has become of it, and of the cancels that it has decided.</summary>
    private void Settle(IOrderCommand command, Relay[] outcomes, Effects effects)
    {
        switch (command)
        {
            case CancelOrder cancel when _order.OutcomeOfCancel(cancel.CancelId) is null:
                _venue.Wait(cancel, _order, effects);
                TellNews(outcomes, effects);
                break;
            case CancelOrder cancel when _order.OutcomeOfCancel(cancel.CancelId) == CancelResult.NotFound:
                if (cancel.ReplyTo is { } nobody)
                    effects.Reply(nobody, new CancelOutcome(cancel.CancelId, CancelResult.NotFound, null));
                LeaveIfAbsent(effects);
                break;
            case CancelOrder cancel:
                var relay = VenueDealings.RelayOf(cancel, _order, View());
                if (relay is { To: { } gateway, Message: CancelOutcome { Result: CancelResult.Canceled, Followed: null } outcome } && IsAcknowledged)
                    effects.Reply(gateway, outcome);
                else
                    SendUpdate(effects, relay);
                break;
            case ReduceOrder reduce when _version == 0:
                effects.Reply(reduce.ReplyTo, new ReductionOutcome(reduce.ReductionId, reduce.Quantity, null, RejectReason.UnknownOrder));
                LeaveIfAbsent(effects);
                break;
            case ReduceOrder reduce when _order.OutcomeOfReduction(reduce.ReductionId) is { IsDecided: true, Refusal: var refusal }:
                SendUpdate(effects, [.. outcomes, new Relay(reduce.ReplyTo, new ReductionOutcome(reduce.ReductionId, reduce.Quantity, View(), refusal))]);
                break;
            case ReduceOrder reduce:
                _venue.Wait(reduce, _order);
                TellNews(outcomes, effects);
                break;
            case ExpireOrder:
                TellNews(outcomes, effects);
                LeaveIfAbsent(effects);
                break;
            case PlaceOrder or SyncOrder when _version > 0:
                SendUpdate(effects);
                break;
            case IVenueReport report:
                Answer(report, effects);
                TellNews(outcomes, effects);
                LeaveIfAbsent(effects);
                break;
            case ForceCancelOutcome force:
                Answer(force, effects);
                TellNews(outcomes, effects);
                LeaveIfAbsent(effects);
                break;
            default:
                LeaveIfAbsent(effects);
                break;
        }
    }

    private void Answer(IVenueReport report, Effects effects)
    {
        if (_order.ResultOf(report) is not { } result)
        {
            _venue.Postpone(report);
            effects.Reply(report.ReplyTo, new CallRefused(report.Call, OmsCode.OperationFailed, "executions that it counts are not reported yet"));
            return;
        }

        var heard = new ReportHeard(report.Call, result);
        if (report is ReportCorrected && result == VenueReportResult.Taken && !IsAcknowledged)
            HearOnceBooked(report.ReplyTo, heard);
        else
            effects.Reply(report.ReplyTo, heard);
        if (result == VenueReportResult.Contradicts)
            effects.Alarm(
                $"Order {id} is {_order.State} with {_order.Summary.Executed} executed: the venue's {report} contradicts that and changes nothing. "
                + "Compare the order with the venue's book: an order that is not there any more is canceled, and its pending cancel then decided, by an operator.");
    }

    /// <summary>
    /// Nobody looks after a closed order: should its account not have heard when all is lost, it is the report, repeated, that wakes it. What is not answered is repeated.
    /// </summary>
    private void HearOnceBooked(ReplyAddress to, ReportHeard heard)
    {
        if (_heardOnceBooked.Count < timings.OrderQueue)
            _heardOnceBooked.Add((to, heard));
    }

    /// <summary>Repeated when its answer was lost, it finds its own outcome in the journal.</summary>
    private void Answer(ForceCancelOutcome force, Effects effects) => effects.Reply(
        force.ReplyTo,
        _order.ForcedAs == force.CommandId
            ? new CancelOutcomeForced(force.Call)
            : new CallRefused(force.Call, OmsCode.ResourceNotFound, "no cancel of this order is pending"));

    private void Answer(AskOrder question, Effects effects)
    {
        var described = new OrderDescribed(question.Call, _order.Terms is null ? Expected(question) : View())
        {
            IsChanging = _expected is not null || _order.Summary.IsChanging,
        };
        var namesState = question.Question == OrderQuestion.Status || _order.Summary.IsClosed;
        if (_version > 0 && _order.Terms is not null && namesState && !IsAcknowledged)
            SendUpdate(effects, new Relay(question.ReplyTo, described));
        else
            effects.Reply(question.ReplyTo, described);

        LeaveIfAbsent(effects);
    }

    private void Acknowledged(long version, Effects effects)
    {
        if (version <= _acknowledged)
            return;

        _acknowledged = Math.Min(version, _version);
        _unacknowledged.RemoveAll(execution => execution.Version <= _acknowledged);
        if (!IsAcknowledged)
            return;

        effects.StopTimer(UpdateTimer);
        foreach (var (to, heard) in _heardOnceBooked)
            effects.Reply(to, heard);

        _heardOnceBooked.Clear();
    }

    private void UpdateAgain(Effects effects)
    {
        if (IsAcknowledged)
            return;

        SendUpdate(effects);
        _patience = _patience.Doubled(timings.UpdateAgainMost);
        effects.StartTimer(UpdateTimer, _patience);
    }

    private void Idle(Effects effects)
    {
        if (!_touched && IsAcknowledged && _commands.IsEmpty && !_order.Summary.AwaitsVenue)
        {
            effects.Passivate();
            return;
        }

        _touched = false;
        effects.StartTimer(IdleTimer, IdleTime);
    }

    private TimeSpan IdleTime => _order.Summary.IsClosed ? timings.IdleClosed : timings.Idle;

    /// <summary>An id that does not exist costs no memory for longer than its question.</summary>
    private void LeaveIfAbsent(Effects effects)
    {
        if (_version == 0 && _commands.IsEmpty && _expected is null)
            effects.Passivate();
    }

    /// <summary>Tells the account what it has not acknowledged, and the outcomes that go by way of it.</summary>
    private void TellNews(Relay[] outcomes, Effects effects)
    {
        if (_version > 0 && (!IsAcknowledged || outcomes.Length > 0))
            SendUpdate(effects, outcomes);
    }

    private void SendUpdate(Effects effects, params Relay[] relays) =>
        effects.Tell(new OrderUpdate(
            _account, id, _version, _order.Summary, [.. _unacknowledged], relays, _unacknowledged.Exists(execution => execution.Corrects is not null) ? _order.Terms : null));

    /// <summary>Whoever wants to cancel it may; to whoever reads there is no order yet.</summary>
    private OrderView? Expected(AskOrder question) => question.Question == OrderQuestion.MayCancel
        ? _expected?.Terms.View(OrderSummary.Awaited with { State = OrderState.Working }, 0)
        : null;

    private OrderView View() => _order.Terms!.View(_order.Summary, _version);

    private void Apply(IOrderEvent @event, long sequence)
    {
        var before = _order;
        _order = Order.Apply(before, @event);
        _version = sequence;
        _account = @event is OrderNeverPlaced buried ? buried.AccountId : _order.Terms!.AccountId;
        if (Order.ToBook(before, @event, _order, sequence) is { } execution)
            _unacknowledged.Add(execution);
    }
}
