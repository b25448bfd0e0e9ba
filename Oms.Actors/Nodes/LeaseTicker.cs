using Akka.Actor;

namespace Oms.Actors.Nodes;

/// <summary>
/// Ticks for its node: by the actor system's scheduler and on the dispatcher that carries the cluster's heartbeats, so that a node whose heartbeats starve does not seem to go on.
/// </summary>
internal sealed class LeaseTicker(NodeLease lease) : UntypedActor, IWithTimers
{
    /// <summary>So many ticks in the length of a lease.</summary>
    private const int Ticks = 10;

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Of(NodeLease lease) => Props.Create(() => new LeaseTicker(lease)).WithDispatcher("akka.actor.internal-dispatcher");

    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(LeaseTicker), nameof(LeaseTicker), lease.Length / Ticks);

    protected override void OnReceive(object message) => lease.Tick();
}
