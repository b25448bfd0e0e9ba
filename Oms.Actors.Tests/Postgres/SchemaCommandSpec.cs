using Xunit;

namespace Oms.Actors.Tests.Postgres;

/// <summary>`Oms.Host schema`, as an operator or a deployment runs it.</summary>
public sealed class SchemaCommandSpec
{
    [Fact]
    public async Task It_creates_the_schema_and_may_be_run_again()
    {
        var connection = await (await PostgresServer.Shared).Database(withSchema: false);

        Assert.Equal((0, "The schema oms is in place.\n", ""), await HostCommand.Run(connection, "schema"));
        await PostgresServer.Run(connection, "INSERT INTO oms.settings VALUES ('shard-count', '64')");
        Assert.Equal((0, "The schema oms is in place.\n", ""), await HostCommand.Run(connection, "schema"));

        Assert.Equal(
            ["cluster", "journal", "settings", "snapshot"],
            await PostgresServer.List(connection, "SELECT tablename::text FROM pg_tables WHERE schemaname = 'oms' ORDER BY 1"));
        Assert.Equal(["64", "1"], await PostgresServer.List(connection, "SELECT value FROM oms.settings ORDER BY name DESC"));
    }

    [Fact]
    public async Task It_prints_what_psql_takes()
    {
        var connection = await (await PostgresServer.Shared).Database(withSchema: false);

        var (exitCode, sql, _) = await HostCommand.Run(null, "schema", "--print");
        await PostgresServer.Run(connection, sql);

        Assert.Equal(0, exitCode);
        Assert.Equal("1", await PostgresServer.Ask<string>(connection, "SELECT value FROM oms.settings WHERE name = 'schema-version'"));
    }

    [Fact]
    public async Task Two_that_run_it_at_once_both_find_it_in_place()
    {
        var connection = await (await PostgresServer.Shared).Database(withSchema: false);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Oms.Actors.Hosting.OmsPostgresSchema.Create(connection)));

        Assert.Equal(1L, await PostgresServer.Ask<long>(connection, "SELECT count(*) FROM oms.settings"));
    }

    [Theory]
    [InlineData(null, "There is no connection string")]
    [InlineData("Host=/nowhere;Database=oms;Username=oms;Password=deep-secret", "The schema in the database 'oms' at /nowhere:5432 can't be created")]
    [InlineData("deep-secret", "The connection string for PostgreSQL can't be read")]
    public async Task Without_a_server_it_fails_and_says_so_but_tells_no_password(string? connection, string reason)
    {
        var (exitCode, output, errors) = await HostCommand.Run(connection, "schema");

        Assert.Equal(1, exitCode);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("deep-secret", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_right_it_fails_and_says_so()
    {
        var connection = await (await PostgresServer.Shared).Database(withSchema: false);
        await PostgresServer.Run(connection, "CREATE ROLE schema_guest LOGIN");

        var (exitCode, _, errors) = await HostCommand.Run(connection.Replace("Username=oms", "Username=schema_guest", StringComparison.Ordinal), "schema");

        Assert.Equal(1, exitCode);
        Assert.Contains("permission denied", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_of_another_version_is_left_alone()
    {
        var connection = await (await PostgresServer.Shared).Database();
        await PostgresServer.Run(connection, "UPDATE oms.settings SET value = '2' WHERE name = 'schema-version'");

        var (exitCode, _, errors) = await HostCommand.Run(connection, "schema");

        Assert.Equal(1, exitCode);
        Assert.Contains("has version 2, and has to be 1", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schema", "--now")]
    [InlineData("shcema")]
    public async Task What_is_not_understood_is_said_to_be_so(params string[] arguments)
    {
        var (exitCode, _, errors) = await HostCommand.Run(null, arguments);

        Assert.Equal(2, exitCode);
        Assert.Contains("Oms.Host schema", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("schema", "--help")]
    public async Task Help_is_given(params string[] arguments)
    {
        var (exitCode, output, _) = await HostCommand.Run(null, arguments);

        Assert.Equal(0, exitCode);
        Assert.Contains("OMS_POSTGRES", output, StringComparison.Ordinal);
    }
}
