using System.Diagnostics.CodeAnalysis;

namespace Oms.Actors.Gateway;

/// <summary>A session token is the user's key and a secret, so that any node finds the permission actor that knows the session.</summary>
internal static class SessionTokens
{
    private const int LongestToken = 400;

    public static string Write(string userKey, string secret) => $"{userKey}:{secret}";

    public static bool TryRead(string? token, [NotNullWhen(true)] out string? userKey, [NotNullWhen(true)] out string? secret)
    {
        (userKey, secret) = (null, null);
        if (token is null || token.Length > LongestToken || token.IndexOf(':', StringComparison.Ordinal) is var colon && colon <= 0)
            return false;

        var key = token[..colon];
        if (!UserNames.IsValid(key) || key != UserNames.KeyOf(key))
            return false;

        (userKey, secret) = (key, token[(colon + 1)..]);
        return secret.Length > 0;
    }
}

/// <summary>The rule of user names: 1..100 ASCII letters, digits and <c>._-@</c>, one user whatever the case.</summary>
internal static class UserNames
{
    public static bool IsValid([NotNullWhen(true)] string? name) =>
        name is { Length: > 0 and <= 100 } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '@');

    [SuppressMessage("Globalization", "CA1308", Justification = "The key is an identity, not a display: lower case is its definition.")]
    public static string KeyOf(string name) => name.ToLowerInvariant();
}

/// <summary>What can be stored and sent as text.</summary>
internal static class Text
{
    /// <summary>No half of a surrogate pair: it would come back as something else.</summary>
    public static bool IsWhole(string text) => text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);
}
