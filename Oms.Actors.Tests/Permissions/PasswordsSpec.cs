using System.Buffers.Binary;
using Oms.Actors.Permissions;
using Xunit;

namespace Oms.Actors.Tests.Permissions;

public sealed class PasswordsSpec
{
    [Fact]
    public void A_password_matches_its_hash_and_no_other()
    {
        var hash = Passwords.Hash("correct horse");

        Assert.True(Passwords.Verify(hash, "correct horse"));
        Assert.False(Passwords.Verify(hash, "correct horsf"));
        Assert.False(Passwords.Verify(null, "correct horse"));
        Assert.False(Passwords.Verify(null, "nobody's password"));
    }

    [Fact]
    public void Two_hashes_of_one_password_differ() => Assert.NotEqual(Passwords.Hash("same"), Passwords.Hash("same"));

    /// <summary>Format 3 of ASP.NET Core Identity: marker 1, the algorithm (2 is HMAC-SHA512), the iterations, the length of the salt.</summary>
    [Fact]
    public void The_hash_says_that_it_is_PBKDF2_with_SHA512_and_enough_iterations()
    {
        var hash = Convert.FromBase64String(Passwords.Hash("any"));

        Assert.Equal(1, hash[0]);
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)));
        Assert.True(BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)) >= 210_000);
        Assert.Equal(16u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(9)));
    }
}
