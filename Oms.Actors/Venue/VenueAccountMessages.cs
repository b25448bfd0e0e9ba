using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Venue;

/// <summary>A message to the register of accounts that have orders at a venue, of which an OMS has one.</summary>
internal interface IVenueAccountsMessage : IEntityMessage;

/// <summary>Wake this account after a restart: it has admitted an order for the venue. Repeated until <see cref="Accounts.VenueAccountRegistered"/> comes.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Admissions">How many orders it has admitted: a withdrawal that does not know of all of them is late.</param>
internal sealed record RegisterVenueAccount(AccountId AccountId, long Admissions) : IVenueAccountsMessage;

/// <summary>All orders at the venue, of this number of admissions, are closed. Lost: the account is woken in vain once, and says it again.</summary>
internal sealed record UnregisterVenueAccount(AccountId AccountId, long Admissions) : IVenueAccountsMessage;

/// <summary>Be awake: sent by each gateway from time to time, as nothing else calls the register after a restart.</summary>
internal sealed record BeAwakeForVenueAccounts : IVenueAccountsMessage
{
    public static readonly BeAwakeForVenueAccounts Now = new();
}

/// <summary>An account that comes back by itself, and its number of admissions when it said so.</summary>
internal readonly record struct VenueAccount(AccountId AccountId, long Admissions);

/// <summary>What has been said while the row before was being written.</summary>
internal sealed record VenueAccountsChanged(IReadOnlyList<VenueAccount> Registered, IReadOnlyList<AccountId> Left) : IPersistedEvent;

/// <summary>The register, as a snapshot has it.</summary>
internal sealed record VenueAccounts(IReadOnlyList<VenueAccount> All) : IProtocolMessage;
