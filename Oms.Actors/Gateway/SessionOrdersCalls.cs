using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Permissions;

namespace Oms.Actors.Gateway;

/// <summary>May the caller have his session's orders of this account canceled, once his connection has ended? Whoever may place and cancel them may.</summary>
internal sealed class SessionOrdersCall(Caller caller, AccountRequest request) : AnswerCall<SessionOrders>(caller)
{
    protected override Api.Permissions Needed => Api.Permissions.Operator | Api.Permissions.Trading;

    protected override int? OmsId => request.OmsId;

    protected override AccountId? Account => Given.Account(request.AccountId);

    protected override string? MalformedField() => Account is null ? "AccountId" : null;

    protected override void Granted(Grant grant)
    {
        if (grant.Authority.Session is null)
            Refuse(OmsCode.OperationNotSupported, "no session");
        else
            Ask<AccountDescribed>(new DescribeAccount(Account!.Value, Id, Desk.Settings.Address), _ => Answered(new SessionOrders(Account!.Value, grant.Authority, Caller.Connection)));
    }
}

/// <summary>
/// Cancels what a session has entered, by the authority that it had: asked for by a connection that has ended, and perhaps its session with it. It waits for the places of that
/// connection that are not answered yet, so that none of them is left.
/// </summary>
internal sealed class CancelSessionOrdersCall(SessionOrders orders) : GatewayCall
{
    private ConnectionOrder.Turn _turn = null!;

    public override CallBudget Budget => CallBudget.Cancels;

    public override object Refused(Receipt refusal) => refusal;

    protected override void Start()
    {
        _turn = Desk.Connections.Enter(orders.Connection, orders.Account, isPlace: false, clientOrder: null);
        _turn.WhenItComes(() =>
        {
            if (IsEnded)
                return;

            AllowMoreTime();
            Ask<SweepPrepared>(new PrepareSweep(orders.Account, Id, Desk.Settings.Address), Give);
        });
    }

    protected override void Ended() => Desk.Connections.Leave(_turn);

    private void Give(SweepPrepared prepared)
    {
        if (prepared.HasOpenOrders && Desk.Carrying.IsFull)
        {
            Refuse(OmsCode.OperationFailed);
            return;
        }

        End(Receipt.Received);
        if (!prepared.HasOpenOrders)
            return;

        var id = Desk.Carrying.NextSweepId();
        Desk.Carrying.Carry(
            new SweepOrders(orders.Account, id, null, Desk.Stopped(), prepared.Boundary, orders.By, Desk.Settings.Address, orders.SessionId), isOfMany: false, Desk);
    }
}
