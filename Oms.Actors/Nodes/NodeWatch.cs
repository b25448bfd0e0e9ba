using System.Collections.Immutable;
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
    private readonly HashSet<UniqueAddress> _members = [];
    private readonly HashSet<UniqueAddress> _fading = [];

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
                _fading.Remove(faded.Node);
                Tell();
                break;
            case ClusterEvent.IMemberEvent { Member: var member }:
                _members.Add(member.UniqueAddress);
                Tell();
                break;
        }
    }

    /// <summary>One that has left has ended before; one that was declared dead decides by its own clock when it ends.</summary>
    private void Remove(ClusterEvent.MemberRemoved removed)
    {
        var node = removed.Member.UniqueAddress;
        _members.Remove(node);
        if (removed.PreviousStatus == MemberStatus.Down && _fading.Add(node))
            Timers.StartSingleTimer(node, new Faded(node), _margin);

        Tell();
        Context.System.EventStream.Publish(new Input.MemberRemoved());
    }

    private void Tell()
    {
        var now = _members.Concat(_fading).Select(node => node.Address.ToString()).ToImmutableHashSet();
        if (now.SetEquals(_room.Nodes.Now))
            return;

        _room.Nodes.Now = now;
        Context.System.EventStream.Publish(new Input.NodesAre(now));
    }

    /// <summary>At a shutdown regions end as they should.</summary>
    private bool IsLeaving() => CoordinatedShutdown.Get(Context.System).ShutdownReason is not null || _cluster.IsTerminated;

    private sealed record Faded(UniqueAddress Node);
}
