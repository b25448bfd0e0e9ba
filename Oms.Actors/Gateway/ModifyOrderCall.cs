using Oms.Actors.Api;
using Oms.Actors.Instruments;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>
/// A reduction of an open order, up to its receipt. As with a cancel, the receipt goes out first and the reduction is told to the order behind it, and is carried from
/// there on.
/// </summary>
internal sealed class ModifyOrderCall(Caller caller, ModifyOrderRequest request) : OrderFindingCall(caller)
{
    private const string InvalidQuantity = "Invalid Quantity";

    private Grant _grant = Grant.Host;

    protected override Api.Permissions Needed => Api.Permissions.Operator | Api.Permissions.Trading;

    protected override int? OmsId => request.OmsId;

    protected override AccountId? Account => Given.Account(request.AccountId);

    protected override OrderQuestion Question => OrderQuestion.MayCancel;

    protected override ClientOrderId? ByClientOrder => null;

    private CancelOrderRequest AsCancel => new(request.OmsId, request.AccountId, OrderId: request.OrderId);

    public override object Refused(Receipt refusal) => refusal;

    protected override string? MalformedField() => request switch
    {
        { OrderId: null or <= 0 } => "OrderId",
        { AccountId: < 0 } => "AccountId",
        { InstrumentId: < 0 } => "InstrumentId",
        { Quantity: null or <= 0 } => "Quantity",
        _ => null,
    };

    protected override void Granted(Grant grant)
    {
        _grant = grant;
        Find(new OrderId(request.OrderId!.Value));
    }

    protected override void Found(OrderView? order)
    {
        var quantity = request.Quantity!.Value;
        if (CancelRules.Refusal(order, AsCancel, _grant, id => Desk.InstrumentOf(id)?.Status) is { } refusal)
            Refuse(refusal);
        else if (Given.Instrument(request.InstrumentId) is { } instrument && instrument != order!.InstrumentId)
            Refuse(OmsCode.ResourceNotFound, CancelRules.UnknownOrder);
        else if (Desk.InstrumentOf(order!.InstrumentId) is not { } known || !OrderRules.IsQuantity(known, quantity))
            Refuse(OmsCode.InvalidRequest, "Quantity");
        else if (quantity >= order.OrigQuantity)
            Refuse(new Receipt(false, InvalidQuantity, OmsCode.InvalidRequest, "not less than the order has"));
        else if (IsChanging)
            Refuse(OmsCode.OperationFailed, CallRefused.ChangeUnderWay);
        else if (Desk.Carrying.IsFull)
            Refuse(OmsCode.OperationFailed);
        else
            Receive(order, quantity);
    }

    private void Receive(OrderView order, decimal quantity)
    {
        End(Receipt.Received);
        var id = Desk.Carrying.NextId();
        Desk.Carrying.Carry(id, new ReduceOrder(order.OrderId, id, quantity, _grant.Authority, Desk.Settings.Address), Desk);
    }
}
