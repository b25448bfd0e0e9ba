using Oms.Faults.Stage;

namespace Oms.Faults.Nemesis;

/// <summary>What happens between nodes. A node that is cut off from the others may still reach the database and be reached by clients: so it may be wrong about who is alive, and say so.</summary>
internal static class Partitions
{
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new("partition-2-1", true, scene => CutOff(scene, "partition-2-1", 1, [Link.Peers])),
        new("partition-1-1-1", true, scene => CutOff(scene, "partition-1-1-1", 3, [Link.Peers])),
        new("isolation", true, scene => CutOff(scene, "isolation", 1, [Link.Peers, Link.Service])),
        new("blip", true, Blip),
        new("isolated-seed-restarts", true, IsolatedSeedRestarts),
    ];

    private static async Task CutOff(Scene scene, string kind, int count, IReadOnlyList<Link> links)
    {
        var nodes = scene.Shuffled().Take(count).ToList();
        await Cut(scene, kind, nodes, links);
        await scene.Wait(8, 20);
        await Mend(scene, kind, nodes, links);
        await scene.Wait(1, 5);
    }

    /// <summary>Shorter than it takes to decide.</summary>
    private static async Task Blip(Scene scene)
    {
        List<int> node = [scene.Shuffled()[0]];
        await Cut(scene, "blip", node, [Link.Peers]);
        await scene.Wait(0.5, 4);
        await Mend(scene, "blip", node, [Link.Peers]);
        await scene.Wait(1, 3);
    }

    /// <summary>The first of the seeds is cut off and starts anew while it is: it may find nobody, and may not begin a second cluster on the journal of the first.</summary>
    private static async Task IsolatedSeedRestarts(Scene scene)
    {
        await Cut(scene, "isolated-seed-restarts", [0], [Link.Peers]);
        await scene.Wait(0, 3);
        await scene.Nodes[0].Kill();
        await scene.Wait(10, 25);
        await Mend(scene, "isolated-seed-restarts", [0], [Link.Peers]);
        await scene.Wait(1, 5);
    }

    private static async Task Cut(Scene scene, string kind, List<int> nodes, IReadOnlyList<Link> links)
    {
        scene.Begin(kind, Names(scene, nodes));
        foreach (var (node, link) in from node in nodes from link in links select (node, link))
            await scene.Theatre.Network.Cut(node, link);
    }

    private static async Task Mend(Scene scene, string kind, List<int> nodes, IReadOnlyList<Link> links)
    {
        foreach (var (node, link) in from node in nodes from link in links select (node, link))
            await scene.Theatre.Network.Mend(node, link);
        scene.End(kind, Names(scene, nodes));
    }

    private static string Names(Scene scene, List<int> nodes) => string.Join(',', nodes.Select(at => scene.Nodes[at].Name));
}
