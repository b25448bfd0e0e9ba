using Oms.Actors.Api;
using Oms.Actors.Gateway;
using Oms.Actors.Protocol;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Traffic;

/// <summary>Follows an account's events through the product's own subscription, and remembers what a client would know.</summary>
internal sealed class Subscriber
{
    private const long RenewAgain = 5 * Moment.Second;

    private readonly World _world;
    private readonly SimNode _node;
    private readonly int _life;
    private readonly Subscription _subscription;

    public Subscriber(World world, SimNode node, AccountId account, int number)
    {
        (_world, _node, _life, Account) = (world, node, node.Life, account);
        Address = new ReplyAddress($"subscriber-{number}/{node}");
        world.Cluster.Listen(Address, node, Hear);
        _subscription = new Subscription(account, Address);
        Follow(_subscription.Renew);
        RenewLater();
    }

    public AccountId Account { get; }

    public ReplyAddress Address { get; }

    /// <summary>The open orders as this client sees them, with their versions.</summary>
    public Dictionary<OrderId, long> Open { get; } = [];

    /// <summary>The orders that this client knows to have ended.</summary>
    public HashSet<OrderId> Ended { get; } = [];

    /// <summary>The orders that were there when this client began; null before that. Of those it need not know but what was open.</summary>
    public HashSet<OrderId>? Before { get; private set; }

    public bool IsAlive => _node.Life == _life;

    public bool IsInStep => _subscription.IsInStep;

    private void RenewLater() => _world.After(RenewAgain, () => _node.Run(_life, () =>
    {
        Follow(_subscription.Renew);
        RenewLater();
    }));

    private void Hear(object message) => Follow(effects =>
    {
        if (_subscription.Take((IProtocolMessage)message, effects) is { } @event)
            Take(@event);
    });

    private void Follow(Action<Effects> step)
    {
        var effects = new Effects();
        step(effects);
        foreach (var tell in effects.OfType<Effect.Tell>())
            _world.Cluster.Route(_node, tell.Message);
    }

    private void Take(AccountEvent @event)
    {
        switch (@event)
        {
            case AccountSnapshotEvent snapshot:
                Take(snapshot);
                break;
            case NewOrderRejectEvent dropped:
                Ended.Add(dropped.OrderId);
                break;
            case OrderStateEvent changed:
                Take(changed.Order);
                break;
            case CancelOrderRejectEvent rejected:
                _world.Checker.Hears(rejected.Order);
                break;
        }
    }

    private void Take(AccountSnapshotEvent snapshot)
    {
        if (Before is null)
            Before = [.. _world.Checker.Truth.Orders.Keys.Where(order => snapshot.OpenOrders.All(open => open.OrderId != order))];
        if (!snapshot.IsComplete)
            _world.Fail($"subscriber {Address} is told that more is missing than is remembered");

        Ended.UnionWith(snapshot.ClosedMeanwhile.Select(order => order.OrderId));
        Open.Clear();
        foreach (var order in snapshot.OpenOrders)
            Take(order);
    }

    private void Take(OrderView order)
    {
        _world.Checker.Hears(order);
        if (order.State == OrderState.Working)
            Open[order.OrderId] = order.Version;
        else
            End(order.OrderId);
    }

    private void End(OrderId order)
    {
        Open.Remove(order);
        Ended.Add(order);
    }
}
