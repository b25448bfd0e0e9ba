using System.Collections.Concurrent;
using Oms.Actors.Api;

namespace Oms.Host.Calls;

/// <summary>The names of accounts, asked of each account once: an account is never renamed. With too many of them it begins anew.</summary>
internal sealed class AccountNames(IOms oms, HostSettings settings)
{
    public const int Most = 10_000;

    private readonly ConcurrentDictionary<AccountId, string> _known = [];

    /// <summary>The account's name; nothing when the account can't be asked now, and then it is asked again the next time.</summary>
    public async ValueTask<string> Of(AccountId account, CancellationToken cancellation)
    {
        if (_known.TryGetValue(account, out var known))
            return known;
        var info = await oms.GetAccountInfo(Caller.Host, new AccountRequest(settings.OmsId.Value, account.Value), cancellation);
        if (!info.IsAnswered)
            return "";
        if (_known.Count >= Most)
            _known.Clear();
        return _known[account] = info.Value.Name;
    }
}
