using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Permissions;

namespace Oms.Actors.Gateway;

/// <summary>
/// A sweep up to its receipt. Its boundary is the account's count of admissions when it was received: what is sent later is not touched, however often the sweep is repeated.
/// </summary>
internal sealed class CancelAllOrdersCall(Caller caller, CancelAllOrdersRequest request) : ReceiptCall(caller)
{
    private ConnectionOrder.Turn? _turn;

    public override CallBudget Budget => CallBudget.Cancels;

    protected override Api.Permissions Needed => Api.Permissions.Operator | Api.Permissions.Trading;

    protected override int? OmsId => request.OmsId;

    protected override AccountId? Account => Given.Account(request.AccountId);

    private InstrumentId? Instrument => Given.Instrument(request.InstrumentId);

    protected override string? MalformedField() => request switch
    {
        { AccountId: null or <= 0 } => "AccountId",
        { InstrumentId: < 0 } => "InstrumentId",
        _ => null,
    };

    protected override void Start()
    {
        if (Account is { } account)
            _turn = Desk.Connections.Enter(Caller.Connection, account, isPlace: false, clientOrder: null);

        base.Start();
    }

    protected override void Ended()
    {
        if (_turn is not null)
            Desk.Connections.Leave(_turn);
    }

    protected override void Granted(Grant grant)
    {
        if (Instrument is { } named && Desk.InstrumentOf(named) is null)
            Refuse(OmsCode.ResourceNotFound, "no such instrument");
        else if (Instrument is { } stopped && Desk.InstrumentOf(stopped)!.Status == InstrumentStatus.Stopped)
            Refuse(OmsCode.OperationNotSupported, CancelRules.InstrumentStopped);
        else
            _turn!.WhenItComes(() => Prepare(grant));
    }

    private void Prepare(Grant grant)
    {
        if (!IsEnded)
            Ask<SweepPrepared>(new PrepareSweep(Account!.Value, Id, Desk.Settings.Address), prepared => Give(grant, prepared));
    }

    private void Give(Grant grant, SweepPrepared prepared)
    {
        if (Desk.Carrying.IsFull)
        {
            Refuse(OmsCode.OperationFailed);
            return;
        }

        End(Receipt.Received);
        var id = Desk.Carrying.NextId();
        Desk.Carrying.Carry(id, new SweepOrders(Account!.Value, id, Instrument, Desk.Stopped(), prepared.Boundary, grant.Authority, Desk.Settings.Address), Desk);
    }
}
