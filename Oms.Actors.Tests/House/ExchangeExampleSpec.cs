using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace Oms.Actors.Tests.House;

/// <summary>The exchange among the examples, as its reader runs it.</summary>
public sealed class ExchangeExampleSpec
{
    [Fact]
    public async Task C06_Cancels_race_the_last_fill_and_every_round_adds_up()
    {
        var (output, exitCode) = await Run("race", "--rounds", "200");

        Assert.Equal("200 passed, 0 failed", output.TrimEnd().Split('\n')[^1]);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Anything_else_is_answered_by_how_to_use_it() => Assert.Equal(2, (await Run("race")).ExitCode);

    private static async Task<(string Output, int ExitCode)> Run(params string[] arguments)
    {
        var program = typeof(ExchangeExampleSpec).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Exchange").Value!;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        await error;
        return (output, process.ExitCode);
    }
}
