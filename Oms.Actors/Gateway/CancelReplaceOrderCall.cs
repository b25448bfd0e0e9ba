using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;
using Oms.Actors.Venue;

namespace Oms.Actors.Gateway;

/// <summary>
/// A new order in the place of an open one. The account admits it, once, with the money for it, and sees to the rest: the old order is canceled, and what it has executed
/// counts for the new one. Answered when the new order works, or has come to nothing; while a venue is silent after some seconds, with the ids, and the outcome follows.
/// </summary>
internal sealed class CancelReplaceOrderCall(Caller caller, CancelReplaceOrderRequest request) : OrderFindingCall(caller)
{
    private Grant _grant = Grant.Host;
    private ConnectionOrder.Turn? _place;
    private CancelReplaceOrderAnswer.Replaced? _taken;

    protected override Api.Permissions Needed => Api.Permissions.Operator | Api.Permissions.Trading;

    protected override int? OmsId => request.OmsId;

    protected override AccountId? Account => Given.Account(request.AccountId);

    protected override OrderQuestion Question => OrderQuestion.MayCancel;

    protected override ClientOrderId? ByClientOrder => null;

    protected override string UnknownOutcome => "outcome unknown, look both orders up";

    private CancelOrderRequest AsCancel => new(request.OmsId, request.AccountId, OrderId: request.OrderIdToReplace);

    public override object Refused(Receipt refusal) => new CancelReplaceOrderAnswer.Refused(refusal);

    protected override string? MalformedField() => request switch
    {
        { OrderIdToReplace: null or <= 0 } => "OrderIdToReplace",
        { AccountId: < 0 } => "AccountId",
        { InstrumentId: < 0 } => "InstrumentId",
        { ClientOrderId: < 0 } => "ClientOrderId",
        { Quantity: null } => "Quantity",
        _ => null,
    };

    /// <summary>To what follows on the same connection it is a place of its client id.</summary>
    protected override void Start()
    {
        _place = Desk.Connections.Enter(Caller.Connection, Account, isPlace: true, new ClientOrderId(request.ClientOrderId ?? 0));
        base.Start();
    }

    protected override void Ended()
    {
        if (_place is not null)
            Desk.Connections.Leave(_place);

        base.Ended();
    }

    protected override void Granted(Grant grant)
    {
        _grant = grant;
        _place!.WhenItComes(() =>
        {
            if (!IsEnded)
                Find(new OrderId(request.OrderIdToReplace!.Value));
        });
    }

    protected override void Found(OrderView? order)
    {
        if (CancelRules.Refusal(order, AsCancel, _grant, id => Desk.InstrumentOf(id)?.Status) is { } refusal)
            Refuse(refusal);
        else if (Given.Instrument(request.InstrumentId) is { } instrument && instrument != order!.InstrumentId)
            Refuse(OmsCode.ResourceNotFound, CancelRules.UnknownOrder);
        else if (request.Side is { } side && side != order!.Side)
            Refuse(OmsCode.InvalidRequest, "Side");
        else if (IsChanging)
            Refuse(OmsCode.OperationFailed, CallRefused.ChangeUnderWay);
        else
            Judge(order!, AsPlace(order!), Desk.InstrumentOf(order!.InstrumentId));
    }

    public override void TimeOut()
    {
        if (_taken is not null)
            End(_taken);
        else
            base.TimeOut();
    }

    private void Judge(OrderView order, SendOrderRequest place, Instrument? instrument)
    {
        switch (PlaceRules.Refusal(place, instrument, Desk.Settings.Venue ?? VenueOffer.WithoutVenue, Desk.Now))
        {
            case SendOrderAnswer.Refused refused:
                Refuse(refused.Receipt);
                break;
            case SendOrderAnswer.Rejected rejected:
                End(new CancelReplaceOrderAnswer.Rejected(rejected.ErrorMsg));
                break;
            default:
                Desk.OrderIds.Take(this, Desk, id => Admit(id, order, place, instrument!));
                break;
        }
    }

    /// <summary>What is not said is as it was.</summary>
    private SendOrderRequest AsPlace(OrderView order)
    {
        var time = request.TimeInForce is null or TimeInForce.Unknown ? order.TimeInForce : request.TimeInForce;
        return new SendOrderRequest(
            request.OmsId,
            order.AccountId.Value,
            order.InstrumentId.Value,
            order.Side,
            request.OrderType ?? order.OrderType,
            request.Quantity,
            request.LimitPrice ?? order.LimitPrice,
            time,
            request.ClientOrderId,
            request.ExpiresAt ?? (time == TimeInForce.GTD ? order.ExpiresAt : null));
    }

    private void Admit(OrderId id, OrderView order, SendOrderRequest place, Instrument instrument)
    {
        if (!Desk.IsRunning(instrument.InstrumentId))
        {
            End(new CancelReplaceOrderAnswer.Rejected(RejectReason.InstrumentNotRunning));
            return;
        }

        var terms = PlaceRules.TermsOf(id, place, instrument, _grant.Authority, Desk.Now, Desk.Settings.Venue is not null) with
        {
            Replaces = new ReplacedOrder(order.OrderId, order.ClientOrderId, CancelId.OfReplacement(order.OrderId, id)),
        };
        Desk.CatalogueUse.Admitting(Id);
        Command<IReply>(new AdmitOrder(terms, Id, Desk.Settings.Address), reply => Heard(reply, terms));
    }

    private void Heard(IReply reply, OrderTerms terms)
    {
        var replaced = new CancelReplaceOrderAnswer.Replaced(terms.OrderId, terms.ClientOrderId, terms.Replaces!.OrderId, terms.Replaces.ClientOrderId);
        switch (reply)
        {
            case ReplacementTaken:
                _taken = replaced;
                AllowMoreTime();
                break;
            case OrderAccepted:
                End(replaced);
                break;
            case OrderRefused refused:
                End(new CancelReplaceOrderAnswer.Rejected(refused.Why));
                break;
        }
    }
}
