using System.Runtime.CompilerServices;
using Oms.Actors.Persistence.Serialization;
using Xunit;

namespace Oms.Actors.Tests.Serialization;

/// <summary>
/// Journals live for ever: what this version writes is what the first one wrote, and reads as it did. A file of Golden holds the bytes of the
/// sample of its manifest in hexadecimal; once checked in it never changes.
/// </summary>
public sealed class GoldenBytesSpec
{
    private const string WriteVariable = "OMS_WRITE_GOLDEN";
    private const int BytesPerLine = 32;

    private static readonly string Directory = Path.Combine(AppContext.BaseDirectory, "Serialization", "Golden");

    private readonly OmsSerializer _serializer = new(null!);

    public static TheoryData<string> KeptManifests => SerializedTypes.KeptManifests;

    public static TheoryData<string> Files => [.. System.IO.Directory.GetFiles(Directory, "*.hex").Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(KeptManifests))]
    public void What_is_kept_is_written_and_read_as_ever(string manifest)
    {
        Assert.True(
            GoldenSamples.All.TryGetValue(manifest, out var sample),
            $"'{manifest}' goes into journals. Add a value with every part filled to {nameof(GoldenSamples)}.");
        var file = Path.Combine(Directory, manifest + ".hex");
        if (!File.Exists(file) && Environment.GetEnvironmentVariable(WriteVariable) == "1")
            file = Write(manifest, _serializer.ToBinary(sample));

        Assert.True(
            File.Exists(file),
            $"There are no golden bytes of '{manifest}'. Run this test once with {WriteVariable}=1, look at the new file and check it in.");
        var golden = Read(file);
        Assert.Equal(Convert.ToHexString(golden), Convert.ToHexString(_serializer.ToBinary(sample)));
        Assert.Equal(Dump.Of(sample), Dump.Of(_serializer.FromBinary(golden, manifest)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_was_ever_kept_can_still_be_read(string manifest) =>
        Assert.NotNull(_serializer.FromBinary(Read(Path.Combine(Directory, manifest + ".hex")), manifest));

    private static byte[] Read(string file) => Convert.FromHexString(string.Concat(File.ReadLines(file)));

    private static string Write(string manifest, byte[] bytes, [CallerFilePath] string thisFile = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(thisFile)!, "Golden", manifest + ".hex");
        File.WriteAllText(file, string.Concat(bytes.Chunk(BytesPerLine).Select(line => Convert.ToHexString(line) + "\n")));
        return file;
    }
}
