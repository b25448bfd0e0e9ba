namespace Oms.Faults.Nemesis;

/// <summary>What happens to nodes. Whenever one ends, its supervisor starts it again.</summary>
internal static class NodeFaults
{
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new("kill-one", false, KillOne),
        new("kill-two", false, scene => Kill(scene, "kill-two", 2)),
        new("kill-all", false, scene => Kill(scene, "kill-all", 3)),
        new("pause", false, PauseOne),
        new("leave-and-join", false, LeaveAndJoin),
        new("rolling-restart", false, RollingRestart),
    ];

    private static async Task KillOne(Scene scene)
    {
        await scene.IsWhole();
        var dead = scene.Nodes[scene.Shuffled()[0]];
        await scene.Failover.Measure(
            dead,
            () =>
            {
                scene.Begin("kill-one", dead.Name);
                return dead.Kill();
            },
            scene.Nodes);
        scene.End("kill-one", dead.Name);
    }

    private static async Task Kill(Scene scene, string kind, int count)
    {
        var dead = scene.Shuffled().Take(count).Select(at => scene.Nodes[at]).ToList();
        var names = string.Join(',', dead.Select(node => node.Name));
        scene.Begin(kind, names);
        await Task.WhenAll(dead.Select(node => node.Kill()));
        await scene.Wait(5, 15);
        scene.End(kind, names);
    }

    /// <summary>Longer than the failure detector and all that follows on it, or just about as long.</summary>
    private static async Task PauseOne(Scene scene)
    {
        var node = scene.Nodes[scene.Shuffled()[0]];
        scene.Begin("pause", node.Name);
        await node.Stop();
        await scene.Wait(3, 16);
        await node.Continue();
        scene.End("pause", node.Name);
        await scene.Wait(1, 5);
    }

    private static async Task LeaveAndJoin(Scene scene)
    {
        var node = scene.Nodes[scene.Shuffled()[0]];
        scene.Begin("leave-and-join", node.Name);
        await node.Leave();
        await scene.Wait(1, 6);
        node.ComeBack();
        await scene.IsWhole();
        await scene.Wait(1, 5);
        scene.End("leave-and-join", node.Name);
    }

    /// <summary>As an upgrade is done: one after another, each when the one before it serves again.</summary>
    private static async Task RollingRestart(Scene scene)
    {
        await scene.IsWhole();
        foreach (var node in scene.Nodes)
        {
            scene.Begin("rolling-restart", node.Name);
            await node.Leave();
            node.ComeBack();
            await scene.IsWhole();
            scene.End("rolling-restart", node.Name);
        }
    }
}
