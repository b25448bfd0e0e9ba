using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Oms.Actors.Permissions;

/// <summary>
/// Passwords as they are kept: PBKDF2 with HMAC-SHA512, a salt of its own each, algorithm and iterations in the hash (ASP.NET Core Identity, format 3).
/// Takes about a tenth of a second, so never on an actor's thread.
/// </summary>
internal static class Passwords
{
    /// <summary>OWASP's Password Storage Cheat Sheet for PBKDF2-HMAC-SHA512; the library's own default is below it.</summary>
    public const int Iterations = 210_000;

    private static readonly object Anybody = new();

    private static readonly PasswordHasher<object> Hasher = new(Options.Create(new PasswordHasherOptions
    {
        CompatibilityMode = PasswordHasherCompatibilityMode.IdentityV3,
        IterationCount = Iterations,
    }));

    /// <summary>Stands in where there is no user, so that the time taken does not tell. Made with the class, so that the first one to ask takes no longer either.</summary>
    private static readonly string Dummy = Hash("nobody's password");

    public static string Hash(string password) => Hasher.HashPassword(Anybody, password);

    /// <summary>Whether this is the password; no hash: no, after the same time.</summary>
    public static bool Verify(string? hash, string password)
    {
        var matches = Hasher.VerifyHashedPassword(Anybody, hash ?? Dummy, password) != PasswordVerificationResult.Failed;
        return matches && hash is not null;
    }
}
