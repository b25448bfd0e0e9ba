using Akka.Configuration;
using Oms.Actors.Hosting;
using Oms.Actors.Persistence;

namespace Oms.Actors.Nodes;

/// <summary>What the effective configuration of a node of a cluster has to be: settings by which two nodes could both believe that an entity is theirs are refused.</summary>
internal static class ClusterChecks
{
    public const string LeaseKey = "oms.lease";

    private const string Pause = "akka.cluster.failure-detector.acceptable-heartbeat-pause";
    private const string StableAfter = "akka.cluster.split-brain-resolver.stable-after";
    private const string Margin = "akka.cluster.down-removal-margin";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<RequiredSetting> Of(OmsClusterOptions cluster) =>
    [
        RequiredSetting.Text("akka.remote.dot-netty.tcp.hostname", cluster.Host, "the other nodes know this one by it"),
        RequiredSetting.Text("akka.remote.dot-netty.tcp.public-hostname", cluster.Host, "the other nodes know this one by it"),
        RequiredSetting.Number("akka.remote.dot-netty.tcp.port", cluster.Port, "the other nodes know this one by it"),
        RequiredSetting.EmptyList("akka.cluster.seed-nodes", "the first of such a list founds a cluster by itself, perhaps a second one"),
        RequiredSetting.Number("akka.cluster.min-nr-of-members", 1, "a founder waits until it is a member"),
        RequiredSetting.Off("akka.cluster.allow-weakly-up-members", "a node would serve that not every other knows of"),
        RequiredSetting.Off("akka.cluster.auto-down-unreachable-after", "each side of a split would go on by itself"),
        RequiredSetting.Text(
            "akka.cluster.downing-provider-class",
            "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster",
            "nobody else decides which side of a split goes on"),
        RequiredSetting.Text(
            "akka.cluster.split-brain-resolver.active-strategy", "keep-majority", "it is the one whose choices for three nodes have been looked at"),
        RequiredSetting.On("akka.cluster.run-coordinated-shutdown-when-down", "a node that is declared dead would go on"),
        RequiredSetting.Between(Pause, Second, Minute, "a shorter one takes a collection of garbage for a death"),
        RequiredSetting.Between(StableAfter, Second, Minute, "a shorter one decides on news that not all have"),
        RequiredSetting.Between(Margin, Second, Minute, "the smaller side of a split has to end before its entities start elsewhere"),
        new RequiredSetting(
            LeaseKey,
            $"at least 0.5s and below the sum of {Pause}, {StableAfter} and {Margin}",
            "a node that stood still for longer would answer with what has been taken over",
            config => LeaseOf(config) >= Second / 2 && LeaseOf(config) < Time(config, Pause) + Time(config, StableAfter) + Time(config, Margin)),
    ];

    public static TimeSpan LeaseOf(Config config) => Time(config, LeaseKey);

    private static TimeSpan Time(Config config, string key) => config.GetTimeSpan(key, Timeout.InfiniteTimeSpan, false);
}
