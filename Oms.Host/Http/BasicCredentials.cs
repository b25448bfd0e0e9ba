using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Oms.Host.Http;

/// <summary>Reads an Authorization header of the Basic scheme (RFC 7617, in UTF-8).</summary>
internal static class BasicCredentials
{
    private const string Scheme = "Basic ";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool TryRead(StringValues header, [NotNullWhen(true)] out string? userName, [NotNullWhen(true)] out string? password)
    {
        userName = password = null;
        if (header.Count != 1 || header[0] is not { } text || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        if (Decoded(text[Scheme.Length..].Trim()) is not { } pair || pair.IndexOf(':') is var colon && colon < 0)
            return false;
        userName = pair[..colon];
        password = pair[(colon + 1)..];
        return userName.Length > 0 && password.Length > 0;
    }

    private static string? Decoded(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
            return null;
        try
        {
            return StrictUtf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
