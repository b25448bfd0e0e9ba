using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Protocol;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Traffic;

/// <summary>Follows an account's events as a client's subscription does: renews itself, and asks for a snapshot when the stream is new or an event is missing.</summary>
internal sealed class Subscriber
{
    private const long RenewAgain = 5 * Moment.Second;

    private readonly World _world;
    private readonly SimNode _node;
    private readonly int _life;
    private string? _stream;
    private long _number;

    public Subscriber(World world, SimNode node, AccountId account, int number)
    {
        (_world, _node, _life, Account) = (world, node, node.Life, account);
        Address = new ReplyAddress($"subscriber-{number}/{node}");
        world.Cluster.Listen(Address, node, Hear);
        Subscribe(true);
        RenewLater();
    }

    public AccountId Account { get; }

    public ReplyAddress Address { get; }

    /// <summary>The open orders as this client sees them, with their versions.</summary>
    public Dictionary<OrderId, long> Open { get; } = [];

    public bool IsAlive => _node.Life == _life;

    public bool IsInStep => _stream is not null;

    private void RenewLater() => _world.After(RenewAgain, () => _node.Run(_life, () =>
    {
        Subscribe(_stream is null);
        RenewLater();
    }));

    private void Subscribe(bool afresh) => _world.Cluster.Route(_node, new SubscribeAccount(Account, Address, afresh));

    private void Hear(object message)
    {
        switch (message)
        {
            case AccountEventPushed { Event: AccountSnapshotEvent snapshot }:
                _stream = snapshot.Stream;
                _number = snapshot.Number;
                Take(snapshot);
                break;
            case AccountEventPushed { Event: var @event } when @event.Stream == _stream && @event.Number <= _number:
                break;
            case AccountEventPushed { Event: var @event } when @event.Stream == _stream && @event.Number == _number + 1:
                _number++;
                Take(@event);
                break;
            case AccountEventPushed or SubscriptionRenewed when _stream is null:
                break;
            case SubscriptionRenewed renewed when renewed.Stream == _stream && renewed.Number == _number:
                break;
            case AccountEventPushed or SubscriptionRenewed:
                _stream = null;
                Subscribe(true);
                break;
        }
    }

    private void Take(AccountEvent @event)
    {
        switch (@event)
        {
            case AccountSnapshotEvent snapshot:
                Open.Clear();
                foreach (var order in snapshot.OpenOrders)
                    Take(order);
                break;
            case OrderStateEvent changed:
                Take(changed.Order);
                break;
            case CancelOrderRejectEvent rejected:
                _world.Checker.Hears(rejected.Order);
                break;
        }
    }

    private void Take(OrderView order)
    {
        _world.Checker.Hears(order);
        if (order.State == OrderState.Working)
            Open[order.OrderId] = order.Version;
        else
            Open.Remove(order.OrderId);
    }
}
