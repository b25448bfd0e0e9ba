using System.Buffers.Binary;
using System.Runtime.Serialization;
using System.Runtime.Versioning;
using Akka.Actor;
using Akka.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Actors.Hosting;
using Oms.Actors.Persistence;
using Oms.Actors.Protocol;
using Xunit;

namespace Oms.Actors.Tests.Persistence;

/// <summary>The files as the engine leaves them, and what is read of them beside the plugin.</summary>
public sealed class SqliteJournalSpec : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _directory = new();
    private EngineSystem _engine = null!;
    private IActorRef _notebooks = null!;

    public async Task InitializeAsync()
    {
        _engine = await EngineSystem.Start(
            new OmsOptions { DataDirectory = _directory.FullPath }, NullLoggerFactory.Instance, CancellationToken.None);
        _notebooks = Notebook.Start(_engine.Actors, 64);
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Heads_are_the_last_sequence_numbers_and_ids_without_events_are_absent()
    {
        await Write("a", "one", "two", "three");
        await Write("b", "one");

        var heads = await _engine.Heads.Read(
            [Notebook.IdOf("a"), Notebook.IdOf("b"), Notebook.IdOf("c"), "it's \"quoted\", too"], CancellationToken.None);

        Assert.Equal(new Dictionary<string, long> { [Notebook.IdOf("a")] = 3, [Notebook.IdOf("b")] = 1 }, heads);
    }

    [Fact]
    public async Task Heads_answer_a_page_of_500_and_refuse_a_larger_one()
    {
        await Write("7", "one");
        string[] page = [.. Enumerable.Range(0, IJournalHeads.PageSize).Select(number => Notebook.IdOf($"{number}"))];

        Assert.Equal([Notebook.IdOf("7")], (await _engine.Heads.Read(page, CancellationToken.None)).Keys);
        Assert.Empty(await _engine.Heads.Read([], CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _engine.Heads.Read([.. page, "one more"], CancellationToken.None));
    }

    [Fact]
    public async Task Names_of_one_kind_are_told_in_order_page_by_page()
    {
        foreach (var name in new[] { "b", "a", "c", "ab" })
            await Write(name, "one", "two");
        var prefix = Notebook.IdOf("");

        Assert.Equal([Notebook.IdOf("a"), Notebook.IdOf("ab")], await _engine.Heads.ReadNames(prefix, null, 2, CancellationToken.None));
        Assert.Equal([Notebook.IdOf("b"), Notebook.IdOf("c")], await _engine.Heads.ReadNames(prefix, Notebook.IdOf("ab"), 5, CancellationToken.None));
        Assert.Empty(await _engine.Heads.ReadNames(prefix, Notebook.IdOf("c"), 5, CancellationToken.None));
        Assert.Equal([Notebook.IdOf("ab")], await _engine.Heads.ReadNames(Notebook.IdOf("ab"), Notebook.IdOf("a"), 5, CancellationToken.None));
    }

    [Fact]
    public void Heads_step_down_the_unique_index_once_for_each_id()
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + SqliteJournalHeads.Query;
        command.Parameters.AddWithValue("$ids", "[]");
        using var reader = command.ExecuteReader();
        var plan = new List<string>();
        while (reader.Read())
            plan.Add(reader.GetString(3));

        Assert.Contains(plan, step => step.StartsWith("SEARCH journal USING COVERING INDEX", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("SCAN journal", StringComparison.Ordinal) || step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task History_is_read_backwards_in_chunks()
    {
        await Write("a", "one", "two", "three");
        await Write("b", "other");

        var newest = await History("a", long.MaxValue, 2);
        var rest = await History("a", newest[^1].SequenceNumber - 1, 2);

        Assert.Equal([new(3, "three"), new JournalEntry(2, "two")], newest);
        Assert.Equal([new JournalEntry(1, "one")], rest);
        Assert.Empty(await History("a", 0, 2));
        Assert.Empty(await History("c", long.MaxValue, 2));
    }

    [Fact]
    public async Task A_stopped_reader_is_not_answered()
    {
        await Write("a", "one");
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _engine.Heads.Read([Notebook.IdOf("a")], stopped.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _engine.History.ReadBackwards(Notebook.IdOf("a"), 1, 1, stopped.Token));
    }

    [Fact]
    public async Task An_entity_that_is_killed_while_it_writes_recovers_with_what_it_wrote()
    {
        var life = _engine.Actors.ActorOf(Props.CreateBy(new Notebook.Producer("a")));
        await life.Ask<Notebook.Written>(new Notebook.Write("a", "one"), Patience);
        life.Tell(new Notebook.Write("a", "two"));
        Assert.True(await life.GracefulStop(Patience, PoisonPill.Instance));

        var next = _engine.Actors.ActorOf(Props.CreateBy(new Notebook.Producer("a")));
        var pages = await next.Ask<Notebook.Pages>(new Notebook.Read("a"), Patience);

        Assert.Equal(["one", "two"], pages.Notes);
    }

    [Fact]
    public void A_row_that_names_a_clr_type_is_refused()
    {
        var refused = Assert.Throws<SerializationException>(
            () => _engine.Actors.Serialization.Deserialize("{}"u8.ToArray(), 1, "System.Collections.ArrayList"));

        Assert.Contains("serializer id 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshots_lie_in_a_file_of_their_own()
    {
        var store = Akka.Persistence.Persistence.Instance.Apply(_engine.Actors).SnapshotStoreFor("");
        await store.Ask<SaveSnapshotSuccess>(new SaveSnapshot(new SnapshotMetadata("a", 7, DateTime.UnixEpoch), "all so far"), Patience);

        var loaded = await store.Ask<LoadSnapshotResult>(new LoadSnapshot("a", SnapshotSelectionCriteria.Latest, long.MaxValue), Patience);

        Assert.Equal("all so far", loaded.Snapshot.Snapshot);
        Assert.True(File.Exists(Path.Combine(_directory.FullPath, "snapshots.db")));
        using var journal = Connect();
        Assert.Equal(0L, Scalar(journal, "SELECT count(*) FROM sqlite_master WHERE name = 'snapshot'"));
    }

    [Fact]
    public async Task A_second_writer_of_one_entity_is_refused()
    {
        var one = _engine.Actors.ActorOf(Props.CreateBy(new Notebook.Producer("a")));
        var other = _engine.Actors.ActorOf(Props.CreateBy(new Notebook.Producer("a")));
        await one.Ask<Notebook.Pages>(new Notebook.Read("a"), Patience);
        await other.Ask<Notebook.Pages>(new Notebook.Read("a"), Patience);

        await one.Ask<Notebook.Written>(new Notebook.Write("a", "one"), Patience);
        var refused = await Assert.ThrowsAsync<SqliteException>(
            () => other.Ask<Notebook.Written>(new Notebook.Write("a", "another"), Patience));

        Assert.Equal(19, refused.SqliteErrorCode);
        Assert.Equal(new JournalEntry(1, "one"), Assert.Single(await History("a", long.MaxValue, 10)));
    }

    [Fact]
    public async Task Writes_that_come_in_during_a_commit_share_the_next_one()
    {
        await Write("a", "one");
        // A reader that stays keeps SQLite from beginning the log anew.
        using var connection = Connect();
        using var reader = connection.BeginTransaction(deferred: true);
        Assert.Equal(1L, Scalar(connection, "SELECT count(*) FROM journal"));
        const int Writers = 400;
        var before = CommitsInLog();

        var written = Enumerable.Range(0, Writers)
            .Select(number => _notebooks.Ask<Notebook.Written>(new Notebook.Write($"{number}", "one"), Patience));
        await Task.WhenAll(written);

        Assert.InRange(CommitsInLog() - before, 1, Writers / 2);
    }

    [Fact]
    public void The_log_is_written_ahead_and_synced_at_each_commit()
    {
        using var connection = Connect();

        Assert.Equal("wal", Scalar(connection, "PRAGMA journal_mode"));
        Assert.Equal(2L, Scalar(connection, "PRAGMA synchronous"));
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void Only_the_owner_may_read_a_data_directory_that_the_engine_created()
    {
        Skip.If(OperatingSystem.IsWindows());
        var path = Path.Combine(_directory.FullPath, "nested", "data");

        using var held = DataDirectory.Open(path);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
    }

    private async Task Write(string name, params string[] notes)
    {
        foreach (var note in notes)
            await _notebooks.Ask<Notebook.Written>(new Notebook.Write(name, note), Patience);
    }

    private Task<IReadOnlyList<JournalEntry>> History(string name, long to, int max) =>
        _engine.History.ReadBackwards(Notebook.IdOf(name), to, max, CancellationToken.None);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.FullPath, "journal.db")};Pooling=false");
        connection.Open();
        return connection;
    }

    private static object? Scalar(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return command.ExecuteScalar();
    }

    /// <summary>
    /// SQLite's file format, "The Write-Ahead Log": a header of 32 bytes, then pages, each behind 24 bytes of which the second four are
    /// zero except at the end of a commit. Pages of an earlier round of the log carry other salts (bytes 16 to 24 of the header).
    /// </summary>
    private int CommitsInLog()
    {
        using var file = new FileStream(
            Path.Combine(_directory.FullPath, "journal.db-wal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        var log = copy.ToArray().AsSpan();
        if (log.Length < 32)
            return 0;

        var frame = 24 + (int)BinaryPrimitives.ReadUInt32BigEndian(log[8..]);
        var commits = 0;
        for (var at = 32; at + frame <= log.Length && log.Slice(at + 8, 8).SequenceEqual(log.Slice(16, 8)); at += frame)
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(log[(at + 4)..]) != 0)
                commits++;
        }

        return commits;
    }
}
