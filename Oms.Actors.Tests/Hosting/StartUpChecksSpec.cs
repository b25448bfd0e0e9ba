using Microsoft.Extensions.Logging.Abstractions;
using Oms.Actors.Hosting;
using Oms.Actors.Persistence;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Hosting;

public sealed class StartUpChecksSpec
{
    public static TheoryData<string, string> WrongSettings => new()
    {
        { "akka.actor.provider", "remote" },
        { "akka.actor.serialization-settings.allow-unregistered-types", "true" },
        { "akka.actor.serializers.json", "\"Akka.Serialization.NewtonSoftJsonSerializer, Akka\"" },
        { "akka.actor.serializers.oms", "\"Akka.Serialization.NewtonSoftJsonSerializer, Akka\"" },
        { "akka.actor.serialization-bindings.\"Oms.Actors.Protocol.IProtocolMessage, Oms.Actors\"", "json" },
        { "akka.cluster.sharding.state-store-mode", "persistence" },
        { "akka.cluster.sharding.distributed-data.durable.keys", "[\"shard-*\"]" },
        { "akka.cluster.distributed-data.durable.keys", "[\"*\"]" },
        { "akka.cluster.sharding.remember-entities", "on" },
        { "akka.cluster.sharding.passivate-idle-entity-after", "120s" },
        { "akka.cluster.sharding.least-shard-allocation-strategy.rebalance-absolute-limit", "0" },
        { "akka.coordinated-shutdown.exit-clr", "on" },
        { "akka.coordinated-shutdown.run-by-clr-shutdown-hook", "on" },
        { "akka.coordinated-shutdown.terminate-actor-system", "off" },
        { "akka.remote.dot-netty.tcp.hostname", "\"127.0.0.2\"" },
        { "akka.remote.dot-netty.tcp.public-hostname", "\"127.0.0.2\"" },
        { "akka.cluster.seed-nodes", "[\"akka.tcp://oms@127.0.0.1:1\"]" },
        { "akka.cluster.min-nr-of-members", "2" },
        { "akka.persistence.journal.plugin", "akka.persistence.journal.inmem" },
        { "akka.persistence.snapshot-store.plugin", "akka.persistence.snapshot-store.local" },
        { "akka.persistence.journal.sql.class", "\"Akka.Persistence.Journal.MemoryJournal, Akka.Persistence\"" },
        { "akka.persistence.journal.sql.replay-filter.mode", "repair-by-discard-old" },
        { "akka.persistence.journal.sql.default.journal.use-writer-uuid-column", "true" },
        { "akka.persistence.journal.sql.table-mapping", "sqlite" },
        { "akka.persistence.journal.sql.batch-size", "1000" },
        { "akka.persistence.journal.sql.circuit-breaker.max-failures", "10" },
        { "akka.persistence.journal.sql.circuit-breaker.call-timeout", "4s" },
        { "akka.persistence.journal.sql.circuit-breaker.reset-timeout", "30s" },
        { "akka.persistence.journal.sql.buffer-size", "5000" },
        { "akka.persistence.journal.sql.recovery-event-timeout", "1s" },
        { "akka.persistence.journal.sql.tag-write-mode", "TagTable" },
        { "akka.persistence.journal.sql.delete-compatibility-mode", "true" },
        { "akka.persistence.journal.sql.parallelism", "3" },
        { "akka.persistence.journal.sql.read-isolation-level", "unspecified" },
        { "akka.persistence.journal.sql.auto-initialize", "on" },
        { "akka.persistence.snapshot-store.sql.auto-initialize", "off" },
        { "akka.persistence.journal.sql.provider-name", "SqlServer" },
        { "akka.persistence.snapshot-store.sql.provider-name", "SqlServer" },
        { "akka.persistence.snapshot-store.sql.snapshot-is-optional", "false" },
    };

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public async Task A_wrong_setting_of_the_operator_stops_the_start_and_is_named(string key, string value)
    {
        using var directory = new TemporaryDirectory();
        var options = new OmsOptions
        {
            DataDirectory = directory.FullPath,
            HoconFile = directory.Write("operator.conf", $"{key} = {value}"),
        };

        var refused = await Assert.ThrowsAsync<OmsConfigurationException>(
            () => EngineSystem.Start(options, NullLoggerFactory.Instance, CancellationToken.None));

        Assert.StartsWith($"{key} is ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(value.Trim('[', ']', '"'), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_required_setting_has_a_row_above()
    {
        await using var journal = new SqliteJournalStore(new OmsOptions());
        RequiredSetting[] required = [.. StartUpChecks.Engine, .. StartUpChecks.SingleNode, .. journal.RequiredSettings];

        Assert.Equal(
            required.Select(setting => setting.Key).Order(StringComparer.Ordinal),
            WrongSettings.Select(row => (string)((object[])row)[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_value_of_the_wrong_kind_is_named_as_well()
    {
        using var directory = new TemporaryDirectory();
        var options = new OmsOptions
        {
            DataDirectory = directory.FullPath,
            HoconFile = directory.Write("operator.conf", "akka.persistence.journal.sql.buffer-size = plenty"),
        };

        var refused = await Assert.ThrowsAsync<OmsConfigurationException>(
            () => EngineSystem.Start(options, NullLoggerFactory.Instance, CancellationToken.None));

        Assert.Contains("buffer-size is 'plenty', and has to be 10000 or more", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("akka.loglevel = ${nowhere}")]
    [InlineData(null)]
    public async Task A_file_that_can_not_be_read_stops_the_start(string? content)
    {
        using var directory = new TemporaryDirectory();
        var file = content is null ? Path.Combine(directory.FullPath, "absent.conf") : directory.Write("operator.conf", content);
        var options = new OmsOptions { DataDirectory = directory.FullPath, HoconFile = file };

        var refused = await Assert.ThrowsAsync<OmsConfigurationException>(
            () => EngineSystem.Start(options, NullLoggerFactory.Instance, CancellationToken.None));

        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
    }
}
