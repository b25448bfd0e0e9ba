using Oms.Actors.Protocol;

namespace Oms.Actors.Instruments;

/// <summary>
/// The gateways that hear of changes, one for each node, and what each knows. One that does not renew is forgotten; that its node may serve nevertheless is not: as long as
/// it may, nothing is known everywhere before its gateway has said so.
/// </summary>
internal sealed class CatalogueWatchers(Timings timings)
{
    public const string Timer = "watchers";

    private readonly Dictionary<string, Watcher> _byNode = [];
    private IReadOnlySet<string>? _nodes;

    public bool IsEmpty => _byNode.Count == 0;

    /// <summary>A gateway is there, and what it knows. A node has one: a new life of it takes the place of the one before.</summary>
    public void Renew(WatchCatalogue watch, DateTimeOffset now, Effects effects)
    {
        var node = watch.Watcher.Node;
        if (_byNode.Count >= timings.SubscribersMost && !_byNode.ContainsKey(node))
            return;

        if (_byNode.Count == 0)
            effects.StartTimer(Timer, timings.SubscriberLife);

        _byNode[node] = new Watcher(watch.Watcher, now, watch.KnownVersion);
    }

    /// <summary>These nodes may serve.</summary>
    public void Serving(IReadOnlySet<string> nodes) => _nodes = nodes;

    /// <summary>Whether no node can act on an older version any more.</summary>
    public bool AllKnow(long version) =>
        _nodes is not null && _nodes.All(node => _byNode.TryGetValue(node, out var watcher) && watcher.Known >= version);

    public void Forget(DateTimeOffset now, Effects effects)
    {
        foreach (var late in _byNode.Where(entry => now - entry.Value.Renewed > timings.SubscriberLife).Select(entry => entry.Key).ToList())
            _byNode.Remove(late);

        if (_byNode.Count > 0)
            effects.StartTimer(Timer, timings.SubscriberLife);
    }

    /// <summary>Tells all that are behind.</summary>
    public void Tell(CatalogueTold told, Effects effects)
    {
        foreach (var watcher in _byNode.Values.Where(watcher => watcher.Known < told.Version))
            effects.Reply(watcher.Address, told);
    }

    private sealed record Watcher(ReplyAddress Address, DateTimeOffset Renewed, long Known);
}
