using System.Diagnostics;

namespace Oms.Faults.Stage;

/// <summary>Runs small programs of the system to their end.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <returns>What the program has written.</returns>
    /// <exception cref="InvalidOperationException">It ended with another code than 0, or not in time.</exception>
    public static async Task<string> Run(string program, params string[] arguments)
    {
        var (code, output, error) = await Finish(program, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {code}: {error}");
    }

    /// <summary>Whether the program can be run and says that all is well.</summary>
    public static async Task<bool> Succeeds(string program, params string[] arguments)
    {
        try
        {
            return (await Finish(program, arguments)).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<(int Code, string Output, string Error)> Finish(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, output, await error);
    }
}
