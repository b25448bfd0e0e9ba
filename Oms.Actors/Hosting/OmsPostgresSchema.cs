using System.Reflection;
using Npgsql;
using Oms.Actors.Persistence.Postgres;

namespace Oms.Actors.Hosting;

/// <summary>The tables of an engine in PostgreSQL. The engine never creates them by itself: nodes that start at once would race, and need not have the right to.</summary>
public static class OmsPostgresSchema
{
    /// <summary>The statements that create the schema <c>oms</c> with all its tables, for psql. Run again they change nothing.</summary>
    public static string Sql { get; } = Embedded();

    /// <summary>Creates what is missing. Run again it changes nothing.</summary>
    /// <param name="connectionString">An Npgsql connection string. Its role has to have the right to create a schema in the database.</param>
    /// <param name="cancellation">Gives up; all is created or nothing.</param>
    /// <exception cref="OmsConfigurationException">
    /// No connection string, no server, no right, or a schema of another version. The message is for the operator and holds nothing of the connection string but host, port and database.
    /// </exception>
    public static async Task Create(string? connectionString, CancellationToken cancellation = default)
    {
        var connections = new PostgresConnections(connectionString);
        try
        {
            await using var connection = new NpgsqlConnection(connections.Alone("oms-schema"));
            await connection.OpenAsync(cancellation);
            await PostgresSchema.VerifyVersion(connection, mayBeMissing: true, cancellation);
            await using var command = new NpgsqlCommand(Sql, connection);
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (NpgsqlException refused)
        {
            throw new OmsConfigurationException($"The schema in {connections.Place} can't be created: {refused.Message}", refused);
        }
    }

    private static string Embedded()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("sql/postgres.sql")
            ?? throw new InvalidOperationException("sql/postgres.sql is not part of this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
