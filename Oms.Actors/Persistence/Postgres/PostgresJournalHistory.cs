using Akka.Actor;
using Npgsql;
using Oms.Actors.Protocol;

namespace Oms.Actors.Persistence.Postgres;

/// <summary>Reads the plugin's rows and has them deserialized as the plugin would.</summary>
internal sealed class PostgresJournalHistory(string connectionString, ActorSystem system) : IJournalHistory
{
    internal const string Query =
        """
        SELECT sequence_number, message, identifier, manifest
        FROM oms.journal
        WHERE persistence_id = $1 AND sequence_number <= $2
        ORDER BY sequence_number DESC
        LIMIT $3
        """;

    public async Task<IReadOnlyList<JournalEntry>> ReadBackwards(string persistenceId, long toSequenceInclusive, int max, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(Query, connection) { Parameters = { new() { Value = persistenceId }, new() { Value = toSequenceInclusive }, new() { Value = max } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var entries = new List<JournalEntry>();
        while (await reader.ReadAsync(cancellation))
            entries.Add(new(reader.GetInt64(0), system.Serialization.Deserialize(reader.GetFieldValue<byte[]>(1), reader.GetInt32(2), reader.GetString(3))));
        return entries;
    }
}
