using System.Globalization;
using Microsoft.Data.Sqlite;
using Oms.Actors.Hosting;

namespace Oms.Actors.Persistence;

/// <summary>
/// Keeps the number of shards beside the events. Another number would place an entity elsewhere than a node that still runs with the old
/// one, and so give it two lives.
/// </summary>
internal static class ShardCountCheck
{
    /// <exception cref="OmsConfigurationException">The file was first used with another number.</exception>
    public static void Verify(SqliteConnection journal, int shardCount)
    {
        if (shardCount is < 1 or > 10_000)
            throw new OmsConfigurationException($"ShardCount is {shardCount}, and has to be 1 to 10,000.");

        using var command = journal.CreateCommand();
        command.CommandText =
            """
            CREATE TABLE IF NOT EXISTS oms_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
            INSERT OR IGNORE INTO oms_settings (name, value) VALUES ('shard-count', $count);
            SELECT value FROM oms_settings WHERE name = 'shard-count';
            """;
        command.Parameters.AddWithValue("$count", shardCount.ToString(CultureInfo.InvariantCulture));
        var stored = (string)command.ExecuteScalar()!;
        if (stored != shardCount.ToString(CultureInfo.InvariantCulture))
        {
            throw new OmsConfigurationException(
                $"ShardCount is {shardCount}, and has to be {stored}: this journal was created with it, and it can't be changed.");
        }
    }
}
