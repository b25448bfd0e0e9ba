namespace Oms.Actors.Tests.Persistence;

/// <summary>A directory that no other test uses, gone after the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("oms-test-");

    public string FullPath => _directory.FullName;

    public string Write(string name, string content)
    {
        var file = Path.Combine(FullPath, name);
        File.WriteAllText(file, content);
        return file;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
