using Microsoft.Extensions.Logging.Abstractions;
using Oms.Actors.Hosting;
using Oms.Actors.Nodes;
using Oms.Actors.Tests.Journals;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Nodes;

/// <summary>A node does not start with settings by which two nodes could both believe that an entity is theirs.</summary>
public sealed class ClusterChecksSpec
{
    private const string LeaseRule = "acceptable-heartbeat-pause";

    public static TheoryData<string, string> WrongSettings => new()
    {
        { "akka.remote.dot-netty.tcp.hostname", "\"127.0.0.2\"" },
        { "akka.remote.dot-netty.tcp.public-hostname", "\"127.0.0.2\"" },
        { "akka.remote.dot-netty.tcp.port", "4054" },
        { "akka.cluster.seed-nodes", "[\"akka.tcp://oms-1@127.0.0.1:4053\"]" },
        { "akka.cluster.min-nr-of-members", "2" },
        { "akka.cluster.allow-weakly-up-members", "7s" },
        { "akka.cluster.auto-down-unreachable-after", "10s" },
        { "akka.cluster.downing-provider-class", "\"Akka.Cluster.AutoDowning, Akka.Cluster\"" },
        { "akka.cluster.split-brain-resolver.active-strategy", "keep-oldest" },
        { "akka.cluster.run-coordinated-shutdown-when-down", "off" },
        { "akka.cluster.failure-detector.acceptable-heartbeat-pause", "100ms" },
        { "akka.cluster.split-brain-resolver.stable-after", "100ms" },
        { "akka.cluster.down-removal-margin", "off" },
        { "oms.lease", "8s" },
    };

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public async Task A_wrong_setting_of_the_operator_stops_the_start_and_is_named(string key, string value)
    {
        var refused = await Assert.ThrowsAsync<OmsConfigurationException>(() => Start($"{key} = {value}"));

        Assert.StartsWith($"{key} is ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(value.Trim('[', ']', '"'), refused.Message, StringComparison.Ordinal);
    }

    /// <summary>State of sharding in the journal is refused as on a single node.</summary>
    [Fact]
    public async Task So_does_a_setting_that_no_engine_may_have()
    {
        var refused = await Assert.ThrowsAsync<OmsConfigurationException>(() => Start("akka.cluster.sharding.state-store-mode = persistence"));

        Assert.StartsWith("akka.cluster.sharding.state-store-mode is ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_required_setting_has_a_row_above() => Assert.Equal(
        ClusterChecks.Of(Member(4053)).Select(setting => setting.Key).Order(StringComparer.Ordinal),
        WrongSettings.Select(row => (string)((object[])row)[0]).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("akka.cluster.failure-detector.acceptable-heartbeat-pause = 1s, akka.cluster.split-brain-resolver.stable-after = 1s, akka.cluster.down-removal-margin = 1s, oms.lease = 3s")]
    [InlineData("oms.lease = 100ms")]
    public async Task A_lease_is_shorter_than_the_quickest_take_over_and_long_enough_to_be_kept(string settings)
    {
        var refused = await Assert.ThrowsAsync<OmsConfigurationException>(() => Start(settings.Replace(", ", "\n", StringComparison.Ordinal)));

        Assert.StartsWith("oms.lease is ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(LeaseRule, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_needs_a_journal_that_its_nodes_share()
    {
        using var directory = new TemporaryDirectory();
        var options = new OmsOptions { DataDirectory = directory.FullPath, Cluster = Member(Trio.FreePort()) };
        await using var engine = new OmsEngine(options, NullLoggerFactory.Instance, TimeProvider.System);

        var refused = await Assert.ThrowsAsync<OmsConfigurationException>(() => engine.StartAsync(CancellationToken.None));

        Assert.Contains("Journal=postgres", refused.Message, StringComparison.Ordinal);
    }

    private static async Task Start(string settings)
    {
        using var directory = new TemporaryDirectory();
        var options = new OmsOptions { DataDirectory = directory.FullPath, HoconFile = directory.Write("operator.conf", settings), Cluster = Member(Trio.FreePort()) };
        await EngineSystem.Start(options, new FaultyJournalStore(new FaultyJournal(), new MemoryGates().Open()), NullLoggerFactory.Instance, CancellationToken.None);
    }

    private static OmsClusterOptions Member(int port) => new() { Host = "127.0.0.1", Port = port, Seeds = { $"127.0.0.1:{port}" } };
}
