using System.Runtime.CompilerServices;
using Oms.Actors.Persistence.Serialization;
using Xunit;

namespace Oms.Actors.Tests.Serialization;

/// <summary>
/// Journals live for ever: what this version writes is what the first one wrote, and reads as it did. A file of Golden holds the bytes of the
/// sample of its manifest in hexadecimal; once checked in it never changes. A part that came later has a file of its own, "manifest+part".
/// </summary>
public sealed class GoldenBytesSpec
{
    private const string WriteVariable = "OMS_WRITE_GOLDEN";
    private const int BytesPerLine = 32;

    private static readonly string Directory = Path.Combine(AppContext.BaseDirectory, "Serialization", "Golden");

    private readonly OmsSerializer _serializer = new(null!);

    public static TheoryData<string> KeptSamples => [.. SerializedTypes.Kept.Select(codec => codec.Manifest).Union(GoldenSamples.All.Keys)];

    public static TheoryData<string> Files => [.. System.IO.Directory.GetFiles(Directory, "*.hex").Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(KeptSamples))]
    public void What_is_kept_is_written_and_read_as_ever(string name)
    {
        Assert.True(
            GoldenSamples.All.TryGetValue(name, out var sample),
            $"'{name}' goes into journals. Add a value with every part filled to {nameof(GoldenSamples)}.");
        var file = Path.Combine(Directory, name + ".hex");
        if (!File.Exists(file) && Environment.GetEnvironmentVariable(WriteVariable) == "1")
            file = Write(name, _serializer.ToBinary(sample));

        Assert.True(
            File.Exists(file),
            $"There are no golden bytes of '{name}'. Run this test once with {WriteVariable}=1, look at the new file and check it in.");
        var golden = Read(file);
        Assert.Equal(Convert.ToHexString(golden), Convert.ToHexString(_serializer.ToBinary(sample)));
        Assert.Equal(Dump.Of(sample), Dump.Of(_serializer.FromBinary(golden, ManifestOf(name))));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_was_ever_kept_can_still_be_read(string name) =>
        Assert.NotNull(_serializer.FromBinary(Read(Path.Combine(Directory, name + ".hex")), ManifestOf(name)));

    private static string ManifestOf(string name) => name.Split('+')[0];

    private static byte[] Read(string file) => Convert.FromHexString(string.Concat(File.ReadLines(file)));

    private static string Write(string name, byte[] bytes, [CallerFilePath] string thisFile = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(thisFile)!, "Golden", name + ".hex");
        File.WriteAllText(file, string.Concat(bytes.Chunk(BytesPerLine).Select(line => Convert.ToHexString(line) + "\n")));
        return file;
    }
}
