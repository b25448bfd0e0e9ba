using Oms.Actors.Api;

namespace Oms.Actors.Gateway;

/// <summary>
/// Calls of one connection that name the same account take effect in the order sent: what may depend on an order that is still being placed waits for that call's answer.
/// A cancel by OrderId never waits: whoever has the id has the answer.
/// </summary>
internal sealed class ConnectionOrder
{
    private readonly Dictionary<(long Connection, AccountId Account), List<Placing>> _placing = [];

    /// <summary>A place begins.</summary>
    public void Begin(GatewayCall call, long connection, AccountId account, ClientOrderId clientOrder)
    {
        if (connection == 0)
            return;

        if (!_placing.TryGetValue((connection, account), out var calls))
            _placing[(connection, account)] = calls = [];

        calls.Add(new Placing(call, clientOrder, []));
    }

    /// <summary>A place has been answered: those behind it go on.</summary>
    public void End(GatewayCall call, long connection, AccountId account)
    {
        if (!_placing.TryGetValue((connection, account), out var calls) || calls.FindIndex(placing => placing.Call == call) is var index && index < 0)
            return;

        var ended = calls[index];
        calls.RemoveAt(index);
        if (calls.Count == 0)
            _placing.Remove((connection, account));

        foreach (var behind in ended.Behind)
            behind();
    }

    /// <summary>Goes on at once, or behind the unanswered places of this connection and account: all of them, or those of one client id.</summary>
    public void Behind(long connection, AccountId account, ClientOrderId? clientOrder, Action goOn)
    {
        var before = _placing.GetValueOrDefault((connection, account))?
            .Where(placing => clientOrder is null || placing.ClientOrder == clientOrder)
            .ToList() ?? [];
        if (before.Count == 0)
        {
            goOn();
            return;
        }

        var left = before.Count;
        foreach (var placing in before)
        {
            placing.Behind.Add(() =>
            {
                if (--left == 0)
                    goOn();
            });
        }
    }

    private sealed record Placing(GatewayCall Call, ClientOrderId ClientOrder, List<Action> Behind);
}
