using Xunit;

namespace Oms.Actors.Tests.Clients;

/// <summary>The proof from outside: an unmodified client of the AlphaPoint venue "ndax" trades with the host as with the venue.</summary>
public sealed class CcxtSpec : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("oms-ccxt-");

    public void Dispose() => _directory.Delete(recursive: true);

    [SkippableFact]
    public async Task Unmodified_ccxt_logs_in_places_cancels_and_sees_it_canceled()
    {
        var missing = Node.Missing("ccxt");
        Skip.If(missing is not null, missing);
        await using var host = await HostProcess.Start(_directory.FullName);
        var (exitCode, output) = await Node.Run("ndax.mjs", host.Address.ToString().TrimEnd('/'));
        Assert.True(exitCode == 0 && output.Contains("all steps done", StringComparison.Ordinal), $"{output}\n{host.Output}");
    }
}
