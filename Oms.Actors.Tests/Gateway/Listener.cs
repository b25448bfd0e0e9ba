using Oms.Actors.Api;

namespace Oms.Actors.Tests.Gateway;

/// <summary>Hears an account's events, from its snapshot on.</summary>
internal sealed class Listener
{
    private readonly System.Threading.Channels.Channel<AccountEvent> _events = System.Threading.Channels.Channel.CreateUnbounded<AccountEvent>();
    private readonly List<AccountEvent> _heard = [];
    private readonly Lock _lock = new();

    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>All events so far.</summary>
    public IReadOnlyList<AccountEvent> Heard
    {
        get
        {
            lock (_lock)
                return [.. _heard];
        }
    }

    /// <summary>Subscribes, and has heard the snapshot.</summary>
    public static async Task<Listener> Of(Engine engine, AccountId account, Caller? caller = null, CancellationToken cancellation = default)
    {
        var listener = new Listener();
        listener.Ended = listener.Listen(engine.Oms.SubscribeAccountEvents(caller ?? Engine.Operator, new AccountRequest(1, account.Value), cancellation));
        await listener.Next<AccountSnapshotEvent>(_ => true);
        return listener;
    }

    /// <summary>Waits for the next event of this kind; those before it are behind us.</summary>
    public async Task<T> Next<T>(Func<T, bool> wanted)
        where T : AccountEvent
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        await foreach (var @event in _events.Reader.ReadAllAsync(patience.Token))
        {
            if (@event is T one && wanted(one))
                return one;
        }

        throw new InvalidOperationException("The subscription has ended.");
    }

    private async Task Listen(IAsyncEnumerable<AccountEvent> events)
    {
        try
        {
            await foreach (var @event in events)
            {
                lock (_lock)
                    _heard.Add(@event);

                _events.Writer.TryWrite(@event);
            }
        }
        finally
        {
            _events.Writer.TryComplete();
        }
    }
}
