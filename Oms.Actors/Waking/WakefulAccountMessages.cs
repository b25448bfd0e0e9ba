using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Waking;

/// <summary>A message to the register of accounts that come back by themselves, of which an OMS has one.</summary>
internal interface IWakefulAccountsMessage : IEntityMessage;

/// <summary>Wake this account after a restart: it has admitted an order that something must happen to although nobody calls. Repeated until <see cref="Accounts.AccountRegistered"/> comes.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Admissions">How many orders it has admitted: a withdrawal that does not know of all of them is late.</param>
internal sealed record RegisterWakefulAccount(AccountId AccountId, long Admissions) : IWakefulAccountsMessage;

/// <summary>All such orders, of this number of admissions, are closed. Lost: the account is woken in vain once, and says it again.</summary>
internal sealed record UnregisterWakefulAccount(AccountId AccountId, long Admissions) : IWakefulAccountsMessage;

/// <summary>Be awake: sent by each gateway from time to time, as nothing else calls the register after a restart.</summary>
internal sealed record BeAwakeForAccounts : IWakefulAccountsMessage
{
    public static readonly BeAwakeForAccounts Now = new();
}

/// <summary>An account that comes back by itself, and its number of admissions when it said so.</summary>
internal readonly record struct WakefulAccount(AccountId AccountId, long Admissions);

/// <summary>What has been said while the row before was being written.</summary>
internal sealed record WakefulAccountsChanged(IReadOnlyList<WakefulAccount> Registered, IReadOnlyList<AccountId> Left) : IPersistedEvent;

/// <summary>The register, as a snapshot has it.</summary>
internal sealed record WakefulAccounts(IReadOnlyList<WakefulAccount> All) : IProtocolMessage;
