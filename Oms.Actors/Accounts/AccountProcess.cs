using System.Globalization;
using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Accounts;

/// <summary>
/// How an account survives. It decides on its newest books and commits in groups; it hears of its orders from their own journals, applies each version once, tells its
/// subscribers at once (the fact is durable where it came from) and acknowledges when its own journal has it.
/// </summary>
internal sealed class AccountProcess : IProcess
{
    public const string IdleTimer = "idle";

    private readonly AccountId _id;
    private readonly Timings _timings;
    private readonly GroupCommit _commit;
    private readonly Reconciliation _reconciliation;
    private readonly Placements _placements;
    private readonly Sweeps _sweeps;
    private readonly WakefulRegistration _registration;
    private readonly Expiries _expiries;
    private readonly Subscribers _subscribers;
    private readonly HeldMessages _held;
    private readonly Replacements _replacements;
    private readonly OrderReports _reports;
    private Account _account;
    private long _sequence;
    private long _snapshot;
    private bool _touched;

    public AccountProcess(AccountId id, Timings timings)
    {
        (_id, _timings, _account) = (id, timings, new Account(id));
        _commit = new GroupCommit(timings);
        _reconciliation = new Reconciliation(id, timings);
        _placements = new Placements(timings);
        _sweeps = new Sweeps(timings);
        _registration = new WakefulRegistration(id);
        _expiries = new Expiries(timings);
        _subscribers = new Subscribers(id, timings);
        _held = new HeldMessages(timings);
        _replacements = new Replacements(timings, _commit, _placements, _registration, _subscribers, _sweeps, _expiries);
        _reports = new OrderReports(id, () => _account, Apply, _commit, _reconciliation, _placements, _replacements, _sweeps, _subscribers);
    }

    /// <summary>What the names of all accounts' streams begin with.</summary>
    public const string Names = "account-";

    public static string PersistenceIdOf(AccountId id) => $"{Names}{id}";

    /// <summary>The account whose stream is named so.</summary>
    public static AccountId IdOf(string persistenceId) => new(int.Parse(persistenceId.AsSpan(Names.Length), NumberStyles.None, CultureInfo.InvariantCulture));

    public string PersistenceId => PersistenceIdOf(_id);

    /// <summary>The books with all that is decided.</summary>
    public Account Newest => _account;

    /// <summary>The books as the journal has them.</summary>
    public Account Settled => _commit.Settled;

    public void Restore(object state, long sequence)
    {
        _account = (Account)state;
        _sequence = _snapshot = sequence;
    }

    public void Replay(object @event, long sequence)
    {
        foreach (var fact in ((AccountCommitted)@event).Facts)
            _account = Books.Apply(_account, fact);

        _sequence = sequence;
    }

    public void On(object input, DateTimeOffset now, Effects effects)
    {
        switch (input)
        {
            case OrderUpdate update:
                _reports.Observe(update, effects);
                break;
            case WakeAccount:
                _registration.Woken();
                break;
            case AccountRegistered registered:
                _registration.Registered(registered.Admissions);
                _placements.PlaceAllowed(_registration, _commit, effects);
                break;
            case IAccountMessage message:
                Take(message, now, effects);
                break;
            case Input.TimerFired timer:
                TimerFired(timer.Name, now, effects);
                break;
            case Input.Recovered recovered:
                _commit.Recovered(_account);
                _subscribers.Recovered(recovered.Incarnation);
                _reconciliation.Recover(_account, effects);
                _registration.AskIfNeeded(_account, effects);
                _replacements.Recovered(_account, effects);
                _expiries.Recovered(_account);
                effects.Add(Effect.HearOfRemovedMembers.Now);
                effects.StartTimer(IdleTimer, _timings.Idle);
                break;
            case Input.HeadsRead read:
                _reconciliation.HeadsRead(read.Heads, _account, _sequence + (_commit.IsWriting ? 1 : 0), effects);
                break;
            case Input.HeadsUnread:
                _reconciliation.HeadsUnread(effects);
                _held.RefuseAll(effects);
                break;
            case Input.MemberRemoved:
                _reconciliation.CompareAll(_account, effects);
                break;
            case Input.Written written:
                Written(written.Sequence, effects);
                break;
            case Input.Ended:
                _commit.Failed(effects);
                _placements.Failed(effects);
                _held.RefuseAll(effects);
                _expiries.Ended(_id, effects);
                _replacements.Ended(_account, effects);
                return;
        }

        ServeHeld(now, effects);
        _commit.WriteIfDue(_account, effects);
        _expiries.Watch(now, effects);
        if (!_commit.HoldsCommands)
            _subscribers.PushPositions(_account, effects);
    }

    private void TimerFired(string name, DateTimeOffset now, Effects effects)
    {
        switch (name)
        {
            case GroupCommit.Timer:
                _commit.TimerFired();
                break;
            case Placements.Timer:
                _registration.AskIfNeeded(_account, effects);
                _placements.PlaceAgain(_registration, _commit, effects);
                break;
            case Replacements.Timer:
                _replacements.AskAgain(_account, effects);
                break;
            case Sweeps.Timer:
                _sweeps.AskAgain(_account, effects);
                break;
            case Subscribers.Timer:
                _subscribers.Forget(now, effects);
                break;
            case Reconciliation.SyncTimer:
                _reconciliation.SyncTimerFired(_account, effects);
                break;
            case Reconciliation.PatienceTimer:
                _reconciliation.PatienceEnded();
                break;
            case Reconciliation.CompareTimer:
                _reconciliation.CompareNextPage(_account, effects);
                break;
            case Expiries.Timer:
                _expiries.TellDue(now, effects);
                break;
            case IdleTimer:
                Idle(effects);
                break;
        }
    }

    private void Take(IAccountMessage message, DateTimeOffset now, Effects effects)
    {
        _touched = true;
        if (_reconciliation.IsReady)
            Serve(message, now, effects);
        else
            _held.Hold(message, effects);
    }

    private void ServeHeld(DateTimeOffset now, Effects effects)
    {
        while (_reconciliation.IsReady && _held.TryNext(out var message))
            Serve(message, now, effects);
    }

    private void Serve(IAccountMessage message, DateTimeOffset now, Effects effects)
    {
        switch (message)
        {
            case OpenAccount open:
                Command(Books.Decide(_account, open, now), open, new AccountChanged(open.Call), effects);
                break;
            case MoveFunds move:
                Command(Books.Decide(_account, move, now), move, new AccountChanged(move.Call), effects);
                break;
            case SuspendAccount suspend:
                Command(Books.Decide(_account, suspend, now), suspend, new AccountChanged(suspend.Call), effects);
                break;
            case AdmitOrder admit:
                Admit(admit, effects);
                break;
            case SubscribeAccount subscribe:
                Subscribe(subscribe, now, effects);
                break;
            case UnsubscribeAccount unsubscribe:
                _subscribers.Remove(unsubscribe.Subscriber);
                break;
            case CancelExpected expected:
                _replacements.Cancel(expected.Cancel, _account, effects);
                break;
            case SweepOrders sweep:
                Sweep(sweep, effects);
                break;
            case IAsked question when !_account.IsOpen:
                AccountAnswers.Refuse(message, OmsCode.ResourceNotFound, "no such account", effects);
                break;
            case IAsked question:
                AccountAnswers.Answer(question, _account, _sequence, _commit, _reconciliation, _placements, effects);
                break;
        }

        LeaveIfAbsent(effects);
    }

    /// <summary>An account that was never opened costs no memory for longer than what was asked of it, whatever that was.</summary>
    private void LeaveIfAbsent(Effects effects)
    {
        if (!_account.IsOpen && _held.IsEmpty && _sweeps.IsEmpty)
            effects.Passivate();
    }

    private void Sweep(SweepOrders sweep, Effects effects)
    {
        if (!_sweeps.Begin(sweep, _account, effects))
            return;

        foreach (var instrument in sweep.SparedOf(_account))
            _subscribers.SweepSpares(sweep.SweepId, instrument, effects);
    }

    private void Admit(AdmitOrder admit, Effects effects)
    {
        if (_commit.Waiting >= _timings.AccountQueue)
        {
            AccountAnswers.Refuse(admit, OmsCode.OperationFailed, "the account is busy", effects);
            return;
        }

        var decision = Books.Decide(_account, admit);
        if (decision.Fact is { } fact)
        {
            Apply(fact);
            _commit.AddCommand(fact);
            _subscribers.PositionTouched(admit.Terms.SpentProduct);
            if (admit.Terms.ComesBack)
                _registration.AskIfNeeded(_account, effects);

            if (admit.Terms.Replaces is not null)
                _replacements.Admitted(admit, effects);
            else
                _placements.Place(admit.Terms, admit, _registration, _commit, effects);
        }
        else if (_reconciliation.HasSilent && decision.Refusal is (AccountRefusal.ClientOrderIdInUse or AccountRefusal.NotEnoughFunds))
        {
            // An order that is still silent may have freed what is in the way.
            AccountAnswers.Refuse(admit, OmsCode.OperationFailed, null, effects);
        }
        else
        {
            AccountAnswers.Refuse(admit, decision.Refusal, effects);
            if (RejectReason.Of(decision.Refusal) is { } why)
                _subscribers.AdmissionRefused(admit.Terms, why, effects);
        }
    }

    /// <summary>A command that has been done before is answered like the first time, once the first time is in the journal.</summary>
    private void Command(Decision decision, IAsked command, IReply done, Effects effects)
    {
        if (decision.Refusal != AccountRefusal.None)
        {
            AccountAnswers.Refuse(command, decision.Refusal, effects);
            return;
        }

        if (decision.Fact is { } fact)
        {
            Apply(fact);
            _commit.AddCommand(fact);
            if (fact is AccountFact.Moved moved)
                _subscribers.PositionTouched(moved.Product);
        }

        _commit.Then(new Effect.Reply(command.ReplyTo, done), effects);
    }

    private void Subscribe(SubscribeAccount subscribe, DateTimeOffset now, Effects effects)
    {
        if (!_account.IsOpen || _reconciliation.HasSilent)
            effects.Reply(subscribe.Subscriber, new SubscriptionRefused(_account.IsOpen ? OmsCode.ServerError : OmsCode.ResourceNotFound, "the account can't be read"));
        else if (_subscribers.Renew(subscribe, _commit.Settled, now, effects))
            _commit.Then((settled, then) => _subscribers.Snapshot(subscribe, _account, settled, then), effects);
    }

    private void Written(long sequence, Effects effects)
    {
        _sequence = sequence;
        _commit.Written(effects);
        if (_sequence - _snapshot >= _timings.SnapshotEvery)
        {
            _snapshot = _sequence;
            effects.Add(new Effect.SaveSnapshot(_commit.Settled));
        }
    }

    /// <summary>While a venue owes one of its orders an answer, or one of them will expire, the account stays, and goes on looking after it.</summary>
    private void Idle(Effects effects)
    {
        if (!_touched && _commit.IsClean && _placements.IsEmpty && _account.Replacements.IsEmpty && _sweeps.IsEmpty && _subscribers.IsEmpty && !_reconciliation.IsWaiting
            && _expiries.IsEmpty && !_account.Open.Values.Any(order => order.AwaitsVenue))
        {
            _registration.Leave(_account, effects);
            effects.Passivate();
            return;
        }

        _touched = false;
        effects.StartTimer(IdleTimer, _timings.Idle);
    }

    private void Apply(AccountFact fact)
    {
        _account = Books.Apply(_account, fact);
        _expiries.Follow(fact, _account);
    }
}
