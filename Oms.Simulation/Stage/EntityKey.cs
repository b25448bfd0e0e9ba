using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Actors.Waking;

namespace Oms.Simulation.Stage;

/// <summary>Names an order, an account, or the register of accounts that come back by themselves.</summary>
internal readonly record struct EntityKey(bool IsOrder, long Id)
{
    /// <summary>No account has this number.</summary>
    private const long TheRegister = 0;

    public static EntityKey Of(OrderId order) => new(true, order.Value);

    public static EntityKey Of(AccountId account) => new(false, account.Value);

    /// <summary>The entity that a message is for; null for one that a schedule has no process for.</summary>
    public static EntityKey? Of(IEntityMessage message) => message switch
    {
        IOrderMessage order => Of(order.OrderId),
        IAccountMessage account => Of(account.AccountId),
        IWakefulAccountsMessage => new(false, TheRegister),
        _ => null,
    };

    public IProcess Create(Timings timings) => this switch
    {
        { IsOrder: true } => new OrderProcess(new OrderId(Id), timings),
        { Id: TheRegister } => new WakefulAccountsProcess(timings),
        _ => new AccountProcess(new AccountId((int)Id), timings),
    };

    public override string ToString() => IsOrder ? $"order-{Id}" : Id == TheRegister ? "register" : $"account-{Id}";
}
