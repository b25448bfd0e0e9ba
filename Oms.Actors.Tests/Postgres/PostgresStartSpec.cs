using Microsoft.Extensions.Logging.Abstractions;
using Oms.Actors.Hosting;
using Oms.Actors.Persistence.Postgres;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Postgres;

/// <summary>On what an engine refuses to start.</summary>
public sealed class PostgresStartSpec
{
    public static TheoryData<string, string> WrongSettings => new()
    {
        { "akka.persistence.journal.plugin", "akka.persistence.journal.inmem" },
        { "akka.persistence.snapshot-store.plugin", "akka.persistence.snapshot-store.local" },
        { "akka.persistence.journal.sql.class", "\"Akka.Persistence.Journal.MemoryJournal, Akka.Persistence\"" },
        { "akka.persistence.journal.sql.replay-filter.mode", "repair-by-discard-old" },
        { "akka.persistence.journal.sql.default.journal.use-writer-uuid-column", "true" },
        { "akka.persistence.journal.sql.table-mapping", "postgresql" },
        { "akka.persistence.journal.sql.circuit-breaker.max-failures", "10" },
        { "akka.persistence.journal.sql.circuit-breaker.call-timeout", "4s" },
        { "akka.persistence.journal.sql.circuit-breaker.reset-timeout", "30s" },
        { "akka.persistence.journal.sql.buffer-size", "5000" },
        { "akka.persistence.journal.sql.recovery-event-timeout", "1s" },
        { "akka.persistence.journal.sql.tag-write-mode", "TagTable" },
        { "akka.persistence.journal.sql.delete-compatibility-mode", "true" },
        { "akka.persistence.snapshot-store.sql.snapshot-is-optional", "false" },
        { "akka.persistence.journal.sql.parallelism", "16" },
        { "akka.persistence.journal.sql.batch-size", "100" },
        { "akka.persistence.journal.sql.default.schema-name", "public" },
        { "akka.persistence.snapshot-store.sql.default.schema-name", "public" },
        { "akka.persistence.journal.sql.read-isolation-level", "serializable" },
        { "akka.persistence.journal.sql.write-isolation-level", "serializable" },
        { "akka.persistence.journal.sql.auto-initialize", "on" },
        { "akka.persistence.snapshot-store.sql.auto-initialize", "on" },
        { "akka.persistence.journal.sql.provider-name", "PostgreSQL" },
        { "akka.persistence.snapshot-store.sql.provider-name", "PostgreSQL" },
    };

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public async Task A_wrong_setting_of_the_operator_stops_the_start_and_is_named(string key, string value)
    {
        using var directory = new TemporaryDirectory();
        var options = Nowhere();
        options.HoconFile = directory.Write("operator.conf", $"{key} = {value}");

        Assert.StartsWith($"{key} is ", await Refused(options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_required_setting_has_a_row_above()
    {
        await using var journal = new PostgresJournalStore(Nowhere());

        Assert.Equal(
            journal.RequiredSettings.Select(setting => setting.Key).Order(StringComparer.Ordinal),
            WrongSettings.Select(row => (string)((object[])row)[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_database_without_the_schema_is_refused_and_nothing_is_created()
    {
        var connection = await (await PostgresServer.Shared).Database(withSchema: false);

        Assert.Contains("create it once with `Oms.Host schema`", await Refused(new OmsOptions { Journal = OmsJournal.Postgres, PostgresConnection = connection }), StringComparison.Ordinal);
        Assert.Equal(0L, await PostgresServer.Ask<long>(connection, "SELECT count(*) FROM pg_tables WHERE schemaname IN ('oms', 'public')"));
    }

    [Fact]
    public async Task A_schema_of_another_version_is_refused()
    {
        var place = await PostgresPlace.Create();
        await PostgresServer.Run(place.Connection, "UPDATE oms.settings SET value = '2' WHERE name = 'schema-version'");

        Assert.Contains("version 2, and has to be 1", await Refused(place.Options()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_number_of_shards_than_that_of_the_first_start_is_refused()
    {
        var place = await PostgresPlace.Create();
        await using (await EngineSystem.Start(place.Options(), NullLoggerFactory.Instance, CancellationToken.None))
        {
        }

        var other = place.Options();
        other.ShardCount = 65;

        Assert.Contains("ShardCount is 65, and has to be 64", await Refused(other), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        var message = await Refused(Nowhere());

        Assert.Contains("The journal in the database 'oms' at /nowhere:5432 can't be used", message, StringComparison.Ordinal);
        Assert.DoesNotContain("deep-secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_connection_string_the_start_says_where_to_give_it() =>
        Assert.Contains("OMS_POSTGRES", await Refused(new OmsOptions { Journal = OmsJournal.Postgres }), StringComparison.Ordinal);

    private static OmsOptions Nowhere() =>
        new() { Journal = OmsJournal.Postgres, PostgresConnection = "Host=/nowhere;Database=oms;Username=oms;Password=deep-secret" };

    private static async Task<string> Refused(OmsOptions options)
    {
        await using var engine = new OmsEngine(options, NullLoggerFactory.Instance, TimeProvider.System);
        return (await Assert.ThrowsAsync<OmsConfigurationException>(() => engine.StartAsync(CancellationToken.None))).Message;
    }
}
