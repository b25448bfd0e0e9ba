using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Simulation.Stage;

/// <summary>Names an order or an account.</summary>
internal readonly record struct EntityKey(bool IsOrder, long Id)
{
    public static EntityKey Of(OrderId order) => new(true, order.Value);

    public static EntityKey Of(AccountId account) => new(false, account.Value);

    /// <summary>The entity that a message is for; null for what is no order's and no account's.</summary>
    public static EntityKey? Of(IEntityMessage message) => message switch
    {
        IOrderMessage order => Of(order.OrderId),
        IAccountMessage account => Of(account.AccountId),
        _ => null,
    };

    public IProcess Create(Timings timings) =>
        IsOrder ? new OrderProcess(new OrderId(Id), timings) : new AccountProcess(new AccountId((int)Id), timings);

    public override string ToString() => IsOrder ? $"order-{Id}" : $"account-{Id}";
}
