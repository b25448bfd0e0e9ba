using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Oms.Actors.Persistence;

/// <summary>One statement for a page, and in it one step down the unique index for each id, however long its stream is.</summary>
internal sealed class SqliteJournalHeads(string connectionString) : IJournalHeads
{
    internal const string Query =
        """
        SELECT ids.value,
               (SELECT sequence_number FROM journal WHERE persistence_id = ids.value ORDER BY sequence_number DESC LIMIT 1)
        FROM json_each($ids) AS ids
        """;

    public Task<IReadOnlyDictionary<string, long>> Read(
        IReadOnlyCollection<string> persistenceIds, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(persistenceIds.Count, IJournalHeads.PageSize, nameof(persistenceIds));
        return Task.Run<IReadOnlyDictionary<string, long>>(() => ReadNow(persistenceIds, cancellation), cancellation);
    }

    private Dictionary<string, long> ReadNow(IReadOnlyCollection<string> persistenceIds, CancellationToken cancellation)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Query;
        command.Parameters.AddWithValue("$ids", JsonSerializer.Serialize(persistenceIds));
        using var reader = command.ExecuteReader();
        var heads = new Dictionary<string, long>(persistenceIds.Count);
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (!reader.IsDBNull(1))
                heads[reader.GetString(0)] = reader.GetInt64(1);
        }

        return heads;
    }
}
