using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Oms.Actors.Permissions;

/// <summary>Where chance comes from: the system's generator of secrets, or what a test has fixed.</summary>
internal interface ISecretSource
{
    void Fill(Span<byte> bytes);
}

/// <summary>The system's own cryptographic generator.</summary>
internal sealed class SystemSecretSource : ISecretSource
{
    public static readonly SystemSecretSource Instance = new();

    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}

/// <summary>The secret part of a session token. Only its hash is kept: with 256 random bits there is nothing to guess, so a plain SHA-256 will do.</summary>
internal static class SessionSecrets
{
    private const int Bytes = 32;
    private const int PublicIdLength = 16;

    public static string New(ISecretSource source)
    {
        Span<byte> bits = stackalloc byte[Bytes];
        source.Fill(bits);
        return Base64Url.EncodeToString(bits);
    }

    public static string HashOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Names the session of this hash in records that are shown: half of the half of a hash leads nobody to its secret.</summary>
    public static string PublicIdOf(string hash) => hash[..PublicIdLength];

    /// <summary>Compares in a time that depends on neither hash.</summary>
    public static bool AreSame(string hash, string other) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(hash.AsSpan()), MemoryMarshal.AsBytes(other.AsSpan()));
}
