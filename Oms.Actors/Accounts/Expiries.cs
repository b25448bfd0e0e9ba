using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Accounts;

/// <summary>
/// When the account's open orders expire. It runs one timer, for the earliest; tells an order whose time is over to expire, a bounded number at once, and again until it is
/// closed. Whether its time is over the order decides itself, by its own clock. Nothing of this is in the journal: the open orders say it all.
/// </summary>
internal sealed class Expiries(Timings timings)
{
    public const string Timer = "expiry";

    private readonly SortedSet<(DateTimeOffset At, long Order)> _turns = [];
    private readonly Dictionary<OrderId, Turn> _orders = [];
    private DateTimeOffset? _watched;

    public bool IsEmpty => _turns.Count == 0;

    public void Recovered(Account account)
    {
        foreach (var order in account.Open.Values.Where(order => order.IsListed || order.Terms.Replaces is null))
            Add(order.Terms);
    }

    /// <summary>An order is open from now on, or no more. One that waits for another to make room for it can't be told before it is there.</summary>
    public void Follow(AccountFact fact, Account account)
    {
        switch (fact)
        {
            case AccountFact.Admitted { Terms.Replaces: null } admitted:
                Add(admitted.Terms);
                break;
            case AccountFact.Advanced advanced:
                Add(account.Open[advanced.OrderId].Terms);
                break;
            case AccountFact.Closed closed:
                Gone(closed.Terms.OrderId);
                break;
            case AccountFact.Dropped dropped:
                Gone(dropped.OrderId);
                break;
        }
    }

    /// <summary>An order is open no more.</summary>
    public void Gone(OrderId order)
    {
        if (_orders.Remove(order, out var turn))
            _turns.Remove((turn.At, order.Value));
    }

    /// <summary>To be called after each input: the timer runs for the earliest.</summary>
    public void Watch(DateTimeOffset now, Effects effects)
    {
        if (_turns.Count == 0 || _watched <= _turns.Min.At)
            return;

        var wait = _turns.Min.At - now;
        wait = wait < timings.ExpireLook ? wait : timings.ExpireLook;
        _watched = now + wait;
        effects.StartTimer(Timer, wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
    }

    /// <summary>The timer has run out. Those that are told for the first time come first: some that are told in vain keep none of the others waiting.</summary>
    public void TellDue(DateTimeOffset now, Effects effects)
    {
        _watched = null;
        for (var left = timings.ExpireAtOnce; left > 0 && _turns.Count > 0 && _turns.Min.At <= now; left--)
            Tell(_turns.Min, now, effects);

        if (_turns.Count > 0 && _turns.Min.At <= now)
        {
            _watched = DateTimeOffset.MinValue;
            effects.StartTimer(Timer, timings.ExpireNext);
        }
    }

    /// <summary>This life ends while orders will expire: by a failed write, or because the account moves. Nobody may call the next one.</summary>
    public void Ended(AccountId account, Effects effects)
    {
        if (!IsEmpty)
            effects.Add(new Effect.TellLater(new WakeAccount(account), timings.ExpireAgain));
    }

    private void Tell((DateTimeOffset At, long Order) turn, DateTimeOffset now, Effects effects)
    {
        var order = new OrderId(turn.Order);
        var patience = _orders[order].Patience;
        effects.Tell(new ExpireOrder(order));
        _turns.Remove(turn);
        _turns.Add((now + patience, turn.Order));
        _orders[order] = new Turn(now + patience, patience.Doubled(timings.ExpireAgainMost));
    }

    private void Add(OrderTerms terms)
    {
        if (terms.ExpiresAt is not { } at || !_orders.TryAdd(terms.OrderId, new Turn(at, timings.ExpireAgain)))
            return;

        _turns.Add((at, terms.OrderId.Value));
    }

    /// <summary>When an order is told next, and how long it then has to close.</summary>
    private readonly record struct Turn(DateTimeOffset At, TimeSpan Patience);
}
