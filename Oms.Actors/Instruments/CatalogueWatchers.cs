using Oms.Actors.Protocol;

namespace Oms.Actors.Instruments;

/// <summary>The gateways that hear of changes. One that does not renew is forgotten, so nothing is kept for a node that has died.</summary>
internal sealed class CatalogueWatchers(Timings timings)
{
    public const string Timer = "watchers";

    private readonly Dictionary<ReplyAddress, DateTimeOffset> _renewed = [];

    public bool IsEmpty => _renewed.Count == 0;

    public void Renew(ReplyAddress watcher, DateTimeOffset now, Effects effects)
    {
        if (_renewed.Count >= timings.SubscribersMost && !_renewed.ContainsKey(watcher))
            return;

        if (_renewed.Count == 0)
            effects.StartTimer(Timer, timings.SubscriberLife);

        _renewed[watcher] = now;
    }

    public void Forget(DateTimeOffset now, Effects effects)
    {
        foreach (var late in _renewed.Where(entry => now - entry.Value > timings.SubscriberLife).Select(entry => entry.Key).ToList())
            _renewed.Remove(late);

        if (_renewed.Count > 0)
            effects.StartTimer(Timer, timings.SubscriberLife);
    }

    public void Tell(CatalogueTold told, Effects effects)
    {
        foreach (var watcher in _renewed.Keys)
            effects.Reply(watcher, told);
    }
}
