using System.Buffers.Binary;
using System.Runtime.Versioning;
using Akka.Actor;
using Microsoft.Data.Sqlite;
using Oms.Actors.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Persistence;

/// <summary>The files as the engine leaves them.</summary>
public sealed class SqliteJournalSpec : JournalSpec
{
    private string _files = null!;

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
    public void Snapshots_lie_in_a_file_of_their_own()
    {
        Assert.True(File.Exists(Path.Combine(_files, "snapshots.db")));
        using var journal = Connect();
        Assert.Equal(0L, Scalar(journal, "SELECT count(*) FROM sqlite_master WHERE name = 'snapshot'"));
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
            .Select(number => Notebooks.Ask<Notebook.Written>(new Notebook.Write($"{number}", "one"), Patience));
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
        var path = Path.Combine(_files, "nested", "data");

        using var held = DataDirectory.Open(path);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
    }

    private protected override Task<IJournalPlace> Open()
    {
        var place = new SqlitePlace();
        _files = place.FullPath;
        return Task.FromResult<IJournalPlace>(place);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_files, "journal.db")};Pooling=false");
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
            Path.Combine(_files, "journal.db-wal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
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
