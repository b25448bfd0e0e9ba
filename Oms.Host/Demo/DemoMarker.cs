namespace Oms.Host.Demo;

/// <summary>
/// Remembers that a demo is due or half done: a file laid beside the journal before there is one, taken away after the last step. So a start that was cut off in the middle
/// is gone on with, and a directory that holds somebody's data never gets a demo.
/// </summary>
internal sealed class DemoMarker(HostSettings settings)
{
    public const string FileName = "demo-seed.pending";

    private const string JournalName = "journal.db";

    private string FilePath => Path.Combine(settings.DataDirectory, FileName);

    /// <summary>True while a demo is to be laid out here.</summary>
    public bool IsPending => settings.SeedsDemo && File.Exists(FilePath);

    /// <summary>Before the engine starts and makes its journal.</summary>
    public void Prepare()
    {
        if (!settings.SeedsDemo || File.Exists(Path.Combine(settings.DataDirectory, JournalName)))
            return;
        CreateDirectory();
        File.WriteAllText(FilePath, "");
    }

    public void Done() => File.Delete(FilePath);

    /// <summary>As the engine makes it: nobody's but its owner's.</summary>
    private void CreateDirectory()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(settings.DataDirectory);
        else
            Directory.CreateDirectory(settings.DataDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
