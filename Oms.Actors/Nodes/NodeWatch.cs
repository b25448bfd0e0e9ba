using Akka.Actor;
using Akka.Cluster;
using Oms.Actors.Entities;
using Oms.Actors.Protocol;

namespace Oms.Actors.Nodes;

/// <summary>
/// What the node has to know of itself and of the others. A region that ends while its node lives can't be started again: its entities are out of reach for good, which is
/// a fault. So is that the others have declared this node dead. A member that has gone took its orders with it: the accounts that live here are told. Which nodes may serve
/// is told whenever it changes.
/// </summary>
internal sealed class NodeWatch : UntypedActor, IWithTimers
{
    private readonly EngineRoom _room;
    private readonly Action<string> _fault;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly TimeSpan _margin;

    /// <param name="room">What this node's actors share.</param>
    /// <param name="fault">Tells the engine that it can't go on, and why.</param>
    public NodeWatch(EngineRoom room, Action<string> fault)
    {
        _room = room;
        _fault = fault;
        _margin = _cluster.DowningProvider.DownRemovalMargin;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        foreach (var region in _room.Regions.All)
            Context.Watch(region);

        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Terminated gone when !IsLeaving():
                _fault($"The region {gone.ActorRef.Path.Name} has ended.");
                break;
            case ClusterEvent.MemberDowned { Member: var member } when member.UniqueAddress == _cluster.SelfUniqueAddress:
                _fault("The other nodes have declared this one dead, or it has found itself in the smaller part of a split.");
                break;
            case ClusterEvent.MemberRemoved removed:
                Remove(removed);
                break;
            case Faded faded:
                Tell(_room.Nodes.Faded(faded.Node));
                break;
            case ClusterEvent.IMemberEvent { Member: var member }:
                Tell(_room.Nodes.Came(member.UniqueAddress));
                break;
        }
    }

    private void Remove(ClusterEvent.MemberRemoved removed)
    {
        var node = removed.Member.UniqueAddress;
        var wasDeclaredDead = removed.PreviousStatus == MemberStatus.Down;
        if (wasDeclaredDead)
            Timers.StartSingleTimer(node, new Faded(node), _margin);

        Tell(_room.Nodes.Went(node, wasDeclaredDead));
        Context.System.EventStream.Publish(new Input.MemberRemoved());
    }

    private void Tell(bool isChanged)
    {
        if (isChanged)
            Context.System.EventStream.Publish(new Input.NodesAre(_room.Nodes.Now));
    }

    /// <summary>At a shutdown regions end as they should.</summary>
    private bool IsLeaving() => CoordinatedShutdown.Get(Context.System).ShutdownReason is not null || _cluster.IsTerminated;

    private sealed record Faded(UniqueAddress Node);
}
