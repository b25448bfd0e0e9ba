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
/// order sent, each when the one before it has been answered. A feed that ends although nobody has ended it ends the connection, with the reason: a reader never goes on
/// believing that it hears everything.
/// </summary>
internal sealed class AccountFeeds(IOms oms, EventWriter writer, WireLimits limits, IEventSink sink)
{
    private static readonly Receipt TooMany = Receipt.Refused(OmsCode.OperationFailed, "too many subscriptions");

    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, AccountFeed> _feeds = [];
    private readonly Dictionary<AccountId, Task> _turns = [];

    /// <summary>Counts those whose connection it has been: what one of them has begun is not finished for the next.</summary>
    private int _holder;

    /// <summary>Subscribes the reader; its events follow behind the answer. What it hears already stays as it is; where it wants more, a feed of more takes over.</summary>
    public Task<WireAnswer> Subscribe(Caller caller, AccountRequest request, Interest interest, CancellationToken cancellation)
    {
        var (account, holder) = (AccountFeed.AccountOf(request), _holder);
        return InTurn(account, async () =>
        {
            var known = Find(account);
            if (known?.Interest.Covers(interest) == true)
                return await MayRead(caller, request, cancellation) is { } refusal ? WireAnswer.Of(refusal) : Subscribed(known);
            return await Begin(caller, request, known is null ? interest : interest.And(known.Interest), known, holder);
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

    /// <summary>The same user has another session now: his feeds go on under it.</summary>
    public void Renew(Caller caller)
    {
        var holder = _holder;
        foreach (var feed in All())
            _ = InTurn(feed.Account, () => Renew(feed.Account, caller, holder));
    }

    /// <summary>Ends all of them: the session or the connection is over.</summary>
    public async Task EndAll()
    {
        IReadOnlyList<AccountFeed> feeds;
        lock (_gate)
        {
            _holder++;
            feeds = [.. _feeds.Values];
            _feeds.Clear();
        }

        foreach (var feed in feeds)
            await feed.DisposeAsync();
    }

    private async Task<WireAnswer> Renew(AccountId account, Caller caller, int holder)
    {
        if (Find(account) is not { } known)
            return WireAnswer.Flag("Subscribed");
        var answer = await Begin(caller, known.Request, known.Interest, known, holder);
        if (answer.Then is { } run)
            run();
        else
            sink.Close(WebSocketCloseStatus.PolicyViolation, "a subscription could not go on under the new session");
        return answer;
    }

    /// <summary>The new feed is there before the old one ends, and knows what that has told: nothing is missed between them, and a refusal leaves the old one as it is.</summary>
    private async Task<WireAnswer> Begin(Caller caller, AccountRequest request, Interest interest, AccountFeed? known, int holder)
    {
        if (known is null && All().Count >= limits.Subscriptions)
            return WireAnswer.Of(TooMany);
        var feed = new AccountFeed(oms, writer, sink, caller, request, interest);
        var refusal = await feed.Begun ?? await Install(feed, known, holder);
        if (refusal is null)
            return Subscribed(feed);
        await feed.DisposeAsync();
        return WireAnswer.Of(refusal);
    }

    private async Task<Receipt?> Install(AccountFeed feed, AccountFeed? known, int holder)
    {
        if (known is not null)
        {
            await known.DisposeAsync();
            feed.GoOnFor(known);
        }

        lock (_gate)
        {
            if (holder != _holder)
                return Receipt.Refused(OmsCode.NotAuthorized, "the session has ended");
            if (known is null && _feeds.Count >= limits.Subscriptions)
                return TooMany;
            _feeds[feed.Account] = feed;
            return null;
        }
    }

    /// <summary>The rights of a read of the account, which are those of a subscription.</summary>
    private async Task<Receipt?> MayRead(Caller caller, AccountRequest request, CancellationToken cancellation) =>
        (await oms.GetAccountInfo(caller, request, cancellation)).Refusal;

    private static WireAnswer Subscribed(AccountFeed feed) => WireAnswer.Flag("Subscribed") with { Then = feed.Run };

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

    private IReadOnlyList<AccountFeed> All()
    {
        lock (_gate)
            return [.. _feeds.Values];
    }
}
