using System.Reflection;
using System.Text.RegularExpressions;

namespace Oms.Actors.Tests.Wire;

/// <summary>The pages for readers, taken apart: what their tables and examples say, to be held against the host.</summary>
internal static partial class WireDocument
{
    public const string Page = "docs/wire.md";

    private static readonly string Root =
        typeof(WireDocument).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == nameof(Root)).Value!;

    /// <summary>The calls of the table of calls.</summary>
    public static IReadOnlyList<DocumentedCall> Calls { get; } = [.. Table("## Calls").Select(DocumentedCall.Of)];

    /// <summary>Every name of a field that occurs in the table of calls.</summary>
    public static IReadOnlySet<string> FieldNames { get; } = Calls.SelectMany(call => call.FieldNames).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The members of an enum, each a name and a number.</summary>
    public static IReadOnlyList<(string Name, int Number)> Members(string type) =>
        [.. Table("### Enums").Single(row => row[0] == type)[1].Split(", ").Select(member => member.Split(' ')).Select(member => (member[0], int.Parse(member[1], null)))];

    /// <summary>The keys of an object and the types of their values, in order.</summary>
    public static IReadOnlyList<(string Key, string Type)> Keys(string heading) =>
        [.. Table(heading).SelectMany(row => Quoted(row[0]).Select(key => (key, row[1])))];

    /// <summary>What stands in backticks.</summary>
    public static IReadOnlyList<string> Quoted(string cell) => [.. Backticks().Matches(cell).Select(match => match.Groups[1].Value)];

    /// <summary>The rows of the first table below a heading, without the head.</summary>
    public static IReadOnlyList<string[]> Table(string heading) =>
        [.. Section(Page, heading).SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2).Select(Cells)];

    /// <summary>The lines of a block of code below a heading: the first one, or one behind others.</summary>
    public static IReadOnlyList<string> Block(string page, string heading, int blocksBefore = 0)
    {
        var fences = 1 + (2 * blocksBefore);
        var inside = Section(page, heading).SkipWhile(line => !IsFence(line) || --fences > 0).Skip(1);
        return [.. inside.TakeWhile(line => !IsFence(line))];
    }

    /// <summary>Whether a text is what is shown, where <c>...</c> stands for anything.</summary>
    public static bool IsAsShown(string shown, string text) =>
        Regex.IsMatch(text, $"^{string.Join(".*", Gap().Split(shown).Select(Regex.Escape))}$", RegexOptions.CultureInvariant);

    private static IEnumerable<string> Section(string page, string heading) => File.ReadLines(Path.Combine(Root, page)).SkipWhile(line => line != heading).Skip(1);

    private static bool IsFence(string line) => line.StartsWith("```", StringComparison.Ordinal);

    private static string[] Cells(string line) => [.. line[1..line.LastIndexOf('|')].Split('|').Select(cell => cell.Trim())];

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Backticks();

    [GeneratedRegex(@" ?\.\.\. ?")]
    private static partial Regex Gap();
}
