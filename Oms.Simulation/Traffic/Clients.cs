using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Simulation.Schedules;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Traffic;

/// <summary>What clients do in a random schedule.</summary>
internal sealed class Clients
{
    private const decimal Price = 10;

    private readonly World _world;
    private readonly Chance _chance;
    private readonly Market _market;
    private readonly List<IPlaced> _places = [];
    private readonly bool _replaces;
    private readonly List<Operation> _touches = [];
    private readonly int _accounts;
    private long _connections;
    private long _clientIds;
    private int _references;

    public Clients(World world, Chance chance, Mix mix, int accounts)
    {
        (_world, _chance, _accounts, _replaces) = (world, chance, accounts, mix.Replaces);
        _market = new Market(world);
        for (var account = 1; account <= accounts; account++)
            OpenAccount(world, new AccountId(account), 8, 120);
    }

    public List<Subscriber> Subscribers { get; } = [];

    /// <summary>Some orders have a time limit that ends within the schedule.</summary>
    public bool PlaceToExpire { get; init; }

    public static void OpenAccount(World world, AccountId account, decimal ofBase, decimal ofQuote) => world.Journal.Seed(
        AccountProcess.PersistenceIdOf(account),
        new AccountCommitted([
            new AccountFact.Opened($"account {account}", world.Clock),
            new AccountFact.Moved(SimRegistry.Base, ofBase, "first", world.Clock),
            new AccountFact.Moved(SimRegistry.Quote, ofQuote, "second", world.Clock)]));

    /// <summary>Does one thing of a client's, chosen by chance.</summary>
    public void DoSomething()
    {
        if (_replaces && _chance.Happens(0.35))
        {
            Change();
            return;
        }

        switch (_chance.Below(100))
        {
            case < 30:
                Place(pipelined: false);
                break;
            case < 40:
                Place(pipelined: true);
                break;
            case < 58:
                Cancel();
                break;
            case < 62:
                Sweep();
                break;
            case < 70:
                Status();
                break;
            case < 78:
                new ListOperation(_world, AnyAccount()).Begin(AnyNode());
                break;
            case < 92:
                Execute();
                break;
            case < 96:
                Move();
                break;
            case < 98:
                new PositionsOperation(_world, AnyAccount()).Begin(AnyNode());
                break;
            default:
                Subscribe();
                break;
        }
    }

    public void Subscribe()
    {
        var node = AnyNode();
        if (node.IsUp && !node.IsPaused)
            Subscribers.Add(new Subscriber(_world, node, AnyAccount(), Subscribers.Count));
    }

    /// <summary>Reads every account and every order that may exist, at every node's gateway in turn.</summary>
    public void Touch()
    {
        var node = 0;
        var nodes = _world.Cluster.Nodes;
        _touches.Clear();
        for (var account = 1; account <= _accounts; account++)
            Touch(new ListOperation(_world, new AccountId(account)), nodes[node++ % nodes.Count]);

        foreach (var place in _places)
        {
            if (place.Order is { } order)
                Touch(new StatusOperation(_world, place.Account, order), nodes[node++ % nodes.Count]);
        }
    }

    /// <summary>Once healed, everything is served.</summary>
    public void CheckTouched()
    {
        foreach (var touch in _touches.Where(touch => !touch.IsServed))
            _world.Fail($"{touch} is not served when all is healed");
    }

    private void Touch(Operation operation, SimNode node)
    {
        _touches.Add(operation);
        operation.Begin(node);
    }

    private void Place(bool pipelined)
    {
        var account = AnyAccount();
        var clientId = pipelined || _chance.Happens(0.4) ? ++_clientIds : 0;
        if (clientId > 1 && _chance.Happens(0.1))
            clientId = _chance.Between(1, clientId);

        var sells = _chance.Happens(0.4);
        var request = new SendOrderRequest(
            1, account.Value, 1, sells ? Side.Sell : Side.Buy, OrderType.Limit, _chance.Between(1, 6), Price, null, clientId == 0 ? null : clientId);
        if (PlaceToExpire && _chance.Happens(0.6))
            request = request with { TimeInForce = TimeInForce.GTD, ExpiresAt = _world.Clock.AddMilliseconds(_chance.Between(100, 6_000)) };

        var connection = ++_connections;
        var node = AnyNode();
        var place = new PlaceOperation(_world, account, request, connection) { Then = React };
        _places.Add(place);
        if (pipelined && clientId == _clientIds)
            place.Behind = new CancelOperation(_world, account, null, new ClientOrderId(clientId), connection, place) { Then = () => LookAround(account, null) };

        place.BeginAt(node);
        if (place.Behind is { } cancel)
            _world.After(_chance.Between(0, 3 * Moment.Millisecond), () => cancel.Begin(node));
    }

    /// <summary>An answer is followed by what depends on it: a cancel right behind Accepted, a look at the order from elsewhere.</summary>
    private void React(PlaceOperation place)
    {
        if (place.Order is not { } order || !place.IsAccepted)
            return;

        if (_chance.Happens(0.2))
            LookAround(place.Account, order);
        if (_chance.Happens(0.25))
            Cancel(place.Account, order, place.ClientOrder);
    }

    /// <summary>Replaces an order or reduces it; a cancel or another change may be close behind.</summary>
    private void Change()
    {
        if (AnyOrder() is not { Order: { } order } placed)
            return;

        if (_chance.Happens(0.35))
            new ReduceOperation(_world, order, _chance.Between(1, 5)).Begin(AnyNode());
        else
            Replace(placed, order);

        if (_chance.Happens(0.3))
            _world.After(_chance.Between(0, 30 * Moment.Millisecond), () => Cancel(placed.Account, order, ClientOrderId.None));
        if (_chance.Happens(0.2))
            _world.After(_chance.Between(0, 30 * Moment.Millisecond), () => Replace(placed, order));
    }

    private void Replace(IPlaced placed, OrderId order)
    {
        var clientId = _chance.Below(3) switch
        {
            0 => 0,
            1 => placed.ClientOrder.Value,
            _ => ++_clientIds,
        };
        var request = new CancelReplaceOrderRequest(1, order.Value, _chance.Between(1, 8), _chance.Between(8, 12), ClientOrderId: clientId == 0 ? null : clientId);
        var replace = new ReplaceOperation(_world, placed.Account, request);
        _places.Add(replace);
        replace.BeginAt(AnyNode());
    }

    private void LookAround(AccountId account, OrderId? order)
    {
        if (!_chance.Happens(0.5))
            return;

        _world.After(_chance.Between(0, 5 * Moment.Millisecond), () =>
        {
            if (order is { } known && _chance.Happens(0.4))
                new StatusOperation(_world, account, known).Begin(AnyNode());
            else
                new ListOperation(_world, account).Begin(AnyNode());
        });
    }

    private void Cancel()
    {
        if (AnyOrder() is not { } place || place.Order is not { } order)
            return;

        Cancel(place.Account, order, place.ClientOrder);
        if (_chance.Happens(0.35))
            _world.After(_chance.Between(0, 30 * Moment.Millisecond), () => Cancel(place.Account, order, place.ClientOrder));
    }

    private void Cancel(AccountId account, OrderId order, ClientOrderId clientOrder)
    {
        var byClientId = clientOrder != ClientOrderId.None && _chance.Happens(0.3);
        new CancelOperation(_world, account, byClientId ? null : order, clientOrder, 0) { Then = () => LookAround(account, order) }.Begin(AnyNode());
    }

    private void Status()
    {
        if (AnyOrder() is { Order: { } order } place)
            new StatusOperation(_world, place.Account, order).Begin(AnyNode());
    }

    private void Execute()
    {
        if (AnyOrder() is not { Order: { } order })
            return;

        var nodes = new List<SimNode> { AnyNode() };
        while (_chance.Happens(0.4))
            nodes.Add(AnyNode());

        if (_world.Venue is { } venue)
            ExecuteAt(venue, order);
        else
            _market.Execute(order, _chance.Between(1, 4), Price, nodes);
    }

    private void ExecuteAt(SimVenue venue, OrderId order)
    {
        if (_chance.Happens(0.1))
            venue.CancelUnasked(order);
        else
            venue.Execute(order, _chance.Between(1, 6));
    }

    /// <summary>An operator decides a cancel that he sees pending, whatever the venue may be about to say.</summary>
    public void Force()
    {
        var pending = _places.Where(place => place.Order is { } order && _world.Checker.Truth.Of(order).Summary.PendingCancel is not null).ToList();
        if (pending.Count > 0)
            new ForceOperation(_world, _chance.OneOf(pending).Order!.Value, _chance.Happens(0.5)).Begin(AnyNode());
    }

    private void Move()
    {
        var reference = _chance.Happens(0.3) && _references > 0 ? _references : ++_references;
        var product = _chance.Happens(0.5) ? SimRegistry.Base : SimRegistry.Quote;
        _market.Move(AnyAccount(), product, _chance.Between(-40, 40), $"transfer {reference}", AnyNode());
    }

    /// <summary>A sweep with places around it: some are swept, some are behind its boundary.</summary>
    private void Sweep()
    {
        for (var places = _chance.Below(3); places > 0; places--)
            _world.After(_chance.Between(0, 20 * Moment.Millisecond), () => Place(pipelined: false));

        new SweepOperation(_world, AnyAccount()).Begin(AnyNode());
    }

    private AccountId AnyAccount() => new(1 + _chance.Below(_accounts));

    private SimNode AnyNode() => _chance.OneOf(_world.Cluster.Nodes);

    private IPlaced? AnyOrder() => _places.Count == 0 ? null : _places[Math.Max(_chance.Below(_places.Count), _chance.Below(_places.Count))];
}
