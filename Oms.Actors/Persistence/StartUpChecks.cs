using Akka.Configuration;
using Oms.Actors.Hosting;

namespace Oms.Actors.Persistence;

/// <summary>
/// Compares what an actor system really runs with against what the engine can't do without. Files, options and overrides can each be right
/// and their sum wrong, so the sum is looked at.
/// </summary>
internal static class StartUpChecks
{
    /// <summary>What holds on every journal.</summary>
    public static IReadOnlyList<RequiredSetting> Engine { get; } =
    [
        RequiredSetting.Text("akka.actor.provider", "cluster", "entities are placed by cluster sharding, on a single node too"),
        RequiredSetting.Off(
            "akka.actor.serialization-settings.allow-unregistered-types", "types without a serializer would be written by their CLR name"),
        RequiredSetting.Text(
            "akka.actor.serializers.json",
            "Oms.Actors.Persistence.RefusingSerializer, Oms.Actors",
            "Newtonsoft's serializer creates whatever CLR type a message names"),
        RequiredSetting.Text(
            "akka.actor.serializers.oms",
            "Oms.Actors.Persistence.Serialization.OmsSerializer, Oms.Actors",
            "what another serializer has written can't be read back"),
        RequiredSetting.Text(
            "akka.actor.serialization-bindings.\"Oms.Actors.Protocol.IProtocolMessage, Oms.Actors\"",
            "oms",
            "events and messages would have no serializer, or another one"),
        RequiredSetting.Text("akka.cluster.sharding.state-store-mode", "ddata", "the coordinator's own events can fail to replay"),
        RequiredSetting.EmptyList("akka.cluster.sharding.distributed-data.durable.keys", "no state of sharding outlives the cluster"),
        RequiredSetting.EmptyList("akka.cluster.distributed-data.durable.keys", "no state of sharding outlives the cluster"),
        RequiredSetting.Off("akka.cluster.sharding.remember-entities", "orders are woken by messages and reconciliation"),
        RequiredSetting.Text(
            "akka.cluster.sharding.passivate-idle-entity-after", "off", "an order may rest only when its account has acknowledged it"),
        RequiredSetting.Between(
            "akka.cluster.sharding.least-shard-allocation-strategy.rebalance-absolute-limit", 1, 100, "0 moves shards without a bound"),
        RequiredSetting.Off("akka.coordinated-shutdown.exit-clr", "the process is the host's"),
        RequiredSetting.Off("akka.coordinated-shutdown.run-by-clr-shutdown-hook", "the host decides when the engine stops"),
        RequiredSetting.On("akka.coordinated-shutdown.terminate-actor-system", "a stopped engine would leave its actors running"),
    ];

    /// <summary>What holds on a node that is alone: its port trusts whoever reaches it.</summary>
    public static IReadOnlyList<RequiredSetting> SingleNode { get; } =
    [
        RequiredSetting.Text("akka.remote.dot-netty.tcp.hostname", "127.0.0.1", "whoever reaches the port may command the engine"),
        RequiredSetting.Text("akka.remote.dot-netty.tcp.public-hostname", "127.0.0.1", "whoever reaches the port may command the engine"),
        RequiredSetting.EmptyList("akka.cluster.seed-nodes", "a node on its own joins itself and nobody else"),
        RequiredSetting.Number("akka.cluster.min-nr-of-members", 1, "a node on its own waits for nobody"),
    ];

    /// <summary>What holds on every journal of Akka.Persistence.Sql.</summary>
    public static IReadOnlyList<RequiredSetting> SqlJournal { get; } =
    [
        RequiredSetting.Text("akka.persistence.journal.plugin", "akka.persistence.journal.sql", "the default keeps events in memory"),
        RequiredSetting.Text(
            "akka.persistence.snapshot-store.plugin", "akka.persistence.snapshot-store.sql", "the default writes files beside the process"),
        RequiredSetting.Text(
            "akka.persistence.journal.sql.class",
            "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql",
            "the other settings are those of this plugin"),
        RequiredSetting.Off(
            "akka.persistence.journal.sql.replay-filter.mode", "any other mode drops or refuses events of an entity that moved away and back"),
        RequiredSetting.Off(
            "akka.persistence.journal.sql.default.journal.use-writer-uuid-column", "the table of this engine has no such column"),
        RequiredSetting.Text("akka.persistence.journal.sql.table-mapping", "default", "heads and history read the table by its default names"),
        RequiredSetting.AtLeast(
            "akka.persistence.journal.sql.circuit-breaker.max-failures", 500, "one failed batch would stop every write for reset-timeout"),
        RequiredSetting.Between(
            "akka.persistence.journal.sql.circuit-breaker.call-timeout",
            TimeSpan.FromSeconds(6),
            TimeSpan.FromSeconds(20),
            "the database's own wait for a lock (5 s) has to end first"),
        RequiredSetting.Between(
            "akka.persistence.journal.sql.circuit-breaker.reset-timeout",
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(5),
            "nothing is written or recovered meanwhile"),
        RequiredSetting.AtLeast("akka.persistence.journal.sql.buffer-size", 10_000, "beyond it writes fail and actors stop"),
        RequiredSetting.Between(
            "akka.persistence.journal.sql.recovery-event-timeout",
            TimeSpan.FromSeconds(10),
            TimeSpan.FromMinutes(2),
            "a recovery that waits for its turn is not lost"),
        RequiredSetting.Text("akka.persistence.journal.sql.tag-write-mode", "Csv", "events carry no tags"),
        RequiredSetting.Off("akka.persistence.journal.sql.delete-compatibility-mode", "events are never deleted"),
        RequiredSetting.On(
            "akka.persistence.snapshot-store.sql.snapshot-is-optional", "an unreadable snapshot would stop its entity for ever"),
    ];

    /// <exception cref="OmsConfigurationException">One setting differs; the message names it.</exception>
    public static void Verify(Config effective, IEnumerable<RequiredSetting> required)
    {
        foreach (var setting in required)
        {
            if (!IsMet(setting, effective))
            {
                throw new OmsConfigurationException(
                    $"{setting.Key} is {Found(setting.Key, effective)}, and has to be {setting.Required}: {setting.Why}.");
            }
        }
    }

    /// <summary>A value of the wrong kind is a wrong value, not an error of its own; the parser throws several types.</summary>
    private static bool IsMet(RequiredSetting setting, Config effective)
    {
        try
        {
            return setting.IsMet(effective);
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static string Found(string key, Config effective) =>
        effective.HasPath(key) ? $"'{effective.GetValue(key)}'" : "not set";
}
