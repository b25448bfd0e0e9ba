using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.House;

/// <summary>What the README shows is what is built and run.</summary>
public sealed partial class ReadmeSpec
{
    private static readonly string Root = BuildFact("Root");

    [Fact]
    public void The_embedding_program_is_the_one_that_is_compiled()
    {
        var shown = CSharpBlock().Match(File.ReadAllText(Path.Combine(Root, "README.md"))).Groups[1].Value;
        Assert.Equal(File.ReadAllText(Path.Combine(Root, "examples", "Embedded", "Program.cs")).TrimEnd(), shown.TrimEnd());
    }

    [Fact]
    public async Task The_embedding_program_places_an_order_and_sees_it_canceled()
    {
        using var directory = new TemporaryDirectory();
        using var program = Process.Start(new ProcessStartInfo("dotnet", [BuildFact("Embedded"), Path.Combine(directory.FullPath, "data")])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();

        // On a busy machine the log may have a warning besides.
        Assert.StartsWith("received: True\norder 1 is canceled\n", output, StringComparison.Ordinal);
        Assert.Equal(0, program.ExitCode);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/design.md")]
    [InlineData("docs/embedding.md")]
    [InlineData("docs/operating.md")]
    [InlineData("docs/simulation.md")]
    [InlineData("docs/wire.md")]
    public void Every_link_to_a_file_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Root, page))!;
        foreach (Match link in Link().Matches(File.ReadAllText(Path.Combine(Root, page))))
            Assert.True(Path.Exists(Path.Combine(folder, link.Groups[1].Value)), $"{page} links to {link.Groups[1].Value}");
    }

    private static string BuildFact(string key) =>
        typeof(ReadmeSpec).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
