using Microsoft.Data.Sqlite;

namespace Oms.Actors.Persistence;

/// <summary>
/// The table of Akka.Persistence.Sql 1.5 under its default name, created by the engine: the plugin leaves out the unique index when it is
/// configured in code. That index is the fence against two writers of one entity, and what every recovery searches. The plugin's other
/// two indexes serve queries that are not used here and would cost each write.
/// </summary>
internal static class SqliteSchema
{
    private const string Journal =
        """
        CREATE TABLE IF NOT EXISTS journal (
            ordering        INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            created         INTEGER NOT NULL,
            deleted         BIT NOT NULL,
            persistence_id  NVARCHAR(255) NOT NULL,
            sequence_number INTEGER NOT NULL,
            message         VARBINARY NOT NULL,
            tags            NVARCHAR(100),
            manifest        NVARCHAR(500),
            identifier      INTEGER
        );
        CREATE UNIQUE INDEX IF NOT EXISTS journal_uq ON journal (persistence_id, sequence_number);
        """;

    public static void CreateJournal(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Journal;
        command.ExecuteNonQuery();
    }
}
