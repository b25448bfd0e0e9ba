using System.Diagnostics;

namespace Oms.Faults.Stage;

/// <summary>
/// The test runs itself again in namespaces of its own, where the machine allows: with networks that nobody else sees, and processes that all end with it, however it ends.
/// </summary>
internal static class Sandbox
{
    /// <summary>Says to the second run that it is the one inside.</summary>
    public const string Inside = "--inside";

    private static readonly string[] Namespaces = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];

    /// <summary>Runs this program again inside; null when the machine does not allow it.</summary>
    public static async Task<int?> RunAgain(IEnumerable<string> arguments)
    {
        // Not only whether there may be namespaces, but whether there may be a network between them.
        if (!await Shell.Succeeds("unshare", [.. Namespaces, "sh", "-c", "ip link add probe type bridge && mkdir -p /run/netns && mount -t tmpfs none /run/netns && ip netns add probe"]))
            return null;

        using var inside = Process.Start(new ProcessStartInfo("unshare", [.. Namespaces, Environment.ProcessPath!, .. Self(), Inside, .. arguments]))!;
        await inside.WaitForExitAsync();
        return inside.ExitCode;
    }

    /// <summary>Started by <c>dotnet</c>, the program is its first argument.</summary>
    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Sandbox).Assembly.Location] : [];
}
