using System.Diagnostics.CodeAnalysis;

namespace Oms.Actors.Gateway;

/// <summary>The rule of user names: 1..100 ASCII letters, digits and <c>._-@</c>, one user whatever the case.</summary>
internal static class UserNames
{
    public static bool IsValid([NotNullWhen(true)] string? name) =>
        name is { Length: > 0 and <= 100 } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '@');

    [SuppressMessage("Globalization", "CA1308", Justification = "The key is an identity, not a display: lower case is its definition.")]
    public static string KeyOf(string name) => name.ToLowerInvariant();
}
