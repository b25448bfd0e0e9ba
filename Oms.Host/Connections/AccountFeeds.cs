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
/// The subscriptions of one connection: one feed for each account, whichever of the two kinds of subscription asked for it. A feed that ends although nobody has ended it
/// ends the connection, with the reason: a reader never goes on believing that it hears everything.
/// </summary>
internal sealed class AccountFeeds(IOms oms, EventWriter writer, WireLimits limits, IEventSink sink)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, AccountFeed> _feeds = [];

    /// <summary>Subscribes the reader; its events follow behind the answer. What it hears already stays as it is; where it wants more than before the feed begins anew.</summary>
    public async Task<WireAnswer> Subscribe(Caller caller, AccountRequest request, Interest interest, CancellationToken cancellation)
    {
        var (feed, replaced) = Enter(caller, request, interest);
        if (feed is null)
            return WireAnswer.Refused(OmsCode.OperationFailed, "too many subscriptions");
        if (replaced is not null)
            await replaced.DisposeAsync();
        var refusal = await feed.Begun.WaitAsync(cancellation);
        if (refusal is null)
            return WireAnswer.Flag("Subscribed") with { Then = feed.Run };
        await Leave(feed);
        return WireAnswer.Of(refusal);
    }

    /// <summary>Ends a feed, or no more than one kind of its events; nothing is told behind the answer. Where there is none there is nothing to end.</summary>
    public async Task<WireAnswer> Unsubscribe(AccountId account, bool onlyOrderStates)
    {
        AccountFeed? feed;
        lock (_gate)
        {
            if (_feeds.TryGetValue(account, out feed) && onlyOrderStates == feed.Interest.IsOnlyOrderStates)
                _feeds.Remove(account);
            else
                feed = null;
        }

        if (feed is not null)
            await feed.DisposeAsync();
        return WireAnswer.Flag("UnSubscribed");
    }

    /// <summary>Ends all of them: the session or the connection is over.</summary>
    public async Task EndAll()
    {
        List<AccountFeed> feeds;
        lock (_gate)
        {
            feeds = [.. _feeds.Values];
            _feeds.Clear();
        }

        foreach (var feed in feeds)
            await feed.DisposeAsync();
    }

    private (AccountFeed? Feed, AccountFeed? Replaced) Enter(Caller caller, AccountRequest request, Interest interest)
    {
        lock (_gate)
        {
            var account = new AccountId(request.AccountId ?? 0);
            var known = _feeds.GetValueOrDefault(account);
            if (known?.Interest.Covers(interest) == true)
                return (known, null);
            if (known is null && _feeds.Count >= limits.Subscriptions)
                return (null, null);
            var feed = new AccountFeed(oms, writer, sink, caller, request, known is null ? interest : interest.And(known.Interest));
            _feeds[account] = feed;
            return (feed, known);
        }
    }

    /// <summary>Several calls may have waited for the same feed: one of them takes it away.</summary>
    private async Task Leave(AccountFeed feed)
    {
        lock (_gate)
        {
            if (!_feeds.Remove(feed.Account))
                return;
        }

        await feed.DisposeAsync();
    }
}
