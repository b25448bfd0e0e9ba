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
