using Oms.Actors.Protocol;

namespace Oms.Actors.Api;

/// <summary>
/// What one session has entered in one account: leave to cancel it, given while the session was there (<see cref="IOms.GetSessionOrders"/>) and good after it has ended. Good
/// for the life of the engine on this node.
/// </summary>
public sealed class SessionOrders
{
    internal SessionOrders(AccountId account, Authority by, long connection) => (Account, By, Connection) = (account, by, connection);

    /// <summary>The account.</summary>
    public AccountId Account { get; }

    /// <summary>The public id of the session; not its token.</summary>
    public string SessionId => By.Session!;

    internal Authority By { get; }

    internal long Connection { get; }

    /// <summary>Says whose they are.</summary>
    public override string ToString() => $"orders of account {Account} entered by {By.UserName} under session {SessionId}";
}
