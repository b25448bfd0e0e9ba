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

    /// <summary>One step along the unique index for each name, however long its stream is.</summary>
    private const string NamesQuery =
        """
        WITH RECURSIVE names(id) AS (
          SELECT (SELECT persistence_id FROM journal WHERE persistence_id > $after AND persistence_id < $end ORDER BY persistence_id LIMIT 1)
          UNION ALL
          SELECT (SELECT persistence_id FROM journal WHERE persistence_id > names.id AND persistence_id < $end ORDER BY persistence_id LIMIT 1)
          FROM names WHERE names.id IS NOT NULL
        )
        SELECT id FROM names WHERE id IS NOT NULL LIMIT $most
        """;

    public Task<IReadOnlyDictionary<string, long>> Read(
        IReadOnlyCollection<string> persistenceIds, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(persistenceIds.Count, IJournalHeads.PageSize, nameof(persistenceIds));
        return Task.Run<IReadOnlyDictionary<string, long>>(() => ReadNow(persistenceIds, cancellation), cancellation);
    }

    public Task<IReadOnlyList<string>> ReadNames(string prefix, string? after, int most, CancellationToken cancellation) =>
        Task.Run<IReadOnlyList<string>>(() => ReadNamesNow(prefix, after ?? prefix, most, cancellation), cancellation);

    private List<string> ReadNamesNow(string prefix, string after, int most, CancellationToken cancellation)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = NamesQuery;
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$end", string.Concat(prefix.AsSpan(0, prefix.Length - 1), [(char)(prefix[^1] + 1)]));
        command.Parameters.AddWithValue("$most", most);
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            names.Add(reader.GetString(0));
        }

        return names;
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
