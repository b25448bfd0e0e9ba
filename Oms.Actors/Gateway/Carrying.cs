using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>
/// Cancels and sweeps whose receipt has been given. Each is sent again until its outcome is heard, for as long as this gateway lives; a time-out is never turned into an
/// outcome. Repeating is harmless: an order decides by its state, and the outcome of a cancel that finds its order canceled is Canceled. What is asked for again while it is
/// carried takes the earlier one's place, as the outcome is one: so nobody fills this room by asking for the same, however long a venue is silent.
/// </summary>
internal sealed class Carrying(GatewaySettings settings)
{
    private readonly Dictionary<CancelId, (IEntityMessage Message, DateTimeOffset Again)> _carried = [];
    private readonly PriorityQueue<CancelId, DateTimeOffset> _due = new();
    private readonly Dictionary<object, CancelId> _newest = [];
    private readonly Queue<object> _toSweep = [];
    private readonly Dictionary<object, SweepOrders> _waiting = [];
    private readonly HashSet<CancelId> _sweeping = [];
    private long _numbers;
    private long _sweeps;

    public int Count => _carried.Count + _waiting.Count;

    public bool IsFull => _carried.Count >= settings.Limits.Carried;

    /// <summary>Whether a cancel of this order can be carried.</summary>
    public bool HasRoomFor(OrderId order) => !IsFull || _newest.ContainsKey(order);

    /// <summary>Whether so many accounts wait to be swept that another call of many has to wait.</summary>
    public bool IsFullOfSweeps => IsFull || _waiting.Count >= settings.Limits.Carried;

    public CancelId NextId() => new(settings.Incarnation, ++_numbers);

    public CancelId NextSweepId() => CancelId.OfSweep(settings.Incarnation, ++_sweeps);

    /// <summary>Sends it for the first time. To be called behind the receipt, in the same input.</summary>
    public void Carry(CancelId id, IEntityMessage message, Desk desk)
    {
        var scope = ScopeOf(message);
        var isRepeat = _newest.TryGetValue(scope, out var earlier);
        _newest[scope] = id;
        Send(id, message, desk);
        if (!isRepeat)
            return;

        _carried.Remove(earlier);
        Leave(earlier, desk);
    }

    /// <summary>
    /// Carries a sweep. Those of one call that sweeps many accounts go out a few at a time, so that what they make the orders write stays bounded; one whose account is slow
    /// keeps its place only until it is repeated.
    /// </summary>
    public void Carry(SweepOrders sweep, bool isOfMany, Desk desk)
    {
        if (!isOfMany)
            Begin(sweep, desk);
        else
            Enqueue(sweep);
        SweepNext(desk);
    }

    /// <summary>The outcome is known.</summary>
    public void Heard(CancelId id, Desk desk)
    {
        if (_carried.Remove(id, out var carried))
            _newest.Remove(ScopeOf(carried.Message));

        Leave(id, desk);
    }

    public void SendAgain(Desk desk)
    {
        while (_due.TryPeek(out var id, out var due) && due <= desk.Now)
        {
            _due.Dequeue();
            if (!_carried.TryGetValue(id, out var carried) || carried.Again != due)
                continue;
            Send(id, carried.Message, desk);
            Leave(id, desk);
        }
    }

    private void Send(CancelId id, IEntityMessage message, Desk desk)
    {
        var again = desk.Now + settings.Timings.CarryAgain;
        _carried[id] = (message, again);
        _due.Enqueue(id, again);
        desk.Effects.Tell(message);
    }

    /// <summary>What it asks for.</summary>
    private static object ScopeOf(IEntityMessage message) => message switch
    {
        CancelOrder cancel => cancel.OrderId,
        CancelExpected expected => expected.Cancel.OrderId,
        ReduceOrder reduce => reduce.ReductionId,
        SweepOrders sweep => sweep.Scope,
        _ => throw new InvariantViolationException($"{message.GetType().Name} is nothing that is carried."),
    };

    /// <summary>Its boundary was asked for when its call was made, and calls overtake each other: what an earlier one was to sweep is swept by it as well.</summary>
    private void Begin(SweepOrders sweep, Desk desk)
    {
        var earlier = _newest.TryGetValue(sweep.Scope, out var id) ? (SweepOrders)_carried[id].Message : null;
        Carry(sweep.SweepId, sweep.And(earlier), desk);
    }

    private void Enqueue(SweepOrders sweep)
    {
        if (!_waiting.TryGetValue(sweep.Scope, out var earlier))
            _toSweep.Enqueue(sweep.Scope);

        _waiting[sweep.Scope] = sweep.And(earlier);
    }

    private void Leave(CancelId id, Desk desk)
    {
        if (_sweeping.Remove(id))
            SweepNext(desk);
    }

    private void SweepNext(Desk desk)
    {
        while (_sweeping.Count < settings.Limits.AccountsSwept && _toSweep.TryDequeue(out var scope))
        {
            _waiting.Remove(scope, out var sweep);
            _sweeping.Add(sweep!.SweepId);
            Begin(sweep, desk);
        }
    }
}
