using Microsoft.Data.Sqlite;
using Oms.Actors.Hosting;
using Oms.Actors.Persistence;

namespace Oms.Actors.Tests.Persistence;

/// <summary>SQLite's files in a directory of the test's.</summary>
internal sealed class SqlitePlace : IJournalPlace
{
    private readonly TemporaryDirectory _directory = new();

    public string FullPath => _directory.FullPath;

    public IJournalStore Store() => new SqliteJournalStore(new OmsOptions { DataDirectory = FullPath });

    public bool IsSecondWriter(Exception refused) => refused is SqliteException { SqliteErrorCode: 19 };

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
