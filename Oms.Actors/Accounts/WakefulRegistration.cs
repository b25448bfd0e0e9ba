using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Actors.Waking;

namespace Oms.Actors.Accounts;

/// <summary>
/// An account with orders at a venue or with a time limit must come back by itself after a total loss: before the first of them is told to exist, the account is in the
/// register of those that are woken. Once for each life of the account, and out of the register when it leaves memory with no such order open.
/// </summary>
internal sealed class WakefulRegistration(AccountId id)
{
    private long? _asked;
    private bool _isDone;
    private bool _woken;

    /// <summary>Whether this order may be told to exist.</summary>
    public bool Allows(OrderTerms terms) => _isDone || !terms.ComesBack;

    /// <summary>To be called when an order is admitted, and again until the register has answered.</summary>
    public void AskIfNeeded(Account account, Effects effects)
    {
        if (!_isDone && HasOrders(account))
            effects.Tell(new RegisterWakefulAccount(id, _asked ??= account.Admissions));
    }

    /// <summary>The register has this number in its journal; an answer to an earlier life of the account has a lower one.</summary>
    public void Registered(long admissions) => _isDone |= admissions >= _asked;

    public void Woken() => _woken = true;

    /// <summary>The account leaves memory. What it is told until it has left counts as told to a new life.</summary>
    public void Leave(Account account, Effects effects)
    {
        if ((_isDone || _woken) && !HasOrders(account))
            effects.Tell(new UnregisterWakefulAccount(id, account.Admissions));

        (_isDone, _asked) = (false, null);
    }

    private static bool HasOrders(Account account) => account.Open.Values.Any(order => order.Terms.ComesBack);
}
