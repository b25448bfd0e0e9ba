using Xunit;

namespace Oms.Actors.Tests.Clients;

/// <summary>The proof from outside: clients that were written for AlphaPoint's venues, as npm has them, trade with the host as with a venue.</summary>
public sealed class UnmodifiedClientSpec : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("oms-client-");

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>ccxt speaks HTTP and asks for the state; AlphaPoint's own library speaks WebSocket and hears the events.</summary>
    [SkippableTheory]
    [InlineData("ccxt", "ndax.mjs")]
    [InlineData("alphapoint-apex-api", "apex.mjs")]
    public async Task It_logs_in_places_cancels_and_learns_that_the_order_is_canceled(string package, string driver)
    {
        var missing = Node.Missing(package);
        Skip.If(missing is not null, missing);
        await using var host = await HostProcess.Start(_directory.FullName);
        await Drive(driver, host);
    }

    [SkippableFact]
    public async Task Two_of_it_trade_with_each_other_where_there_is_a_matching_engine()
    {
        var missing = Node.Missing("ccxt");
        Skip.If(missing is not null, missing);
        await using var exchange = await HostProcess.StartExchange();
        await Drive("trade.mjs", exchange);
    }

    private static async Task Drive(string driver, HostProcess host)
    {
        var (exitCode, output) = await Node.Run(driver, host.Address.ToString().TrimEnd('/'));
        Assert.True(exitCode == 0 && output.Contains("all steps done", StringComparison.Ordinal), $"{output}\n{host.Output}");
    }
}
