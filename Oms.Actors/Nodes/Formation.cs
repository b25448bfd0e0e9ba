using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Oms.Actors.Hosting;

namespace Oms.Actors.Nodes;

/// <summary>
/// How a node becomes a member. It asks the others to let it in, again and again, and founds a cluster only when the gate says that there is none: so a node that starts cut off
/// from the others waits, and fails its start, instead of being a second cluster on their journal.
/// </summary>
internal static class Formation
{
    /// <summary>Between two attempts to found.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <exception cref="OmsConfigurationException">Not a member when the time was over; the message says what was tried.</exception>
    public static async Task Join(ActorSystem system, IClusterGate gate, OmsClusterOptions options, CancellationToken deadline)
    {
        var cluster = Cluster.Get(system);
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(up.SetResult);
        var others = Others(cluster.SelfAddress, options);
        Exception? unasked = null;
        try
        {
            while (!up.Task.IsCompleted && cluster.State.Members.IsEmpty)
            {
                unasked = await Attempt(system, gate, others, deadline);
                await Task.WhenAny(up.Task, Task.Delay(Again, deadline));
                deadline.ThrowIfCancellationRequested();
            }

            await up.Task.WaitAsync(deadline);
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            throw new OmsConfigurationException(Failed(cluster, others, unasked));
        }
    }

    /// <summary>Founds when that may be, and asks the others otherwise; what the gate has met, if it could not be asked.</summary>
    private static async Task<Exception?> Attempt(ActorSystem system, IClusterGate gate, ImmutableList<Address> others, CancellationToken deadline)
    {
        var cluster = Cluster.Get(system);
        try
        {
            if (await gate.TryForm(deadline))
            {
                system.Log.Info("There is no cluster on this journal: {0} founds one", cluster.SelfAddress);
                await cluster.JoinAsync(cluster.SelfAddress, deadline);
                return null;
            }
        }
        catch (Exception unasked) when (unasked is not OutOfMemoryException && !deadline.IsCancellationRequested)
        {
            system.Log.Warning(unasked, "Whether a cluster may be founded can't be found out");
            return unasked;
        }

        if (!others.IsEmpty)
            cluster.JoinSeedNodes(others);
        return null;
    }

    /// <summary>Never this node: asked to join itself it would found a cluster.</summary>
    private static ImmutableList<Address> Others(Address self, OmsClusterOptions options) =>
    [
        .. options.Seeds
            .Select(seed => OmsClusterOptions.Read(seed)!.Value)
            .Select(seed => new Address(self.Protocol, self.System, seed.Host, seed.Port))
            .Where(address => address != self)
            .Distinct(),
    ];

    private static string Failed(Cluster cluster, ImmutableList<Address> others, Exception? unasked)
    {
        var asked = others.IsEmpty ? "no other node is named in Cluster:Seeds" : $"{string.Join(", ", others.Select(other => $"{other.Host}:{other.Port}"))} did not let it in";
        var founding = unasked is null ? "there is a cluster on this journal already, or another node is founding one" : $"the journal could not be asked ({unasked.Message})";
        return $"The node {cluster.SelfAddress.Host}:{cluster.SelfAddress.Port} did not become a member of a cluster within StartTimeout: {asked}, and it may found none: {founding}.";
    }
}
