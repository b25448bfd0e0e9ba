using Oms.Actors.Hosting;

namespace Oms.Actors.Persistence;

/// <summary>The directory of one engine, held by a lock file for as long as this object lives.</summary>
internal sealed class DataDirectory : IDisposable
{
    public const string JournalName = "journal.db";
    public const string SnapshotName = "snapshots.db";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>EWOULDBLOCK of flock.</summary>
    private const int HeldOnUnix = 11;

    /// <summary>ERROR_SHARING_VIOLATION.</summary>
    private const int HeldOnWindows = unchecked((int)0x80070020);

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        FullPath = path;
        _lock = held;
    }

    public string FullPath { get; }

    /// <exception cref="OmsConfigurationException">The directory can't be made or written, or another engine holds it.</exception>
    public static DataDirectory Open(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            Create(full);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new OmsConfigurationException($"The data directory '{full}' can't be created.", refused);
        }

        var directory = new DataDirectory(full, Hold(full));
        Protect(Path.Combine(full, JournalName));
        Protect(Path.Combine(full, SnapshotName));
        return directory;
    }

    /// <summary>The file stays: whether it is held counts, not whether it exists.</summary>
    public void Dispose() => _lock.Dispose();

    private static void Create(string full)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(full);
        else
            Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>
    /// The directory may have been made by an operator, and be open to others: the files are not. SQLite gives its own files beside them the same mode. An empty file is an
    /// empty database.
    /// </summary>
    private static void Protect(string file)
    {
        if (OperatingSystem.IsWindows())
            return;

        try
        {
            using (new FileStream(file, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, UnixCreateMode = OwnerOnly }))
                File.SetUnixFileMode(file, OwnerOnly);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new OmsConfigurationException($"The file '{file}' can't be written, or is not this user's.", refused);
        }
    }

    private static FileStream Hold(string full)
    {
        try
        {
            return new FileStream(Path.Combine(full, "oms.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (taken.HResult is HeldOnUnix or HeldOnWindows)
        {
            throw new OmsConfigurationException(
                $"The data directory '{full}' is in use by another engine (its oms.lock is held). A journal belongs to one process.", taken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new OmsConfigurationException($"The data directory '{full}' can't be written: {refused.Message}", refused);
        }
    }
}
