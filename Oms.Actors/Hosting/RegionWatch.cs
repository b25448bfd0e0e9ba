using Akka.Actor;
using Akka.Cluster;
using Oms.Actors.Entities;

namespace Oms.Actors.Hosting;

/// <summary>A region that ends while its node lives can't be started again: its entities are out of reach for good, and the host has to know.</summary>
internal sealed class RegionWatch : UntypedActor
{
    private readonly EngineHealth _health;
    private readonly Regions _regions;

    public RegionWatch(Regions regions, EngineHealth health)
    {
        _regions = regions;
        _health = health;
    }

    protected override void PreStart()
    {
        foreach (var region in _regions.All)
            Context.Watch(region);
    }

    protected override void OnReceive(object message)
    {
        if (message is Terminated gone && !IsLeaving())
            _health.Fault($"The region {gone.ActorRef.Path.Name} has ended.");
    }

    /// <summary>At a shutdown regions end as they should.</summary>
    private static bool IsLeaving() =>
        CoordinatedShutdown.Get(Context.System).ShutdownReason is not null || Cluster.Get(Context.System).IsTerminated;
}
