using Oms.Actors.Api;

namespace Exchange;

/// <summary>
/// The order book of one instrument, by price and then by time: what comes in trades against the best of the other side at that side's price, and what is left rests. A stop
/// order waits beside it until a trade has reached its stop price. Every order and every cancel is remembered, so that what is asked again is answered again and changes nothing.
/// </summary>
internal sealed class Book
{
    private readonly Dictionary<OrderId, Entry> _orders = [];
    private readonly SortedSet<Entry> _buys = new(Comparer<Entry>.Create((left, right) => Compare(right.Price.CompareTo(left.Price), left, right)));
    private readonly SortedSet<Entry> _sells = new(Comparer<Entry>.Create((left, right) => Compare(left.Price.CompareTo(right.Price), left, right)));
    private readonly List<Entry> _stops = [];
    private decimal? _last;
    private long _arrivals;
    private long _executions;

    /// <summary>What comes of an order.</summary>
    public IReadOnlyList<VenueReport> Submit(VenueOrder order)
    {
        if (_orders.TryGetValue(order.OrderId, out var known))
            return [known.Answer()];

        var entry = new Entry(order.OrderId, order, ++_arrivals);
        _orders.Add(order.OrderId, entry);
        List<VenueReport> reports = [entry.Answer()];
        _stops.Add(entry);
        while (_stops.Find(waiting => waiting.IsReachedBy(_last)) is { } next)
        {
            _stops.Remove(next);
            Take(next, reports);
        }

        return reports;
    }

    /// <summary>An order that waits for nothing: it trades, and what is left rests or is canceled.</summary>
    private void Take(Entry entry, List<VenueReport> reports)
    {
        var time = entry.Order!.TimeInForce;
        if (time != TimeInForce.FOK || Available(entry) >= entry.Remaining)
            Match(entry, reports);

        if (entry.Remaining == 0)
            return;

        if (time is TimeInForce.GTC or TimeInForce.GTD)
            SideOf(entry).Add(entry);
        else
            reports.Add(entry.Close(null, ChangeReason.SystemCanceled_NoMoreMarket));
    }

    /// <summary>What comes of a cancel: nothing new when the order is filled, as its last execution has said so.</summary>
    public IReadOnlyList<VenueReport> Cancel(VenueCancel cancel)
    {
        if (!_orders.TryGetValue(cancel.OrderId, out var entry))
            _orders.Add(cancel.OrderId, entry = new Entry(cancel.OrderId, null, ++_arrivals));

        if (entry.Canceled is not null)
            return [entry.Canceled];

        if (entry is { Order: not null, Remaining: 0 })
            return [];

        if (entry.Order is not null)
            Remove(entry);

        return [entry.Close(cancel.CancelId, ChangeReason.UserModified)];
    }

    /// <summary>What comes of a smaller quantity: the order keeps its place. Nothing new when it is filled; an order that has not come yet is asked for again.</summary>
    public IReadOnlyList<VenueReport> Replace(VenueReplace replace)
    {
        if (!_orders.TryGetValue(replace.OrderId, out var entry))
            return [];

        if (entry.Canceled is not null)
            return [entry.Canceled];

        var report = entry.Reduce(replace);
        if (entry.Remaining == 0)
            Remove(entry);

        return [report];
    }

    private void Remove(Entry entry)
    {
        SideOf(entry).Remove(entry);
        _stops.Remove(entry);
    }

    private void Match(Entry taker, List<VenueReport> reports)
    {
        var others = OtherSide(taker);
        while (taker.Remaining > 0 && others.Min is { } maker && taker.Takes(maker))
        {
            var quantity = Math.Min(taker.Remaining, maker.Remaining);
            var execution = ++_executions;
            _last = maker.Price;
            reports.Add(maker.Execute(execution, quantity, maker.Price, Liquidity.Maker));
            reports.Add(taker.Execute(execution, quantity, maker.Price, Liquidity.Taker));
            if (maker.Remaining == 0)
                others.Remove(maker);
        }
    }

    private decimal Available(Entry taker) => OtherSide(taker).TakeWhile(taker.Takes).Sum(maker => maker.Remaining);

    private SortedSet<Entry> SideOf(Entry entry) => entry.Order!.Side == Side.Buy ? _buys : _sells;

    private SortedSet<Entry> OtherSide(Entry entry) => entry.Order!.Side == Side.Buy ? _sells : _buys;

    private static int Compare(int byPrice, Entry left, Entry right) => byPrice != 0 ? byPrice : left.Arrival.CompareTo(right.Arrival);

    /// <param name="id">The order's id.</param>
    /// <param name="order">The order; null when only its cancel has come so far, which then has won.</param>
    /// <param name="arrival">Counts what has come in.</param>
    private sealed class Entry(OrderId id, VenueOrder? order, long arrival)
    {
        private decimal _quantity = order?.Quantity ?? 0;
        private decimal _executed;

        public VenueOrder? Order { get; } = order;

        public long Arrival { get; } = arrival;

        public decimal Price => Order!.LimitPrice;

        public decimal Remaining => _quantity - _executed;

        public VenueReport.Canceled? Canceled { get; private set; }

        public VenueReport Answer() => Canceled ?? (VenueReport)new VenueReport.Accepted(id);

        public VenueReport.Execution Execute(long execution, decimal quantity, decimal price, Liquidity liquidity)
        {
            _executed += quantity;
            return new VenueReport.Execution(id, execution, quantity, price, Fee: 0, liquidity);
        }

        public VenueReport.Replaced Reduce(VenueReplace replace)
        {
            _quantity = Math.Max(_executed, Math.Min(_quantity, replace.Quantity));
            return new VenueReport.Replaced(id, replace.ReplaceId, _quantity);
        }

        /// <summary>The total goes with it: the order does not believe it before it has heard of all of that.</summary>
        public VenueReport.Canceled Close(string? cancelId, ChangeReason reason) => Canceled = new VenueReport.Canceled(id, _executed, cancelId, reason);

        /// <summary>Whether it waits for no price, or for one that the last trade has reached.</summary>
        public bool IsReachedBy(decimal? last) =>
            Order!.Trigger?.StopPrice is not { } stop || (Order.Side == Side.Buy ? last >= stop : last <= stop);

        public bool Takes(Entry maker) => Order!.Side == Side.Buy ? maker.Price <= Price : maker.Price >= Price;
    }
}
