using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Simulation.Stage;
using Oms.Simulation.Traffic;

namespace Oms.Simulation.Checking;

/// <summary>Sees all that is stored, sent and answered, and fails the schedule where a promise is broken.</summary>
internal sealed class Checker
{
    private readonly World _world;

    public Checker(World world)
    {
        _world = world;
        Truth = new Truth(world);
        Receipts = new Receipts(world, Truth);
        AtVenue = new AtVenue(world, Truth);
    }

    public Truth Truth { get; }

    public Known Known { get; } = new();

    public Receipts Receipts { get; }

    public AtVenue AtVenue { get; }

    /// <summary>Orders whose place was answered by a refusal: they may never have worked.</summary>
    public HashSet<OrderId> Refused { get; } = [];

    public long Accepted { get; private set; }

    public void Stored(string id, long sequence, object @event)
    {
        Truth.Stored(id, @event);
        if (@event is OrderCanceled { CancelId: { } cancel })
            Receipts.Canceled(new OrderId(long.Parse(id.AsSpan(6), System.Globalization.CultureInfo.InvariantCulture)), cancel);
        else if (@event is OrderPlaced placed && Refused.Contains(placed.Terms.OrderId))
            _world.Fail($"order {placed.Terms.OrderId} works after its place was refused");

        if (@event is IOrderEvent fact)
            AtVenue.Stored(new OrderId(long.Parse(id.AsSpan(6), System.Globalization.CultureInfo.InvariantCulture)), fact);
    }

    public void AtGateway(SimNode node, object input, Effects effects) => Receipts.AtGateway(node, input, effects);

    /// <summary>Something is on its way to a subscriber: what it says counts from when it was sent.</summary>
    public void Sent(ReplyAddress to, object message)
    {
        if (message is not AccountEventPushed { Event: var @event })
            return;

        switch (@event)
        {
            case OrderStateEvent changed:
                Judge(changed.Order, Known.Of(changed.Order.OrderId), $"event to {to}");
                break;
            case CancelOrderRejectEvent rejected:
                Judge(rejected.Order, Known.Of(rejected.Order.OrderId), $"reject event to {to}");
                if (CancelId.TryParse(rejected.CancelId, out var named) && named.IsExpiry)
                    _world.Fail($"a subscriber hears of {named}, for which nobody has asked");

                if (rejected.Order.State is (OrderState.Working or OrderState.Canceled) && !IsRefused(rejected))
                    _world.Fail($"a cancel of order {rejected.Order.OrderId} is rejected, the order is {rejected.Order.State}");
                break;
            case CancelReplaceOrderRejectEvent rejected when IsChanged(rejected):
                _world.Fail($"a change of order {rejected.OrderIdToReplace} is rejected, and it was made: {rejected.ChangeId}");
                break;
            case AccountSnapshotEvent snapshot:
                JudgeList(snapshot.OpenOrders, Known.OfAccount(snapshot.AccountId), $"snapshot to {to}");
                break;
            case NewOrderRejectEvent dropped when Truth.Of(dropped.OrderId) is { Terms: not null, State: not OrderState.Rejected }:
                _world.Fail($"order {dropped.OrderId} is told to have been rejected, and it works");
                break;
        }
    }

    public void Hears(OrderView order) => Known.Tell(order.OrderId, order.AccountId, order.Version, order.State != OrderState.Working);

    /// <summary>A view that somebody is told must be in the journal, and not older than what was told before.</summary>
    public void Judge(OrderView view, Told before, string what)
    {
        if (view.Version < before.Version || (before.Closed && view.State == OrderState.Working))
            _world.Fail($"{what} says order {view.OrderId} is {view.State} at {view.Version}, told before: {before}");

        if (Truth.At(view.OrderId, view.Version) is not { Terms: { } terms } truth || terms.View(truth.Summary, view.Version) != view)
            _world.Fail($"{what} says {view}, which is not in the journal");
    }

    public void JudgeList(IReadOnlyList<OrderView> listed, List<(OrderId Order, Told Told)> before, string what)
    {
        foreach (var view in listed)
        {
            if (view.State != OrderState.Working)
                _world.Fail($"{what} lists {view}");

            Judge(view, before.Find(known => known.Order == view.OrderId).Told, what);
        }

        foreach (var (order, _) in before)
        {
            if (!listed.Any(view => view.OrderId == order) && !Truth.Of(order).Summary.IsClosed)
                _world.Fail($"{what} does not name order {order}, which is open");
        }
    }

    /// <summary>A list has been read: what it names is known, and so is that what it does not name is closed.</summary>
    public void HearsList(AccountId account, IReadOnlyList<OrderView> listed, List<(OrderId Order, Told Told)> before)
    {
        foreach (var view in listed)
            Hears(view);

        foreach (var (order, told) in before)
        {
            if (!listed.Any(view => view.OrderId == order))
                Known.Tell(order, account, told.Version, true);
        }
    }

    public void HearsAccepted(AccountId account, OrderId order)
    {
        Accepted++;
        if (Truth.At(order, 1) is not { Terms: not null })
            _world.Fail($"order {order} is accepted and not in its journal");

        if (Truth.Accounts[account].Open.ContainsKey(order) || Truth.Of(order).Summary.IsClosed)
            Known.Tell(order, account, 1, false);
        else
            _world.Fail($"order {order} is accepted and its account does not know it");
    }

    public void HearsRefused(OrderId order)
    {
        Refused.Add(order);
        if (Truth.Of(order) is { Terms: not null, State: not OrderState.Rejected })
            _world.Fail($"order {order} works and its place was refused");
    }

    /// <summary>Before anybody looks: an account that is awake has heard all by itself.</summary>
    public void CheckAwake()
    {
        new EndCheck(_world, Truth).CheckAwake();
        AtVenue.CheckSettled();
    }

    /// <summary>What the market has reported of an order, each execution once.</summary>
    public void Reported(OrderId order, decimal quantity) => Truth.Reported[order] = Truth.Reported.GetValueOrDefault(order) + quantity;

    public void CheckEnd(IReadOnlyList<Subscriber> subscribers)
    {
        Receipts.CheckAllDecided();
        new EndCheck(_world, Truth).Run(subscribers);
        AtVenue.CheckEnd();
    }

    private bool IsChanged(CancelReplaceOrderRejectEvent rejected)
    {
        var original = Truth.Of(rejected.OrderIdToReplace);
        return (original.Summary.ReplacedBy == rejected.Order.OrderId && !Truth.CameTooLate(rejected.Order.OrderId))
            || (CancelId.TryParse(rejected.ChangeId, out var change) && original.Reductions.TryGetValue(change, out var refusal) && refusal is null);
    }

    private bool IsRefused(CancelOrderRejectEvent rejected) =>
        CancelId.TryParse(rejected.CancelId, out var cancel) && Truth.Of(rejected.Order.OrderId).RefusalOf(cancel) is not null;
}
