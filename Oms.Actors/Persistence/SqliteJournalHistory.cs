using Akka.Actor;
using Microsoft.Data.Sqlite;
using Oms.Actors.Protocol;

namespace Oms.Actors.Persistence;

/// <summary>Reads the plugin's rows and has them deserialized as the plugin would.</summary>
internal sealed class SqliteJournalHistory(string connectionString, ActorSystem system) : IJournalHistory
{
    private const string Query =
        """
        SELECT sequence_number, message, identifier, manifest
        FROM journal
        WHERE persistence_id = $id AND sequence_number <= $to
        ORDER BY sequence_number DESC
        LIMIT $max
        """;

    public Task<IReadOnlyList<JournalEntry>> ReadBackwards(
        string persistenceId, long toSequenceInclusive, int max, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        return Task.Run<IReadOnlyList<JournalEntry>>(() => ReadNow(persistenceId, toSequenceInclusive, max, cancellation), cancellation);
    }

    private List<JournalEntry> ReadNow(string persistenceId, long to, int max, CancellationToken cancellation)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Query;
        command.Parameters.AddWithValue("$id", persistenceId);
        command.Parameters.AddWithValue("$to", to);
        command.Parameters.AddWithValue("$max", max);
        using var reader = command.ExecuteReader();
        var entries = new List<JournalEntry>();
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var payload = reader.GetFieldValue<byte[]>(1);
            entries.Add(new(reader.GetInt64(0), system.Serialization.Deserialize(payload, reader.GetInt32(2), reader.GetString(3))));
        }

        return entries;
    }
}
