using Oms.Faults.Clients;
using Oms.Faults.Recording;
using Oms.Faults.Stage;

namespace Oms.Faults.Nemesis;

/// <summary>
/// How long after a <c>kill -9</c> an order of the dead node is canceled. Where an order lives is not told to anybody; but what lived on the dead node can't be served before the others have found
/// it dead and waited for as long as their settings say, while all else is served at once. So of orders that are canceled behind the kill, those that take longer lived there.
/// </summary>
internal sealed class Failover(string user, int account, Market market, Recorder recorder)
{
    private const int Orders = 16;

    /// <summary>Below detection, the time to decide and the time to take over, above the answer of a live node that is busy.</summary>
    private static readonly TimeSpan ServedAtOnce = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(10);

    private readonly List<TimeSpan> _measured = [];

    /// <summary>For each kill behind which it could be measured, how long it took until the first order of the dead node was canceled.</summary>
    public IReadOnlyList<TimeSpan> Measured => _measured;

    /// <summary>Places orders, has the node killed and cancels them on the others.</summary>
    public async Task Measure(Node dead, Func<Task> kill, IReadOnlyList<Node> nodes)
    {
        List<Session> sessions = [];
        try
        {
            foreach (var node in nodes.Where(node => node != dead))
                sessions.Add(await LogIn(node));
            var orders = await Place(sessions);
            await kill();
            var killed = TimeProvider.System.GetTimestamp();
            var times = await Task.WhenAll(orders.Select(order => Cancel(order, sessions, killed)));
            if (times.Where(time => time > ServedAtOnce).Order().FirstOrDefault() is { } first && first > TimeSpan.Zero)
                _measured.Add(first);
        }
        catch (WireLostException)
        {
            // A node that is to live could not be asked: there is nothing to measure.
            await kill();
        }
        finally
        {
            foreach (var session in sessions)
                await session.DisposeAsync();
        }
    }

    private async Task<Session> LogIn(Node node)
    {
        await using var door = HttpWire.To(node.Clients, null, CallPatience);
        var login = await door.Call("AuthenticateUser", $$"""{"UserName":"{{user}}","Password":"{{Operator.Password}}"}""");
        if (!login.TryGetProperty("SessionToken", out var token) || token.GetString() is not { } session)
            throw new WireLostException("no login");

        return new Session("prober", node.Name, HttpWire.To(node.Clients, session, CallPatience), recorder);
    }

    private async Task<IReadOnlyList<KnownOrder>> Place(List<Session> sessions)
    {
        List<KnownOrder> orders = [];
        for (var at = 0; at < Orders; at++)
        {
            var name = market.NextClientOrder();
            var answered = await sessions[at % sessions.Count].Call(new Request(Act.Place, account, name));
            if (answered.OrderId != 0)
                orders.Add(new KnownOrder(name) { OrderId = answered.OrderId });
        }

        return orders;
    }

    /// <summary>Asks the nodes in turn, without waiting for one before the other, until one of them has received the cancel or says that it is done; <see cref="Patience"/> when none ever does.</summary>
    private async Task<TimeSpan> Cancel(KnownOrder order, List<Session> sessions, long killed)
    {
        var done = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        List<Task> asking = [];
        while (!done.Task.IsCompleted && TimeProvider.System.GetElapsedTime(killed) < Patience)
        {
            asking.Add(Ask(sessions[asking.Count % sessions.Count]));
            await Task.WhenAny(done.Task, Pause.For(Between));
        }

        await Task.WhenAll(asking);
        return done.Task.IsCompleted ? await done.Task : Patience;

        async Task Ask(Session session)
        {
            try
            {
                var answered = await session.Call(new Request(Act.Cancel, account, order.ClientOrder) { OrderId = order.OrderId });
                if (answered.Outcome == Outcome.Done || answered.Detail == "Canceled")
                    done.TrySetResult(TimeProvider.System.GetElapsedTime(killed));
            }
            catch (WireLostException)
            {
                // The next one is under way.
            }
        }
    }
}
