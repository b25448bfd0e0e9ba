using System.Diagnostics;
using System.Reflection;

namespace Oms.Actors.Tests.Clients;

/// <summary>Runs a driver of an unmodified JavaScript client in Node.</summary>
internal static class Node
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static readonly string Directory = typeof(Node).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "ClientsDirectory").Value!;

    /// <summary>Null when a driver can run here, else what is missing.</summary>
    public static string? Missing(string package)
    {
        var names = OperatingSystem.IsWindows() ? "node.exe" : "node";
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, names)));
        if (!found)
            return "Node is not installed";
        return File.Exists(Path.Combine(Directory, "node_modules", package, "package.json")) ? null : $"the npm package {package} is not installed: run npm ci in {Directory}";
    }

    public static async Task<(int ExitCode, string Output)> Run(string script, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("node", [script, .. arguments])
            {
                WorkingDirectory = Directory,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }

        return (process.HasExited ? process.ExitCode : -1, $"{await output}{await errors}");
    }
}
