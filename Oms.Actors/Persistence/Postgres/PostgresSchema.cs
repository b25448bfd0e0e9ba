using System.Globalization;
using Npgsql;
using Oms.Actors.Hosting;

namespace Oms.Actors.Persistence.Postgres;

/// <summary>What an engine has to find in its database before it starts.</summary>
internal static class PostgresSchema
{
    /// <summary>The one that this engine reads and writes.</summary>
    public const int Version = 1;

    private const string Setting = "SELECT value FROM oms.settings WHERE name = $1";

    /// <exception cref="OmsConfigurationException">The schema is missing, of another version, or was first used with another number of shards.</exception>
    public static async Task Verify(NpgsqlConnection connection, int shardCount, CancellationToken cancellation)
    {
        await VerifyVersion(connection, mayBeMissing: false, cancellation);
        await VerifyShardCount(connection, shardCount, cancellation);
    }

    /// <exception cref="OmsConfigurationException">The schema is of another version, or missing where it may not be.</exception>
    public static async Task VerifyVersion(NpgsqlConnection connection, bool mayBeMissing, CancellationToken cancellation)
    {
        await using var exists = new NpgsqlCommand("SELECT to_regclass('oms.settings') IS NOT NULL", connection);
        var found = await exists.ExecuteScalarAsync(cancellation) is true ? await Read(connection, "schema-version", cancellation) : null;
        if (found is null && !mayBeMissing)
            throw new OmsConfigurationException("The database has no schema of this engine: create it once with `Oms.Host schema`.");
        if (found is not null && found != Text(Version))
            throw new OmsConfigurationException($"The schema in the database has version {found}, and has to be {Version}: it belongs to another release of this engine.");
    }

    /// <summary>Another number would place an entity elsewhere than a node that still runs with the old one, and so give it two lives.</summary>
    private static async Task VerifyShardCount(NpgsqlConnection connection, int shardCount, CancellationToken cancellation)
    {
        const string First = "INSERT INTO oms.settings (name, value) VALUES ('shard-count', $1) ON CONFLICT (name) DO NOTHING";
        await using var command = new NpgsqlCommand(First, connection) { Parameters = { new() { Value = Text(shardCount) } } };
        await command.ExecuteNonQueryAsync(cancellation);
        var stored = await Read(connection, "shard-count", cancellation);
        if (stored != Text(shardCount))
            throw new OmsConfigurationException($"ShardCount is {shardCount}, and has to be {stored}: this journal was created with it, and it can't be changed.");
    }

    private static async Task<string?> Read(NpgsqlConnection connection, string name, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Setting, connection) { Parameters = { new() { Value = name } } };
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
