using Oms.Faults.Recording;
using Oms.Faults.Stage;

namespace Oms.Faults.Nemesis;

/// <summary>What a fault is done to, and by which chance.</summary>
/// <param name="Theatre">The nodes, the network and the database.</param>
/// <param name="Recorder">The recording of the round.</param>
/// <param name="Chance">The nemesis' own.</param>
/// <param name="Failover">Measures how soon the orders of a node that has died are served.</param>
internal sealed record Scene(Theatre Theatre, Recorder Recorder, Chance Chance, Failover Failover)
{
    private static readonly TimeSpan BeforeMeasuring = TimeSpan.FromMinutes(1);

    public IReadOnlyList<Node> Nodes => Theatre.Nodes;

    /// <summary>The places of all nodes, in some order.</summary>
    public IReadOnlyList<int> Shuffled() => Chance.Shuffled(Enumerable.Range(0, Nodes.Count));

    public Task Wait(double least, double most) => Pause.For(Chance.Between(TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most)));

    /// <summary>Waits until all nodes serve, so that what is measured is one fault and not two.</summary>
    public Task<bool> IsWhole() => Theatre.IsReady(BeforeMeasuring);

    public void Begin(string kind, string target) => Recorder.Note(at => new FaultBegan(at, kind, target));

    public void End(string kind, string target) => Recorder.Note(at => new FaultEnded(at, kind, target));
}

/// <summary>A kind of fault.</summary>
/// <param name="Name">For people, and for <c>--only</c>.</param>
/// <param name="Cuts">It needs links that can be cut.</param>
/// <param name="Happen">Does it, and leaves all links mended, all nodes running or about to, and the database open behind it.</param>
internal sealed record FaultKind(string Name, bool Cuts, Func<Scene, Task> Happen);
