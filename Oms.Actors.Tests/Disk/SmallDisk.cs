using System.Diagnostics;

namespace Oms.Actors.Tests.Disk;

/// <summary>A file system of a few megabytes that can be filled and made read-only: in memory, mounted by the test, which therefore has to run as root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Size = "6m";

    private readonly DirectoryInfo _mount = Directory.CreateTempSubdirectory("oms-disk-");

    public SmallDisk()
    {
        Mount("-t", "tmpfs", "-o", $"size={Size},mode=700", "tmpfs", FullPath);
    }

    public string FullPath => _mount.FullName;

    private string Filler => Path.Combine(FullPath, "filler");

    /// <summary>Until not a byte is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.WriteByte(0);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void Free() => File.Delete(Filler);

    public void MakeReadOnly() => Mount("-o", "remount,ro", FullPath);

    public void MakeWritable() => Mount("-o", "remount,rw", FullPath);

    public void Dispose()
    {
        Run("umount", "-l", FullPath);
        _mount.Delete();
    }

    private static void Mount(params string[] arguments) => Run("mount", arguments);

    private static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)}: {error}");
    }
}
