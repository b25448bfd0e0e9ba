using Npgsql;

namespace Oms.Actors.Persistence.Postgres;

/// <summary>One statement for a page, and in it one step down the unique index for each id, however long its stream is.</summary>
internal sealed class PostgresJournalHeads(string connectionString) : IJournalHeads
{
    internal const string Query =
        """
        SELECT ids.id,
               (SELECT sequence_number FROM oms.journal WHERE persistence_id = ids.id ORDER BY sequence_number DESC LIMIT 1)
        FROM unnest($1) AS ids(id)
        """;

    /// <summary>One step along the unique index for each name, however long its stream is.</summary>
    internal const string NamesQuery =
        """
        WITH RECURSIVE names(id) AS (
          SELECT (SELECT persistence_id FROM oms.journal WHERE persistence_id > $1 AND persistence_id < $2 ORDER BY persistence_id LIMIT 1)
          UNION ALL
          SELECT (SELECT persistence_id FROM oms.journal WHERE persistence_id > names.id AND persistence_id < $2 ORDER BY persistence_id LIMIT 1)
          FROM names WHERE names.id IS NOT NULL
        )
        SELECT id FROM names WHERE id IS NOT NULL LIMIT $3
        """;

    public async Task<IReadOnlyDictionary<string, long>> Read(IReadOnlyCollection<string> persistenceIds, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(persistenceIds.Count, IJournalHeads.PageSize, nameof(persistenceIds));
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(Query, connection) { Parameters = { new() { Value = persistenceIds.ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var heads = new Dictionary<string, long>(persistenceIds.Count);
        while (await reader.ReadAsync(cancellation))
        {
            if (!await reader.IsDBNullAsync(1, cancellation))
                heads[reader.GetString(0)] = reader.GetInt64(1);
        }

        return heads;
    }

    public async Task<IReadOnlyList<string>> ReadNames(string prefix, string? after, int most, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        var end = string.Concat(prefix.AsSpan(0, prefix.Length - 1), [(char)(prefix[^1] + 1)]);
        await using var command = new NpgsqlCommand(NamesQuery, connection) { Parameters = { new() { Value = after ?? prefix }, new() { Value = end }, new() { Value = most } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellation))
            names.Add(reader.GetString(0));
        return names;
    }
}
