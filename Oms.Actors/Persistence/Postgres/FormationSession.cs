using Npgsql;

namespace Oms.Actors.Persistence.Postgres;

/// <summary>What one connection does with the formation lock: the statements, one method each.</summary>
internal static class FormationSession
{
    /// <summary>The lock's two numbers. PostgreSQL keeps such locks apart for each database.</summary>
    private const string Key = "7237476, 2";

    /// <summary>How often a connection that says nothing is asked whether it is still there.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    public static async Task<NpgsqlConnection> Open(string connectionString, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does not wait: a founder that waited would be taken for a member.</summary>
    public static async Task<bool> TryHoldAlone(NpgsqlConnection connection, CancellationToken cancellation) =>
        await Ask(connection, $"SELECT pg_try_advisory_lock({Key})", cancellation) is true;

    /// <summary>Waits while another holds the lock alone. Who held it alone holds it shared before it lets go of that, so that nobody comes in between.</summary>
    public static async Task Share(NpgsqlConnection connection, bool wasAlone, CancellationToken cancellation)
    {
        await Ask(connection, $"SELECT pg_advisory_lock_shared({Key})", cancellation);
        if (wasAlone)
            await Ask(connection, $"SELECT pg_advisory_unlock({Key})", cancellation);
    }

    /// <summary>Whether a member waits for the lock that this connection holds alone.</summary>
    public static async Task<bool> IsWaitedFor(NpgsqlConnection connection, CancellationToken cancellation) =>
        await Ask(
            connection,
            $"""
            SELECT EXISTS (
              SELECT FROM pg_locks
              WHERE locktype = 'advisory' AND NOT granted AND (classid, objid) = ({Key}) AND objsubid = 2
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
            """,
            cancellation) is true;

    /// <summary>Writes the id of a new cluster, on the connection that holds the lock alone: without the lock there is no connection to write on.</summary>
    public static async Task<Guid> Found(NpgsqlConnection connection, CancellationToken cancellation) =>
        (Guid)(await Ask(
            connection,
            """
            INSERT INTO oms.cluster (id) VALUES (gen_random_uuid())
            ON CONFLICT (only_row) DO UPDATE SET id = excluded.id, founded_at = now()
            RETURNING id
            """,
            cancellation))!;

    /// <summary>The cluster that was founded last; null: none ever was.</summary>
    public static async Task<Guid?> ReadCluster(NpgsqlConnection connection, CancellationToken cancellation) =>
        (Guid?)await Ask(connection, "SELECT id FROM oms.cluster", cancellation);

    /// <summary>Ends when the connection is lost, or when it is no longer wanted.</summary>
    public static async Task UntilLost(NpgsqlConnection connection, CancellationToken unwanted)
    {
        try
        {
            while (true)
            {
                // Hears at once when the server ends the connection; the question finds a server that has gone without a word.
                await connection.WaitAsync(Look, unwanted);
                await Ask(connection, "SELECT 1", unwanted);
            }
        }
        catch (Exception)
        {
            // Of several types, and each says the same: the connection can't be used any more.
        }
    }

    private static async Task<object?> Ask(NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync(cancellation) is var answer and not DBNull ? answer : null;
    }
}
