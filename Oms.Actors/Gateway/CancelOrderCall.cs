using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;

namespace Oms.Actors.Gateway;

/// <summary>
/// A cancel up to its receipt: who calls, which order, may it be canceled. The receipt goes out first and the cancel is told to the order behind it, in the same input:
/// so the receipt can't be overtaken by the commit, and a refusal is only ever given while nothing has been sent that changes a state. From there on the cancel is carried.
/// </summary>
internal sealed class CancelOrderCall(Caller caller, CancelOrderRequest request) : OrderFindingCall(caller)
{
    private Grant _grant = Grant.Host;

    public override CallBudget Budget => CallBudget.Cancels;

    protected override Api.Permissions Needed => Api.Permissions.Operator | Api.Permissions.Trading;

    protected override int? OmsId => request.OmsId;

    protected override AccountId? Account => Given.Account(request.AccountId);

    protected override OrderQuestion Question => OrderQuestion.MayCancel;

    protected override ClientOrderId? ByClientOrder => Given.Order(request.OrderId) is null ? Given.ClientOrder(request.ClientOrderId) : null;

    public override object Refused(Receipt refusal) => refusal;

    protected override string? MalformedField() => CancelRules.MalformedField(request, Desk.Settings.ResolveClientOrderIdByCaller);

    protected override void Granted(Grant grant)
    {
        _grant = grant;
        if (Given.Order(request.OrderId) is { } order)
            Find(order);
        else if (Account is { } account)
            Find(account, new ClientOrderId(request.ClientOrderId!.Value));
        else if (grant.Accounts is [var own])
            Find(own, new ClientOrderId(request.ClientOrderId!.Value));
        else
            Refuse(OmsCode.InvalidRequest, "AccountId");
    }

    protected override void Found(OrderView? order)
    {
        if (CancelRules.Refusal(order, request, _grant, id => Desk.InstrumentOf(id)?.Status) is { } refusal)
        {
            Refuse(refusal);
            return;
        }

        if (!Desk.Carrying.HasRoomFor(order!.OrderId))
        {
            Refuse(OmsCode.OperationFailed);
            return;
        }

        End(Receipt.Received);
        var id = Desk.Carrying.NextId();
        var cancel = new CancelOrder(order.OrderId, id, _grant.Authority, Desk.Settings.Address);
        Desk.Carrying.Carry(id, order.Version > 0 ? cancel : new CancelExpected(order.AccountId, cancel), Desk);
    }
}
