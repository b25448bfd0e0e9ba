using System.Text.Json;
using Oms.Faults.Recording;
using Oms.Faults.Stage;

namespace Oms.Faults.Clients;

/// <summary>
/// A client that trades on one node until it loses it, or feels like another, then on another: places, cancels in every way there is, replaces, reads and listens. What it does is decided by
/// its chance alone, not by what it hears, but for the numbers of orders.
/// </summary>
internal sealed class Trader(string name, string user, bool listens, IReadOnlyList<Node> nodes, Market market, Recorder recorder, Chance chance)
{
    private const int CallsOnOneNode = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeastThought = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MostThought = TimeSpan.FromMilliseconds(200);

    private readonly List<long> _subscriptions = [];
    private string? _token;

    /// <summary>Goes on until <paramref name="stop"/>, and then listens until <paramref name="hangUp"/>.</summary>
    public async Task Trade(Task hangUp, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await TradeOn(chance.OneOf(nodes), hangUp, stop);
            }
            catch (WireLostException)
            {
                await Pause.For(chance.Between(LeastThought, MostThought), CancellationToken.None);
            }
        }
    }

    private async Task TradeOn(Node node, Task hangUp, CancellationToken stop)
    {
        var http = !listens && chance.Below(2) == 0;
        await using var wire = http ? (IWire)HttpWire.To(node.Clients, await TokenOf(node), Patience) : await Connected(node);
        await using var session = new Session(name, node.Name, wire, recorder);
        try
        {
            if (listens)
                await session.Subscribe(chance.OneOf(market.Accounts), Begun);
            for (var calls = 0; calls < CallsOnOneNode && !stop.IsCancellationRequested; calls++)
            {
                await Act(session);
                await Pause.For(chance.Between(LeastThought, MostThought), CancellationToken.None);
            }

            if (listens && stop.IsCancellationRequested)
                await Task.WhenAny(hangUp, ((SocketWire)wire).Lost);
        }
        finally
        {
            End();
        }
    }

    private async Task Act(Session session)
    {
        var account = chance.OneOf(market.Accounts);
        var dice = chance.Below(100);
        if (dice < 40)
            await Place(session, account);
        else if (dice < 45)
            await PlaceAndCancelAtOnce(session, account);
        else if (dice < 46)
            await session.Call(new Request(Recording.Act.CancelAll, account));
        else if (dice < 50 || market.AnyOf(account, chance) is not { } order)
            await session.Call(new Request(Recording.Act.OpenOrders, account));
        else
            await Act(session, account, order, dice);
    }

    private async Task Act(Session session, int account, KnownOrder order, int dice)
    {
        if (dice < 65)
            await session.Call(new Request(Recording.Act.Cancel, account, order.ClientOrder));
        else if (dice < 78)
            await session.Call(new Request(Recording.Act.Cancel, account, order.ClientOrder) { OrderId = order.OrderId });
        else if (dice < 83)
            await CancelTwice(session, account, order);
        else if (dice < 88 && order.OrderId > 0)
            await Replace(session, account, order);
        else
            await session.Call(new Request(Recording.Act.Status, account, order.ClientOrder));
    }

    private async Task Place(Session session, int account)
    {
        var order = market.NextClientOrder();
        var placing = session.Call(new Request(Recording.Act.Place, account, order));
        var known = market.Add(account, order);
        known.OrderId = (await placing).OrderId;
    }

    /// <summary>The cancel does not wait for the place's answer.</summary>
    private async Task PlaceAndCancelAtOnce(Session session, int account)
    {
        var order = market.NextClientOrder();
        var placing = session.Call(new Request(Recording.Act.Place, account, order));
        await Both(placing, session.Call(new Request(Recording.Act.Cancel, account, order)));
    }

    private static Task CancelTwice(Session session, int account, KnownOrder order) => Both(
        session.Call(new Request(Recording.Act.Cancel, account, order.ClientOrder) { OrderId = order.OrderId }),
        session.Call(new Request(Recording.Act.Cancel, account, order.ClientOrder)));

    private async Task Replace(Session session, int account, KnownOrder order)
    {
        var replacement = market.NextClientOrder();
        var answered = await session.Call(new Request(Recording.Act.Replace, account, order.ClientOrder) { OrderId = order.OrderId, Replacement = replacement });
        if (answered.OrderId != 0)
            market.Add(account, replacement).OrderId = answered.OrderId;
    }

    /// <summary>Both are waited for, also when one of them fails.</summary>
    private static Task Both(params Task[] calls) => Task.WhenAll(calls);

    private async Task<SocketWire> Connected(Node node)
    {
        var wire = await SocketWire.Connect(node.Clients, Heard, Patience);
        var token = _token;
        var answer = await wire.Call("WebAuthenticateUser", token is null ? Credentials() : $$"""{"SessionToken":"{{token}}"}""");
        if (answer.TryGetProperty("Authenticated", out var authenticated) && authenticated.GetBoolean())
        {
            _token = answer.GetProperty("SessionToken").GetString();
            return wire;
        }

        await wire.DisposeAsync();
        throw new WireLostException("no login");
    }

    private async Task<string> TokenOf(Node node)
    {
        if (_token is { } known)
            return known;

        await using var wire = HttpWire.To(node.Clients, null, ConnectPatience);
        var answer = await wire.Call("AuthenticateUser", Credentials());
        return _token = answer.TryGetProperty("SessionToken", out var token) && token.ValueKind == JsonValueKind.String ? token.GetString()! : throw new WireLostException("no login");
    }

    private string Credentials() => $$"""{"UserName":"{{user}}","Password":"{{Operator.Password}}"}""";

    private void Begun(long subscription)
    {
        lock (_subscriptions)
            _subscriptions.Add(subscription);
    }

    private void Heard(string name, JsonElement @event)
    {
        if (name != "OrderStateEvent")
            return;

        lock (_subscriptions)
        {
            if (_subscriptions is [.., var subscription])
                recorder.Note(at => new Told(at, subscription, @event.GetProperty("OrderId").GetInt64(), Answers.SeenOf(@event)));
        }
    }

    private void End()
    {
        lock (_subscriptions)
        {
            foreach (var subscription in _subscriptions)
                recorder.Note(at => new Unsubscribed(at, subscription, "gone"));
            _subscriptions.Clear();
        }
    }
}
