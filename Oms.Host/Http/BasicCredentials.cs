using System.Text;
using Microsoft.Extensions.Primitives;
using Oms.Host.Calls;

namespace Oms.Host.Http;

/// <summary>Reads an Authorization header of the Basic scheme (RFC 7617, in UTF-8).</summary>
internal static class BasicCredentials
{
    private const string Scheme = "Basic ";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Credentials Unreadable = new(null, null);

    /// <summary>Null when there is no such header; credentials of nobody when there is one that is not what it should be.</summary>
    public static Credentials? Of(StringValues header)
    {
        if (header.Count == 0)
            return null;
        if (header.Count != 1 || header[0] is not { } text || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Unreadable;
        if (Decoded(text[Scheme.Length..].Trim()) is not { } pair || pair.IndexOf(':') is var colon && colon <= 0 || colon == pair.Length - 1)
            return Unreadable;
        return new Credentials(pair[..colon], pair[(colon + 1)..]);
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
