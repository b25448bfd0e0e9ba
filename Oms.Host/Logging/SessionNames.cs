using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;

namespace Oms.Host.Logging;

/// <summary>Whose session a token is, for the log only: of the sessions that were opened here, the newest so many. Keeps hashes, not tokens.</summary>
internal sealed class SessionNames : IDisposable
{
    private const int MostNames = 10_000;

    private readonly MemoryCache _names = new(new MemoryCacheOptions { SizeLimit = MostNames });

    public void Remember(string token, string userName) =>
        _names.Set(HashOf(token), userName, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(1) });

    public string? Find(string? token) => string.IsNullOrEmpty(token) ? null : _names.Get<string>(HashOf(token));

    public void Dispose() => _names.Dispose();

    private static string HashOf(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
