using System.Diagnostics;

namespace Oms.Actors.Tests.Postgres;

/// <summary>The binary as an operator runs it, to its end.</summary>
internal static class HostCommand
{
    public static async Task<(int ExitCode, string Output, string Errors)> Run(string? connection, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["Oms.Host.dll", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment.Remove("OMS_POSTGRES");
        if (connection is not null)
            start.Environment["OMS_POSTGRES"] = connection;
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(90));
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
