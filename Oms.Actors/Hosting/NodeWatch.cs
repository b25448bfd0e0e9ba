using Akka.Actor;
using Akka.Cluster;
using Oms.Actors.Entities;
using Oms.Actors.Protocol;

namespace Oms.Actors.Hosting;

/// <summary>
/// What the node has to know of itself and of the others. A region that ends while its node lives can't be started again: its entities are out of reach for good, which is
/// a fault. A member that has gone took its orders with it: the accounts that live here are told.
/// </summary>
internal sealed class NodeWatch : UntypedActor
{
    private readonly Regions _regions;
    private readonly Action<string> _fault;

    /// <param name="regions">This node's regions.</param>
    /// <param name="fault">Tells the engine that it can't go on, and why.</param>
    public NodeWatch(Regions regions, Action<string> fault)
    {
        _regions = regions;
        _fault = fault;
    }

    protected override void PreStart()
    {
        foreach (var region in _regions.All)
            Context.Watch(region);

        Cluster.Get(Context.System).Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberRemoved));
    }

    protected override void PostStop() => Cluster.Get(Context.System).Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Terminated gone when !IsLeaving():
                _fault($"The region {gone.ActorRef.Path.Name} has ended.");
                break;
            case ClusterEvent.MemberRemoved:
                Context.System.EventStream.Publish(new Input.MemberRemoved());
                break;
        }
    }

    /// <summary>At a shutdown regions end as they should.</summary>
    private static bool IsLeaving() =>
        CoordinatedShutdown.Get(Context.System).ShutdownReason is not null || Cluster.Get(Context.System).IsTerminated;
}
