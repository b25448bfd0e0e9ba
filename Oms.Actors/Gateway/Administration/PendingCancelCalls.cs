using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;

namespace Oms.Actors.Gateway.Administration;

/// <summary>The cancels of an account that its venue has not answered.</summary>
internal sealed class PendingCancelsCall(Caller caller, AccountId account) : OperatorAnswerCall<IReadOnlyList<PendingCancelInfo>>(caller)
{
    protected override AccountId? Account => account;

    protected override string? MalformedField() => account.Value <= 0 ? "AccountId" : null;

    protected override void Granted(Grant grant) =>
        Ask<PendingCancelsListed>(new ListPendingCancels(account, Id, Desk.Settings.Address), listed => Answered(listed.Cancels));
}

/// <summary>An operator decides what a silent venue does not. His command has an id of the gateway's, so that the order's journal names it.</summary>
internal sealed class ForceCancelOutcomeCall(Caller caller, OrderId order, bool canceled) : OperatorReceiptCall(caller)
{
    protected override string? MalformedField() => order.Value <= 0 ? "OrderId" : null;

    protected override void Granted(Grant grant)
    {
        if (order.Value > Desk.OrderIds.Highest)
            Ask<Ids.IdsReserved>(new Ids.AskReservedIds(Ids.IdKind.Order, Id, Desk.Settings.Address), reserved => Known(reserved, grant));
        else
            Force(grant);
    }

    private void Known(Ids.IdsReserved reserved, Grant grant)
    {
        if (order.Value > reserved.Highest)
            Refuse(OmsCode.ResourceNotFound, CancelRules.UnknownOrder);
        else
            Force(grant);
    }

    private void Force(Grant grant) => Command<CancelOutcomeForced>(
        new ForceCancelOutcome(order, canceled, Desk.Carrying.NextId(), grant.Authority, Id, Desk.Settings.Address),
        _ => End(Receipt.Received));
}
