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

    private readonly Dictionary<OrderId, long> _open = [];
    private readonly Recent<OrderId> _closed = new(Remembered);
    private readonly Recent<(string CancelId, long Of)> _rejects = new(Remembered);
    private readonly Recent<(OrderId Order, long Trade)> _trades = new(Remembered);
    private readonly Dictionary<ProductId, Position> _positions = [];
    private readonly Queue<OrderId> _unclear = [];

    /// <summary>What the reader wants; of what he wants from now on he has heard nothing before.</summary>
    public Interest Interest { get; set; } = interest;

    /// <summary>True when more has been missed than can be made up for.</summary>
    public bool HasLostTrack { get; private set; }

    /// <summary>The events to tell, none of them a snapshot.</summary>
    public IReadOnlyList<AccountEvent> Take(AccountEvent @event) => @event switch
    {
        AccountSnapshotEvent snapshot => Difference(snapshot),
        OrderStateEvent e => IsNews(e.Order) ? [e] : [],
        OrderTradeEvent e => !Interest.IsOnlyOrderStates && _trades.Add((e.Trade.OrderId, e.Trade.TradeId)) ? [e] : [],
        NewOrderRejectEvent e => !Interest.IsOnlyOrderStates && _rejects.Add((NewOrder, e.OrderId.Value)) ? [e] : [],
        CancelOrderRejectEvent e => !Interest.IsOnlyOrderStates && _rejects.Add((e.CancelId, e.Order.OrderId.Value)) ? [e] : [],
        CancelAllOrdersRejectEvent e => !Interest.IsOnlyOrderStates && _rejects.Add((e.CancelId, -e.InstrumentId.Value)) ? [e] : [],
        AccountPositionEvent e => IsNews(e.Position) ? [e] : [],
        _ => [],
    };

    /// <summary>The next order whose end the reader may not know.</summary>
    public bool TryUnclear(out OrderId order) => _unclear.TryDequeue(out order);

    /// <summary>The end of such an order; the event to tell, unless the reader has no interest or heard of it.</summary>
    public AccountEvent? Learn(OrderView order) => IsNews(order) ? new OrderStateEvent(order.AccountId, "", 0, order) : null;

    private List<AccountEvent> Difference(AccountSnapshotEvent snapshot)
    {
        HasLostTrack |= !snapshot.IsComplete;
        var told = new List<AccountEvent>();
        foreach (var order in snapshot.ClosedMeanwhile)
            TakeClosed(snapshot, order, told);
        foreach (var gone in _open.Keys.Except(snapshot.OpenOrders.Select(order => order.OrderId)).Except(_unclear).ToList())
            _unclear.Enqueue(gone);
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

    private bool IsNews(OrderView order)
    {
        if (!Interest.Wants(order) || _closed.Contains(order.OrderId) || order.Version <= _open.GetValueOrDefault(order.OrderId))
            return false;
        if (order.State == OrderState.Working)
        {
            _open[order.OrderId] = order.Version;
        }
        else
        {
            _open.Remove(order.OrderId);
            _closed.Add(order.OrderId);
        }

        return true;
    }

    private bool IsNews(Position position)
    {
        if (Interest.IsOnlyOrderStates || _positions.GetValueOrDefault(position.ProductId) == position)
            return false;
        _positions[position.ProductId] = position;
        return true;
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
