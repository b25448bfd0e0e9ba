using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using Microsoft.Extensions.Logging;
using Npgsql;
using Oms.Actors.Hosting;
using Oms.Actors.Nodes;

namespace Oms.Actors.Persistence.Postgres;

/// <summary>The journal that several nodes share: one schema of a PostgreSQL database.</summary>
internal sealed class PostgresJournalStore : IJournalStore
{
    private const string JournalPlugin = "akka.persistence.journal.sql";
    private const string SnapshotPlugin = "akka.persistence.snapshot-store.sql";
    private const string Schema = "oms";

    /// <summary>linq2db's name for PostgreSQL 15 and later. One without a version would have it ask the server, before the engine has.</summary>
    private const string Provider = "PostgreSQL.15";

    private readonly OmsOptions _options;
    private readonly PostgresConnections _connections;

    /// <exception cref="OmsConfigurationException">There is no connection string, or it can't be read.</exception>
    public PostgresJournalStore(OmsOptions options)
    {
        _options = options;
        _connections = new PostgresConnections(options.PostgresConnection);
        Setups = [PluginOptions()];
    }

    public Config Config => EngineConfiguration.Embedded("journal-postgres.conf").WithFallback(SqlPersistence.DefaultConfiguration);

    public IReadOnlyList<Setup> Setups { get; }

    public IReadOnlyList<RequiredSetting> RequiredSettings { get; } =
    [
        .. StartUpChecks.SqlJournal,
        RequiredSetting.Between($"{JournalPlugin}.parallelism", 1, 8, "each writer takes a connection from the recoveries"),
        RequiredSetting.Between($"{JournalPlugin}.batch-size", 1, 64, "all writers of a batch are refused with one of them"),
        RequiredSetting.Text($"{JournalPlugin}.default.schema-name", Schema, "heads and history read the table there"),
        RequiredSetting.Text($"{SnapshotPlugin}.default.schema-name", Schema, "the table is there"),
        RequiredSetting.Text($"{JournalPlugin}.read-isolation-level", "read-committed", "a higher one fails where this one waits"),
        RequiredSetting.Text($"{JournalPlugin}.write-isolation-level", "read-committed", "a higher one fails where this one waits"),
        RequiredSetting.Off($"{JournalPlugin}.auto-initialize", "nodes that start at once would race, and leave out the index that keeps out a second writer"),
        RequiredSetting.Off($"{SnapshotPlugin}.auto-initialize", "nodes that start at once would race"),
        RequiredSetting.Text($"{JournalPlugin}.provider-name", Provider, "it has to be that of the connection"),
        RequiredSetting.Text($"{SnapshotPlugin}.provider-name", Provider, "it has to be that of the connection"),
    ];

    public async Task Open(CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(_connections.Journal);
            await connection.OpenAsync(cancellation);
            await PostgresSchema.Verify(connection, _options.ShardCount, cancellation);
        }
        catch (NpgsqlException refused)
        {
            throw new OmsConfigurationException($"The journal in {_connections.Place} can't be used: {refused.Message}", refused);
        }
    }

    public IClusterGate? OpenGate(ILoggerFactory loggers) => new FormationLock(_connections, loggers.CreateLogger<FormationLock>(), TimeProvider.System);

    public IJournalHeads OpenHeads(ActorSystem system) => new PostgresJournalHeads(_connections.Journal);

    public IJournalHistory OpenHistory(ActorSystem system) => new PostgresJournalHistory(_connections.Journal, system);

    /// <summary>Pooled connections stay open beyond their last use.</summary>
    public async ValueTask DisposeAsync()
    {
        await using var connection = new NpgsqlConnection(_connections.Journal);
        NpgsqlConnection.ClearPool(connection);
    }

    private MultiDataOptionsSetup PluginOptions()
    {
        var setup = new MultiDataOptionsSetup();
        setup.AddDataOptions(JournalPlugin, new DataOptions().UseConnectionString(Provider, _connections.Journal));
        setup.AddDataOptions(SnapshotPlugin, new DataOptions().UseConnectionString(Provider, _connections.Journal));
        return setup;
    }
}
