using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Ids;
using Oms.Actors.Orders;

namespace Oms.Actors.Gateway;

/// <summary>A call about one order, named by its id or by account and client id.</summary>
internal abstract class OrderFindingCall(Caller caller) : AuthorizedCall(caller)
{
    private ConnectionOrder.Turn? _turn;

    /// <summary>Why the order is asked.</summary>
    protected abstract OrderQuestion Question { get; }

    /// <summary>The order as it is; null when there is none.</summary>
    protected abstract void Found(OrderView? order);

    /// <summary>Whether a change of the order that was found waits for its venue.</summary>
    protected bool IsChanging { get; private set; }

    /// <summary>An id that was never issued wakes nobody.</summary>
    protected void Find(OrderId order)
    {
        if (order.Value <= Desk.OrderIds.Highest)
            AskOrder(order);
        else
            Ask<IdsReserved>(new AskReservedIds(IdKind.Order, Id, Desk.Settings.Address), reserved => IdsKnown(order, reserved));
    }

    /// <summary>The account names the order; behind the places of the same client id that came before on the same connection.</summary>
    protected void Find(AccountId account, ClientOrderId clientOrder) => _turn!.WhenItComes(() => Resolve(account, clientOrder));

    /// <summary>The client id by which the order is named; null when it is named by its own.</summary>
    protected abstract ClientOrderId? ByClientOrder { get; }

    protected override void Start()
    {
        if (ByClientOrder is { } clientOrder)
            _turn = Desk.Connections.Enter(Caller.Connection, Account, isPlace: false, clientOrder);

        base.Start();
    }

    protected override void Ended()
    {
        if (_turn is not null)
            Desk.Connections.Leave(_turn);
    }

    private void IdsKnown(OrderId order, IdsReserved reserved)
    {
        Desk.OrderIds.Reserved(reserved, Desk);
        if (order.Value <= reserved.Highest)
            AskOrder(order);
        else
            Found(null);
    }

    private void Resolve(AccountId account, ClientOrderId clientOrder)
    {
        if (!IsEnded)
            Ask<ClientOrderResolved>(new ResolveClientOrder(account, clientOrder, Id, Desk.Settings.Address), resolved => AskOrder(resolved.OrderId));
    }

    private void AskOrder(OrderId order) =>
        Ask<OrderDescribed>(new AskOrder(order, Question, Id, Desk.Settings.Address), described =>
        {
            IsChanging = described.IsChanging;
            Found(described.Order);
        });
}
