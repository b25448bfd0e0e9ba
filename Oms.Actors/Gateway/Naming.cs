using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Oms.Actors.Gateway;

/// <summary>The bounds of passwords, and of the names and references that operators give.</summary>
internal static class Naming
{
    private const int ShortestPassword = 8;
    private const int LongestPassword = 200;
    private const int LongestName = 100;

    /// <summary>What a password may be when it is set.</summary>
    public static bool IsPassword(string? password) => password is { Length: >= ShortestPassword } && MayBePassword(password);

    /// <summary>What is worth comparing with a password's hash.</summary>
    /// <remarks>NUL is in none: to the hash's HMAC a password and the same one with NULs behind it are one key.</remarks>
    public static bool MayBePassword([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= LongestPassword } && !text.Contains('\0', StringComparison.Ordinal) && IsWhole(text);

    /// <summary>Names and references are shown and stored as they are: whole characters, and none that controls.</summary>
    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= LongestName } && !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl) && IsWhole(name);

    /// <summary>No half of a surrogate pair: it would come back as something else.</summary>
    private static bool IsWhole(string text) => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);
}
