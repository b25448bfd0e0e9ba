using Xunit;

namespace Oms.Actors.Tests.Postgres;

/// <summary>The host is told by its command line which journal it has, and by its environment alone how to reach it.</summary>
public sealed class PostgresHostSpec
{
    [Fact]
    public async Task A_connection_string_on_the_command_line_is_refused_and_not_repeated()
    {
        var (exitCode, output, errors) = await HostCommand.Run(null, "--Oms:Journal=postgres", "--Oms:PostgresConnection=deep-secret");

        Assert.Equal(1, exitCode);
        Assert.Contains("OMS_POSTGRES", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("deep-secret", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_does_not_exist_is_refused_by_name()
    {
        var (exitCode, _, errors) = await HostCommand.Run(null, "--Oms:Journal=mysql");

        Assert.Equal(1, exitCode);
        Assert.Contains("Failed to convert configuration value 'mysql' at 'Oms:Journal'", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_whose_schema_is_missing_says_so_and_ends()
    {
        var connection = await (await PostgresServer.Shared).Database(withSchema: false);

        var (exitCode, output, errors) = await HostCommand.Run(connection, "--Oms:Journal=postgres", "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, exitCode);
        Assert.Contains("`Oms.Host schema`", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(connection, output + errors, StringComparison.Ordinal);
    }
}
