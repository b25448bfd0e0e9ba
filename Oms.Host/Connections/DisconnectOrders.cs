using Oms.Actors.Api;

namespace Oms.Host.Connections;

/// <summary>
/// What is to be canceled when one connection ends without having said goodbye. Set and unset in the order asked; a LogOut forgets all of it. What is set after the end is
/// canceled at once: its call was under way when the connection ended.
/// </summary>
internal sealed class DisconnectOrders(DisconnectCancels cancels, WireLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(AccountId Account, string Session), SessionOrders> _set = [];
    private Task _last = Task.CompletedTask;
    private bool _hasEnded;

    /// <summary>Does one thing after the other.</summary>
    public Task<T> InTurn<T>(Func<Task<T>> act)
    {
        lock (_gate)
        {
            var turn = After(_last, act);
            _last = turn;
            return turn;
        }
    }

    /// <summary>False: there are too many already.</summary>
    public bool TrySet(SessionOrders orders)
    {
        lock (_gate)
        {
            var key = (orders.Account, orders.SessionId);
            if (!_set.ContainsKey(key) && _set.Count >= limits.Subscriptions)
                return false;
            _set[key] = orders;
            if (!_hasEnded)
                return true;
        }

        _ = Cancel();
        return true;
    }

    public void Unset(AccountId account)
    {
        lock (_gate)
        {
            foreach (var key in _set.Keys.Where(key => key.Account == account).ToList())
                _set.Remove(key);
        }
    }

    /// <summary>The client has said goodbye.</summary>
    public void Clear()
    {
        lock (_gate)
            _set.Clear();
    }

    /// <summary>The connection has ended: ends once the engine has heard what is to be canceled, or can't be asked now and will be later.</summary>
    public Task End()
    {
        lock (_gate)
            _hasEnded = true;
        return Cancel();
    }

    private Task Cancel()
    {
        IReadOnlyList<SessionOrders> orders;
        lock (_gate)
        {
            orders = [.. _set.Values];
            _set.Clear();
        }

        return Task.WhenAll(orders.Select(cancels.Cancel));
    }

    private static async Task<T> After<T>(Task before, Func<Task<T>> act)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await act();
    }
}
