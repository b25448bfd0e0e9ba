using Oms.Actors.Api;
using Oms.Actors.Gateway;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Traffic;

/// <summary>Puts a new order in the place of another. What is answered well is in the account's journal; what is refused never works.</summary>
internal sealed class ReplaceOperation(World world, AccountId account, CancelReplaceOrderRequest request) : Operation(world), IPlaced
{
    private CancelReplaceOrderCall? _call;
    private string _gateway = "";

    public AccountId Account { get; } = account;

    public ClientOrderId ClientOrder => new(request.ClientOrderId ?? 0);

    public OrderId? Order => _call is null ? null : Checker.Receipts.AdmittedBy(_gateway, _call.Id);

    public void BeginAt(SimNode node)
    {
        _gateway = $"gateway/{node}";
        Begin(node);
    }

    public override string ToString() => $"replace order {request.OrderIdToReplace} by {request.Quantity} at {request.LimitPrice}, {ClientOrder}";

    protected override GatewayCall Call() => _call = new CancelReplaceOrderCall(Caller.Host, request) { Waiter = this };

    protected override void Judge(object answer)
    {
        switch (answer)
        {
            case CancelReplaceOrderAnswer.Replaced replaced:
                IsServed = true;
                if (replaced.ReplacementOrderId != Order || Checker.Truth.AdmittedBy(replaced.ReplacementOrderId) != Account)
                    World.Fail($"{this} is answered {answer} and admitted {Order}");
                break;
            case CancelReplaceOrderAnswer.Rejected when Order is { } order:
                Checker.HearsRefused(order);
                break;
            case CancelReplaceOrderAnswer.Refused { Receipt.ErrorCode: not OmsCode.ServerError } when Order is { } order:
                Checker.HearsRefused(order);
                break;
        }
    }
}

/// <summary>Reduces an order.</summary>
internal sealed class ReduceOperation(World world, OrderId order, decimal quantity) : Operation(world)
{
    public override string ToString() => $"reduce order {order} to {quantity}";

    protected override GatewayCall Call() => new ModifyOrderCall(Caller.Host, new ModifyOrderRequest(1, order.Value, quantity)) { Waiter = this };

    protected override void Judge(object answer) => IsServed = ((Receipt)answer).Result;
}
