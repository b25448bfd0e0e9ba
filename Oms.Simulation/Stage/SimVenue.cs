using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Simulation.Stage;

/// <summary>
/// The exchange's matching engine, on a machine of its own that never dies: keeps what an <see cref="IExecutionVenue"/> promises, over ways that lose, delay and repeat, and
/// is silent at times. It decides by chance, and reports what it has decided until the order has it in its journal.
/// </summary>
internal sealed class SimVenue(World world, Chance chance)
{
    private const long ReportAgain = 900 * Moment.Millisecond;

    /// <summary>One execution in so many is reported without a price, which no order can take; nothing more is executed of that order. It may be the last one.</summary>
    private const long BrokenEvery = 5;

    private readonly Dictionary<OrderId, Entry> _book = [];
    private readonly Dictionary<long, IVenueReport> _reports = [];
    private long _calls;
    private long _executions;

    public IReadOnlyDictionary<OrderId, Entry> Book => _book;

    /// <summary>Reports that no order has in its journal yet.</summary>
    public int Unheard => _reports.Count;

    /// <summary>Hears and says nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>A request has left an order.</summary>
    public void Ask(object request)
    {
        world.Checker.AtVenue.Asked(request);
        Deliver(request, () =>
        {
            if (!IsSilent)
                Take(request);
        });
    }

    /// <summary>Executes a part of what rests, if something does.</summary>
    public void Execute(OrderId order, decimal quantity)
    {
        if (_book.GetValueOrDefault(order) is not { State: OrderState.Working, IsBroken: false } entry)
            return;

        quantity = Math.Min(quantity, entry.Quantity - entry.Executed);
        entry.Executed += quantity;
        if (entry.Executed == entry.Quantity)
            entry.State = OrderState.FullyExecuted;

        world.Log($"venue executes {quantity} of order {order}");
        world.Checker.Reported(order, quantity);
        var execution = ++_executions;
        entry.IsBroken = execution % BrokenEvery == 0;
        entry.Said[execution] = (1, quantity);
        Report(call => new ExecuteOrder(order, execution, quantity, entry.IsBroken ? 0 : entry.Price, call, default, FeeOf(quantity), Liquidity.Maker));
    }

    /// <summary>Takes a part of an execution back, or all of it, whatever has become of the order since.</summary>
    public void Correct(Chance corrections)
    {
        var executed = _book.Where(entry => entry.Value.Said.Count > 0).ToList();
        if (executed.Count == 0)
            return;

        var (order, entry) = corrections.OneOf(executed);
        var execution = corrections.OneOf(entry.Said.Keys.ToList());
        var (revision, quantity) = entry.Said[execution];
        entry.Said[execution] = (revision + 1, quantity = corrections.Below((int)quantity + 1));
        world.Log($"venue corrects execution {execution} of order {order} to {quantity}");
        Report(call => new ReportCorrected(order, execution, revision + 1, quantity, entry.Price, FeeOf(quantity), call, default));
    }

    /// <summary>Takes what rests off the book although nobody has asked.</summary>
    public void CancelUnasked(OrderId order)
    {
        if (_book.GetValueOrDefault(order) is not { State: OrderState.Working } entry)
            return;

        entry.HasExpired = entry.ExpiresAt <= world.Clock;
        Cancel(order, entry, null);
    }

    private void Take(object request)
    {
        switch (request)
        {
            case VenueOrder order:
                Take(order);
                break;
            case VenueCancel cancel:
                Take(cancel);
                break;
            case VenueReplace replace:
                Take(replace);
                break;
        }
    }

    /// <summary>What was answered before is answered again. An order that has not come yet is asked for again.</summary>
    private void Take(VenueReplace replace)
    {
        if (!CancelId.TryParse(replace.ReplaceId, out var id))
            world.Fail($"{replace} names no replacement");

        if (_book.GetValueOrDefault(replace.OrderId) is not { } entry)
            return;

        if (!entry.Reductions.TryGetValue(id, out var quantity) && entry.State == OrderState.Working && entry.Quantity > 0)
        {
            entry.Reductions[id] = quantity = chance.Happens(0.8) ? Math.Max(entry.Executed, Math.Min(entry.Quantity, replace.Quantity)) : null;
            entry.Quantity = quantity ?? entry.Quantity;
            if (entry.Executed == entry.Quantity)
                entry.State = OrderState.FullyExecuted;

            world.Log($"venue reduces order {replace.OrderId} to {quantity}");
        }

        if (!entry.Reductions.ContainsKey(id))
            Repeat(replace.OrderId, entry);
        else if (quantity is { } reduced)
            Report(call => new ReportReplaced(replace.OrderId, id, reduced, call, default));
        else
            Report(call => new ReportReplaceRefused(replace.OrderId, id, "auction", call, default));
    }

    private void Take(VenueOrder order)
    {
        if (_book.TryGetValue(order.OrderId, out var known))
        {
            Repeat(order.OrderId, known);
            return;
        }

        var entry = new Entry(order.Quantity, order.LimitPrice) { ExpiresAt = order.ExpiresAt, State = chance.Happens(0.1) ? OrderState.Rejected : OrderState.Working };
        _book.Add(order.OrderId, entry);
        world.Log($"venue has order {order.OrderId}: {entry.State}");
        Repeat(order.OrderId, entry);
        if (chance.Happens(0.5))
            world.After(chance.Between(0, Moment.Second), () => Execute(order.OrderId, chance.Between(1, 4)));

        if (order.ExpiresAt is { } at && chance.Happens(0.3))
            world.After(Moment.Of(at > world.Clock ? at - world.Clock : TimeSpan.Zero), () => CancelUnasked(order.OrderId));
    }

    private void Take(VenueCancel cancel)
    {
        if (!CancelId.TryParse(cancel.CancelId, out var id))
            world.Fail($"{cancel} names no cancel");

        if (!_book.TryGetValue(cancel.OrderId, out var entry))
            _book[cancel.OrderId] = entry = new Entry(0, 0) { State = OrderState.Working };

        if (entry.State == OrderState.Working && !entry.Refused.Contains(id) && (entry.Quantity == 0 || entry.RefusesNoMore(id) || chance.Happens(0.8)))
            Cancel(cancel.OrderId, entry, id);
        else if (entry.State == OrderState.Canceled)
            Repeat(cancel.OrderId, entry);
        else if (entry.State == OrderState.Working)
            Refuse(cancel.OrderId, entry, id);
    }

    private void Cancel(OrderId order, Entry entry, CancelId? cancel)
    {
        world.Log($"venue cancels order {order} by {cancel} after {entry.Executed}");
        entry.State = OrderState.Canceled;
        entry.CanceledBy = cancel;
        Repeat(order, entry);
    }

    private void Refuse(OrderId order, Entry entry, CancelId cancel)
    {
        world.Log($"venue refuses {cancel} of order {order}");
        entry.Refused.Add(cancel);
        Report(call => new ReportCancelRefused(order, cancel, "auction", call, default));
    }

    private void Repeat(OrderId order, Entry entry)
    {
        switch (entry.State)
        {
            case OrderState.Working:
                Report(call => new ReportAccepted(order, call, default));
                break;
            case OrderState.Rejected:
                Report(call => new ReportRejected(order, "no", call, default));
                break;
            case OrderState.Canceled:
                var reason = entry switch
                {
                    { HasExpired: true } => ChangeReason.Expired,
                    { CanceledBy: null } => ChangeReason.SystemCanceled_NoMoreMarket,
                    _ => ChangeReason.UserModified,
                };
                Report(call => new ReportCanceled(order, entry.Executed, entry.CanceledBy, reason, call, default));
                break;
        }
    }

    private void Report(Func<long, IVenueReport> report)
    {
        var call = ++_calls;
        _reports.Add(call, report(call));
        Send(call);
    }

    /// <summary>By way of any node that is up, until the answer comes.</summary>
    private void Send(long call)
    {
        if (!_reports.TryGetValue(call, out var report))
            return;

        world.After(ReportAgain, () => Send(call));
        var node = chance.OneOf(world.Cluster.Nodes);
        if (IsSilent || !node.IsUp)
            return;

        var address = new ReplyAddress($"venue/{node}");
        world.Cluster.Listen(address, node, Hear);
        var life = node.Life;
        Deliver(report, () => node.Run(life, () => world.Cluster.Route(node, Addressed(report, address))));
    }

    private static IVenueReport Addressed(IVenueReport report, ReplyAddress to) => report switch
    {
        ReportAccepted m => m with { ReplyTo = to },
        ReportRejected m => m with { ReplyTo = to },
        ExecuteOrder m => m with { ReplyTo = to },
        ReportCanceled m => m with { ReplyTo = to },
        ReportCorrected m => m with { ReplyTo = to },
        ReportCancelRefused m => m with { ReplyTo = to },
        ReportReplaced m => m with { ReplyTo = to },
        ReportReplaceRefused m => m with { ReplyTo = to },
        _ => throw new ArgumentException($"{report} is no report.", nameof(report)),
    };

    private static decimal FeeOf(decimal quantity) => quantity / 8;

    private void Hear(object message)
    {
        if (message is not ReportHeard heard || !_reports.Remove(heard.Call, out var report))
            return;

        if (heard.Result != VenueReportResult.Taken)
            world.Fail($"{report} is answered {heard.Result}");

        world.Checker.AtVenue.ReportTaken(report);
    }

    private void Deliver(object message, Action arrive)
    {
        var fate = world.Fate.Message(message, local: false);
        if (fate == MessageFate.Lost)
            return;

        world.After(world.Fate.MessageDelay(false) + (fate is MessageFate.Late or MessageFate.Overtaken ? world.Fate.Lateness() : 0), arrive);
        if (fate == MessageFate.Repeated)
            world.After(world.Fate.MessageDelay(false) + world.Fate.Lateness(), arrive);
    }

    /// <summary>An order in the venue's book; quantity 0: only its cancel has come so far.</summary>
    internal sealed class Entry(decimal quantity, decimal price)
    {
        public decimal Quantity { get; set; } = quantity;

        public decimal Price { get; } = price;

        public decimal Executed { get; set; }

        public OrderState State { get; set; }

        /// <summary>An execution was reported that the order can't take.</summary>
        public bool IsBroken { get; set; }

        public CancelId? CanceledBy { get; set; }

        public DateTimeOffset? ExpiresAt { get; init; }

        /// <summary>Taken off the book of the venue's own accord, when its time was over.</summary>
        public bool HasExpired { get; set; }

        /// <summary>Whether it is off the book because its time was over, whoever has said so.</summary>
        public bool IsExpiry => HasExpired || CanceledBy is { IsExpiry: true };

        /// <summary>An expiry is refused once at most: else no schedule would be long enough.</summary>
        public bool RefusesNoMore(CancelId cancel) => cancel.IsExpiry && Refused.Any(refused => refused.IsExpiry);

        public HashSet<CancelId> Refused { get; } = [];

        /// <summary>What it was reduced to; null: it was refused.</summary>
        public Dictionary<CancelId, decimal?> Reductions { get; } = [];

        /// <summary>Of each execution the newest that was said: how often, and how much it is.</summary>
        public Dictionary<long, (int Revision, decimal Quantity)> Said { get; } = [];
    }
}
