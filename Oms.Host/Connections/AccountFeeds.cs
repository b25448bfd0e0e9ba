using System.Net.WebSockets;
using Oms.Actors.Api;
using Oms.Host.Wire;

namespace Oms.Host.Connections;

/// <summary>What a feed needs of the connection that it tells.</summary>
internal interface IEventSink
{
    /// <summary>Puts an event in for the reader, once there is room.</summary>
    Task Tell(WireEvent @event, CancellationToken cancellation);

    /// <summary>Ends the connection with a reason.</summary>
    void Close(WebSocketCloseStatus status, string reason);

    /// <summary>A defect: ends the connection, too.</summary>
    void Failed(Exception defect);
}

/// <summary>
/// The subscriptions of one connection: one feed for each account, whichever of the two kinds of subscription asked for it. What is asked of one account takes effect in the
/// order sent, each when the one before it has been answered. A feed reads under whatever session the user of the connection has. One that ends although nobody has ended
/// it ends the connection, with the reason: a reader never goes on believing that it hears everything.
/// </summary>
internal sealed class AccountFeeds(IOms oms, EventWriter writer, WireLimits limits, IEventSink sink, Func<Caller> holder)
{
    private static readonly Receipt TooMany = Receipt.Refused(OmsCode.OperationFailed, "too many subscriptions");

    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, AccountFeed> _feeds = [];
    private readonly Dictionary<AccountId, Task> _turns = [];

    /// <summary>Counts those whose connection it has been: what one of them has begun is not finished for the next.</summary>
    private int _holders;

    /// <summary>Subscribes the reader; its events follow behind the answer. What it hears already stays as it is; where it wants more, the feed tells that as well.</summary>
    public Task<WireAnswer> Subscribe(Caller caller, AccountRequest request, Interest interest, CancellationToken cancellation)
    {
        var (account, holders) = (AccountFeed.AccountOf(request), _holders);
        return InTurn(account, async () =>
        {
            if (Find(account) is not { } known)
                return await Begin(caller, request, interest, holders);
            if (await MayRead(caller, request, cancellation) is { } refusal)
                return WireAnswer.Of(refusal);
            return Subscribed(known.Interest.Covers(interest) ? known.Run : known.Add(interest));
        });
    }

    /// <summary>Ends a feed, or no more than one kind of its events; nothing is told behind the answer. Where there is none there is nothing to end.</summary>
    /// <param name="account">The account.</param>
    /// <param name="onlyOrderStates">Which kind.</param>
    /// <param name="mayNot">Says whether the caller is refused, and how.</param>
    public Task<WireAnswer> Unsubscribe(AccountId account, bool onlyOrderStates, Func<Task<Receipt?>> mayNot) => InTurn(account, async () =>
    {
        if (await mayNot() is { } refusal)
            return WireAnswer.Of(refusal);
        if (Find(account) is { } feed && feed.Interest.IsOnlyOrderStates == onlyOrderStates && Remove(feed))
            await feed.DisposeAsync();
        return WireAnswer.Flag("UnSubscribed");
    });

    /// <summary>Ends all of them: the session or the connection is over.</summary>
    public async Task EndAll()
    {
        IReadOnlyList<AccountFeed> feeds;
        lock (_gate)
        {
            _holders++;
            feeds = [.. _feeds.Values];
            _feeds.Clear();
        }

        foreach (var feed in feeds)
            await feed.DisposeAsync();
    }

    /// <summary>Whether he may read is asked for whoever called, and from then on for whatever session he has.</summary>
    private async Task<WireAnswer> Begin(Caller caller, AccountRequest request, Interest interest, int holders)
    {
        if (IsFull)
            return WireAnswer.Of(TooMany);
        var asked = 0;
        var feed = new AccountFeed(oms, writer, sink, () => Interlocked.Exchange(ref asked, 1) == 0 ? caller : holder(), request, interest);
        var refusal = await feed.Begun ?? Install(feed, holders);
        if (refusal is null)
            return Subscribed(feed.Run);
        await feed.DisposeAsync();
        return WireAnswer.Of(refusal);
    }

    private Receipt? Install(AccountFeed feed, int holders)
    {
        lock (_gate)
        {
            if (holders != _holders)
                return Receipt.Refused(OmsCode.NotAuthorized, "the session has ended");
            if (IsFull)
                return TooMany;
            _feeds.Add(feed.Account, feed);
            return null;
        }
    }

    /// <summary>The rights of a read of the account, which are those of a subscription.</summary>
    private async Task<Receipt?> MayRead(Caller caller, AccountRequest request, CancellationToken cancellation) =>
        (await oms.GetAccountInfo(caller, request, cancellation)).Refusal;

    private static WireAnswer Subscribed(Action then) => WireAnswer.Flag("Subscribed") with { Then = then };

    private async Task<WireAnswer> InTurn(AccountId account, Func<Task<WireAnswer>> act)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_gate)
        {
            before = _turns.GetValueOrDefault(account, Task.CompletedTask);
            _turns[account] = turn.Task;
        }

        try
        {
            await before;
            return await act();
        }
        finally
        {
            lock (_gate)
            {
                if (_turns[account] == turn.Task)
                    _turns.Remove(account);
            }

            turn.SetResult();
        }
    }

    private AccountFeed? Find(AccountId account)
    {
        lock (_gate)
            return _feeds.GetValueOrDefault(account);
    }

    private bool Remove(AccountFeed feed)
    {
        lock (_gate)
            return _feeds.GetValueOrDefault(feed.Account) == feed && _feeds.Remove(feed.Account);
    }

    private bool IsFull
    {
        get
        {
            lock (_gate)
                return _feeds.Count >= limits.Subscriptions;
        }
    }
}
