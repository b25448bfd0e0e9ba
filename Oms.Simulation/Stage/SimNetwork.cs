using Oms.Actors.Accounts;
using Oms.Actors.Protocol;

namespace Oms.Simulation.Stage;

/// <summary>
/// The ways between nodes, and within one. As in Akka, what two nodes say arrives in the order said, or not at all; sharding may overtake and drop. Messages are repeated
/// here as their senders repeat them. Akka itself delivers nothing twice, and the sender of an admission or of a transfer sends it once: whoever is refused once may be
/// admitted by a second copy, after its caller has been told no.
/// </summary>
internal sealed class SimNetwork(World world, int nodes)
{
    private readonly long[] _clear = new long[nodes * nodes];

    /// <summary>Messages sent so far.</summary>
    public long Sent { get; private set; }

    public void Send(SimNode from, SimNode to, object message, Action<object> arrive)
    {
        Sent++;
        var local = from == to;
        var fate = world.Fate.Message(message, local);
        if (world.Trace is not null && (fate != MessageFate.Arrives || message is not IReply { Call: 0 }))
            world.Log($"{from} -> {to} {(fate == MessageFate.Arrives ? "" : fate + " ")}{message}");

        if (fate == MessageFate.Lost)
            return;

        Deliver(from, to, message, arrive, fate);
        if (fate == MessageFate.Repeated && message is not (AdmitOrder or MoveFunds or OpenAccount))
            Deliver(from, to, message, arrive, world.Fate.Choose(2) == 0 ? MessageFate.Arrives : MessageFate.Overtaken);
    }

    private void Deliver(SimNode from, SimNode to, object message, Action<object> arrive, MessageFate fate)
    {
        var moment = world.Now + world.Fate.MessageDelay(from == to);
        if (fate is MessageFate.Late or MessageFate.Overtaken)
            moment += world.Fate.Lateness();

        if (fate != MessageFate.Overtaken)
        {
            ref var clear = ref _clear[(from.Index * nodes) + to.Index];
            clear = moment = Math.Max(moment, clear);
        }

        var life = to.Life;
        world.At(moment, () => to.Run(life, () => arrive(message)));
    }
}
