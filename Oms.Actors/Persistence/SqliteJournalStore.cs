using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Oms.Actors.Hosting;
using Oms.Actors.Nodes;

namespace Oms.Actors.Persistence;

/// <summary>The journal of a single node: two SQLite files in a directory that is held by this engine alone.</summary>
internal sealed class SqliteJournalStore : IJournalStore
{
    private const string JournalPlugin = "akka.persistence.journal.sql";
    private const string SnapshotPlugin = "akka.persistence.snapshot-store.sql";

    /// <summary>linq2db's name for Microsoft.Data.Sqlite.</summary>
    private const string Provider = "SQLite.MS";

    private readonly OmsOptions _options;
    private DataDirectory? _directory;

    public SqliteJournalStore(OmsOptions options)
    {
        _options = options;
        var directory = Path.GetFullPath(options.DataDirectory);
        JournalConnection = ConnectionString(Path.Combine(directory, DataDirectory.JournalName));
        SnapshotConnection = ConnectionString(Path.Combine(directory, DataDirectory.SnapshotName));
        Setups = [PluginOptions()];
    }

    public Config Config => EngineConfiguration.Embedded("journal-sqlite.conf")
        .WithFallback(SqlPersistence.DefaultConfiguration);

    public IReadOnlyList<Setup> Setups { get; }

    public IReadOnlyList<RequiredSetting> RequiredSettings { get; } =
    [
        .. StartUpChecks.SqlJournal,
        RequiredSetting.Number($"{JournalPlugin}.parallelism", 1, "SQLite has one writer; three wait for each other's lock"),
        RequiredSetting.Between($"{JournalPlugin}.batch-size", 1, 400, "a batch that fails must not open the circuit breaker"),
        RequiredSetting.Text($"{JournalPlugin}.read-isolation-level", "read-uncommitted", "any other level takes the write lock to read"),
        RequiredSetting.Off($"{JournalPlugin}.auto-initialize", "the engine creates the table, with the index that keeps out a second writer"),
        RequiredSetting.On($"{SnapshotPlugin}.auto-initialize", "nobody else creates the table"),
        RequiredSetting.Text($"{JournalPlugin}.provider-name", Provider, "it has to be that of the connection"),
        RequiredSetting.Text($"{SnapshotPlugin}.provider-name", Provider, "it has to be that of the connection"),
    ];

    internal string JournalConnection { get; }

    internal string SnapshotConnection { get; }

    public Task Open(CancellationToken cancellation) => Task.Run(
        () =>
        {
            _directory = DataDirectory.Open(_options.DataDirectory);
            try
            {
                PrepareFiles();
            }
            catch (SqliteException unreadable)
            {
                throw new OmsConfigurationException(
                    $"The journal in '{_directory.FullPath}' can't be opened: {unreadable.Message}", unreadable);
            }
        },
        cancellation);

    public IClusterGate? OpenGate(ILoggerFactory loggers) => null;

    public IJournalHeads OpenHeads(ActorSystem system) => new SqliteJournalHeads(JournalConnection);

    public IJournalHistory OpenHistory(ActorSystem system) => new SqliteJournalHistory(JournalConnection, system);

    /// <summary>Pooled connections hold the files open beyond their last use.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var connectionString in (string[])[JournalConnection, SnapshotConnection])
        {
            using var connection = new SqliteConnection(connectionString);
            SqliteConnection.ClearPool(connection);
        }

        _directory?.Dispose();
        return ValueTask.CompletedTask;
    }

    private void PrepareFiles()
    {
        using var snapshots = new SqliteConnection(SnapshotConnection);
        using var journal = new SqliteConnection(JournalConnection);
        OpenWithWal(snapshots);
        OpenWithWal(journal);
        SqliteSchema.CreateJournal(journal);
        ShardCountCheck.Verify(journal, _options.ShardCount);
    }

    /// <summary>
    /// The mode is a property of the file and stays. With the write-ahead log SQLite's default, synchronous=FULL, which each connection
    /// has, syncs the log at each commit: what was committed outlives a loss of power.
    /// </summary>
    private static void OpenWithWal(SqliteConnection connection)
    {
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        var mode = (string?)command.ExecuteScalar();
        command.CommandText = "PRAGMA synchronous";
        var synchronous = (long?)command.ExecuteScalar();
        if (mode != "wal" || synchronous != 2)
        {
            throw new OmsConfigurationException(
                $"'{connection.DataSource}' is in journal mode {mode}, synchronous={synchronous}, and has to be in wal, 2 (FULL): "
                + "its file system may not support shared memory.");
        }
    }

    private MultiDataOptionsSetup PluginOptions()
    {
        var setup = new MultiDataOptionsSetup();
        setup.AddDataOptions(
            JournalPlugin, new DataOptions().UseConnectionString(Provider, JournalConnection).UseInterceptor(new SqliteWriteHop()));
        setup.AddDataOptions(SnapshotPlugin, new DataOptions().UseConnectionString(Provider, SnapshotConnection));
        return setup;
    }

    private static string ConnectionString(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        // Seconds. Below the circuit breaker's call-timeout, so that a locked file is reported as what it is.
        DefaultTimeout = 5,
    }.ToString();
}
