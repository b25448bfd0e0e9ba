using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Accounts;

/// <summary>
/// Writes an account's facts in groups: what is decided while a write is under way goes into the next one, whole, in the order of decision. So what frees money and what
/// spends it are never committed apart. What depends on a fact happens after the write that carries it.
/// </summary>
internal sealed class GroupCommit(Timings timings)
{
    public const string Timer = "books";

    private Group _decided = new();
    private Group? _writing;
    private bool _due;
    private bool _timerRuns;

    /// <summary>The books as the journal has them.</summary>
    public Account Settled { get; private set; } = new(default(AccountId));

    public bool IsWriting => _writing is not null;

    public bool IsClean => _writing is null && _decided.Facts.Count == 0;

    /// <summary>Whether the newest books hold what the journal does not have and no order's journal has either.</summary>
    public bool HoldsCommands => _decided.Commands > 0 || _writing is { Commands: > 0 };

    public int Waiting => _decided.Commands;

    /// <summary>Whether all that was decided of an order, or of what makes room for it, is in the journal.</summary>
    public bool IsDurable(OrderId order) => !_decided.Orders.Contains(order) && _writing?.Orders.Contains(order) != true;

    public void Recovered(Account account) => Settled = account;

    /// <summary>A command's fact: written at once.</summary>
    public void AddCommand(AccountFact fact)
    {
        Add(fact);
        _decided.Commands++;
        _due = true;
    }

    /// <summary>An order's fact, which its own journal has: written with the next command, or when it has waited long enough.</summary>
    public void AddUpdate(AccountFact fact, OrderUpdate update)
    {
        Add(fact);
        _decided.Orders.Add(update.OrderId);
        _decided.Afterwards.Tell(new AcknowledgeUpdate(update.OrderId, update.Version));
    }

    /// <summary>What was decided last concerns this order as well.</summary>
    public void Concerns(OrderId order) => _decided.Orders.Add(order);

    /// <summary>What is decided so far waits no longer than for the write under way.</summary>
    public void WriteNow() => _due = true;

    /// <summary>Does this once all that has been decided so far is in the journal; now, if it is.</summary>
    public void Then(Effect effect, Effects effects) => (Newest?.Afterwards ?? effects).Add(effect);

    /// <summary>Asks the books once all that has been decided so far is in the journal; now, if it is.</summary>
    public void Then(Action<Account, Effects> read, Effects effects)
    {
        if (Newest is { } group)
            group.Reads.Add(read);
        else
            read(Settled, effects);
    }

    public void TimerFired()
    {
        _timerRuns = false;
        _due = true;
    }

    /// <summary>Begins the next write if one is due and none is under way.</summary>
    public void WriteIfDue(Account newest, Effects effects)
    {
        if (_decided.Facts.Count == 0)
        {
            _due = false;
            return;
        }

        if (_writing is null && (_due || _decided.Facts.Count >= timings.DirtyMost))
        {
            _writing = _decided;
            _writing.State = newest;
            _decided = new Group();
            _due = false;
            effects.Persist(new AccountCommitted(_writing.Facts));
        }
        else if (!_timerRuns)
        {
            _timerRuns = true;
            effects.StartTimer(Timer, timings.WriteBooks);
        }
    }

    public void Written(Effects effects)
    {
        var group = _writing ?? throw new InvariantViolationException("A write that was not begun has been committed.");
        _writing = null;
        Settled = group.State!;
        effects.AddRange(group.Afterwards);
        foreach (var read in group.Reads)
            read(Settled, effects);
    }

    /// <summary>The outcome of what was under way is unknown; whoever waits for it is told so.</summary>
    public void Failed(Effects effects)
    {
        foreach (var effect in (_writing?.Afterwards ?? []).Concat(_decided.Afterwards))
        {
            if (effect is Effect.Reply { Message: IReply reply } waiting)
                effects.Reply(waiting.To, new CallRefused(reply.Call, OmsCode.ServerError, CallRefused.OutcomeUnknown));
        }
    }

    /// <summary>Orders that are closed, or were corrected after that, and not yet told by the journal so, newest first.</summary>
    public IEnumerable<OrderView> ClosedUnwritten() => Unwritten().OfType<IClosedFact>().DistinctBy(fact => fact.Terms.OrderId).Select(fact => fact.View());

    /// <summary>What the journal does not have yet, newest first.</summary>
    public IEnumerable<AccountFact> Unwritten() => (_writing?.Facts ?? []).Concat(_decided.Facts).Reverse();

    private Group? Newest => _decided.Facts.Count > 0 ? _decided : _writing;

    private void Add(AccountFact fact)
    {
        _decided.Facts.Add(fact);
        if (fact is AccountFact.Admitted admitted)
            _decided.Orders.Add(admitted.Terms.OrderId);
    }

    private sealed class Group
    {
        public List<AccountFact> Facts { get; } = [];

        public HashSet<OrderId> Orders { get; } = [];

        public Effects Afterwards { get; } = [];

        public List<Action<Account, Effects>> Reads { get; } = [];

        public int Commands { get; set; }

        public Account? State { get; set; }
    }
}
