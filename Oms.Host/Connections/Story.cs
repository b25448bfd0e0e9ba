using Oms.Actors.Api;

namespace Oms.Host.Connections;

/// <summary>
/// What one reader has been told of one account, so that it is told everything once and nothing twice. A snapshot becomes the events that make up the difference: the
/// protocol of the wire knows no snapshot. Orders that were closed while the reader was not told, and those that it was told are open and are not, are to be asked for their
/// end.
/// </summary>
internal sealed class Story(Interest interest)
{
    /// <summary>More than an account remembers of its closed orders and cancels, so that what it repeats is known.</summary>
    private const int Remembered = 4_000;

    private const string NeverPlaced = "Never_Placed";

    /// <summary>Among the cancels, which are named otherwise.</summary>
    private const string NewOrder = "new";

    private readonly Dictionary<OrderId, Known<OrderView>> _open = [];
    private readonly Ends _closed = new(Remembered);
    private readonly Recent<(string CancelId, long Of)> _rejects = new(Remembered);
    private readonly Recent<(OrderId Order, long Trade, int Revision)> _trades = new(Remembered);
    private readonly Dictionary<ProductId, Known<Position>> _positions = [];
    private readonly Queue<OrderId> _unclear = [];

    /// <summary>What the reader wants.</summary>
    public Interest Interest { get; private set; } = interest;

    /// <summary>True when more has been missed than can be made up for.</summary>
    public bool HasLostTrack { get; private set; }

    /// <summary>The events to tell, none of them a snapshot.</summary>
    public IReadOnlyList<AccountEvent> Take(AccountEvent @event) => @event switch
    {
        AccountSnapshotEvent snapshot => Difference(snapshot),
        OrderStateEvent e => IsNews(e.Order) ? [e] : [],
        OrderTradeEvent e => !Interest.IsOnlyOrderStates && _trades.Add((e.Trade.OrderId, e.Trade.TradeId, e.Trade.Revision)) ? [e] : [],
        NewOrderRejectEvent e => !Interest.IsOnlyOrderStates && _rejects.Add((NewOrder, e.OrderId.Value)) ? [e] : [],
        CancelOrderRejectEvent e => !Interest.IsOnlyOrderStates && _rejects.Add((e.CancelId, e.Order.OrderId.Value)) ? [e] : [],
        CancelReplaceOrderRejectEvent e => !Interest.IsOnlyOrderStates && _rejects.Add((e.ChangeId, e.OrderIdToReplace.Value)) ? [e] : [],
        CancelAllOrdersRejectEvent e => !Interest.IsOnlyOrderStates && _rejects.Add((e.CancelId, -e.InstrumentId.Value)) ? [e] : [],
        AccountPositionEvent e => IsNews(e.Position) ? [e] : [],
        _ => [],
    };

    /// <summary>The reader wants more: the events to tell that were none for him before, of what is so now.</summary>
    public IReadOnlyList<AccountEvent> Widen(Interest wanted)
    {
        Interest = wanted;
        List<OrderView> orders = [.. _open.Values.Where(order => !order.IsTold).Select(order => order.Now).Where(wanted.Wants).OrderBy(order => order.OrderId.Value)];
        List<Position> positions = wanted.IsOnlyOrderStates ? [] : [.. _positions.Values.Where(position => !position.IsTold).Select(position => position.Now)];
        foreach (var order in orders)
            _open[order.OrderId] = new Known<OrderView>(order, true);
        foreach (var position in positions)
            _positions[position.ProductId] = new Known<Position>(position, true);
        return [.. orders.Select(State), .. positions.Select(position => new AccountPositionEvent(position.AccountId, "", 0, position))];
    }

    /// <summary>The next order whose end the reader may not know.</summary>
    public bool TryUnclear(out OrderId order) => _unclear.TryDequeue(out order);

    /// <summary>The end of such an order; the event to tell, unless the reader has no interest or heard of it.</summary>
    public AccountEvent? Learn(OrderView order) => IsNews(order) ? State(order) : null;

    private static OrderStateEvent State(OrderView order) => new(order.AccountId, "", 0, order);

    private List<AccountEvent> Difference(AccountSnapshotEvent snapshot)
    {
        HasLostTrack |= !snapshot.IsComplete;
        var told = new List<AccountEvent>();
        foreach (var order in snapshot.ClosedMeanwhile)
            TakeClosed(snapshot, order, told);
        foreach (var gone in _open.Keys.Except(snapshot.OpenOrders.Select(order => order.OrderId)).Except(_unclear).ToList())
            TakeGone(gone);
        foreach (var order in snapshot.OpenOrders.OrderBy(order => order.OrderId.Value))
            told.AddRange(Take(new OrderStateEvent(snapshot.AccountId, snapshot.Stream, snapshot.Number, order)));
        foreach (var position in snapshot.Positions)
            told.AddRange(Take(new AccountPositionEvent(snapshot.AccountId, snapshot.Stream, snapshot.Number, position)));
        foreach (var reject in snapshot.RejectedMeanwhile)
            told.AddRange(Take(reject));
        return told;
    }

    private void TakeClosed(AccountSnapshotEvent snapshot, ClosedOrder order, List<AccountEvent> told)
    {
        if (order.NeverPlaced)
            told.AddRange(Take(new NewOrderRejectEvent(snapshot.AccountId, snapshot.Stream, snapshot.Number, order.OrderId, order.ClientOrderId, NeverPlaced)));
        else if (!_closed.Contains(order.OrderId))
            _unclear.Enqueue(order.OrderId);
    }

    /// <summary>It is not open any more; only a reader who was told that it is has to be told its end.</summary>
    private void TakeGone(OrderId order)
    {
        if (_open[order].IsTold)
            _unclear.Enqueue(order);
        else
            _open.Remove(order);
    }

    private bool IsNews(OrderView order)
    {
        if (_closed.Contains(order.OrderId))
            return order.State != OrderState.Working && _closed.Add(order.OrderId, order.Version) && Interest.Wants(order);
        if (_open.TryGetValue(order.OrderId, out var known) && order.Version <= known.Now.Version)
            return false;
        var isWanted = Interest.Wants(order);
        if (order.State == OrderState.Working)
        {
            _open[order.OrderId] = new Known<OrderView>(order, isWanted);
        }
        else
        {
            _open.Remove(order.OrderId);
            _closed.Add(order.OrderId, order.Version);
        }

        return isWanted;
    }

    private bool IsNews(Position position)
    {
        if (_positions.GetValueOrDefault(position.ProductId) == new Known<Position>(position, true))
            return false;
        _positions[position.ProductId] = new Known<Position>(position, !Interest.IsOnlyOrderStates);
        return !Interest.IsOnlyOrderStates;
    }

    /// <summary>What is so now, and whether the reader was told.</summary>
    private readonly record struct Known<T>(T Now, bool IsTold);

    /// <summary>The newest so many orders that are closed, each at the version that was told last: a correction of one comes later.</summary>
    private sealed class Ends(int most)
    {
        private readonly Dictionary<OrderId, long> _versions = [];
        private readonly Queue<OrderId> _order = [];

        public bool Contains(OrderId order) => _versions.ContainsKey(order);

        public bool Add(OrderId order, long version)
        {
            if (_versions.TryGetValue(order, out var known))
            {
                if (version <= known)
                    return false;
            }
            else
            {
                _order.Enqueue(order);
                if (_order.Count > most)
                    _versions.Remove(_order.Dequeue());
            }

            _versions[order] = version;
            return true;
        }
    }

    /// <summary>The newest so many of something.</summary>
    private sealed class Recent<T>(int most)
    {
        private readonly HashSet<T> _known = [];
        private readonly Queue<T> _order = [];

        public bool Contains(T item) => _known.Contains(item);

        public bool Add(T item)
        {
            if (!_known.Add(item))
                return false;
            _order.Enqueue(item);
            if (_order.Count > most)
                _known.Remove(_order.Dequeue());
            return true;
        }
    }
}
