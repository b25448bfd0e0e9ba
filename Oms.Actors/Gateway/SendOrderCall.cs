using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Instruments;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;
using Oms.Actors.Venue;

namespace Oms.Actors.Gateway;

/// <summary>
/// A place. The account is told to admit the order exactly once: an id that was admitted, filled and closed meanwhile would be admitted again. So silence after that is
/// "outcome unknown", never "nothing happened".
/// </summary>
internal sealed class SendOrderCall(Caller caller, SendOrderRequest request) : AuthorizedCall(caller)
{
    private ConnectionOrder.Turn? _turn;

    protected override Api.Permissions Needed => Api.Permissions.Operator | Api.Permissions.Trading;

    protected override int? OmsId => request.OmsId;

    protected override AccountId? Account => Given.Account(request.AccountId);

    protected override string UnknownOutcome => "outcome unknown, look it up by ClientOrderId";

    private TimeInForce TimeInForce => request.TimeInForce is null or TimeInForce.Unknown ? TimeInForce.GTC : request.TimeInForce.Value;

    private ClientOrderId ClientOrder => new(request.ClientOrderId ?? 0);

    public override object Refused(Receipt refusal) => new SendOrderAnswer.Refused(refusal);

    protected override string? MalformedField() => request switch
    {
        { AccountId: null or <= 0 } => "AccountId",
        { InstrumentId: null or <= 0 } => "InstrumentId",
        { ClientOrderId: < 0 } => "ClientOrderId",
        { Side: null } => "Side",
        { OrderType: null } => "OrderType",
        { Quantity: null } => "Quantity",
        _ => null,
    };

    protected override void Start()
    {
        if (Account is { } account)
            _turn = Desk.Connections.Enter(Caller.Connection, account, isPlace: true, ClientOrder);

        base.Start();
    }

    protected override void Ended()
    {
        if (_turn is not null)
            Desk.Connections.Leave(_turn);
    }

    protected override void Granted(Grant grant)
    {
        if (Desk.InstrumentOf(new InstrumentId(request.InstrumentId!.Value)) is not { } instrument)
            Refuse(new Receipt(false, $"Invalid InstrumentId: {request.InstrumentId}", OmsCode.InvalidRequest, null));
        else if (request.Side is not (Side.Buy or Side.Sell) || !(Desk.Settings.Venue ?? VenueOffer.WithoutVenue).Takes(request.OrderType!.Value, TimeInForce))
            Refuse(OmsCode.OperationNotSupported);
        else if (OrderRules.MalformedField(instrument, request) is { } field)
            Refuse(OmsCode.InvalidRequest, field);
        else if (instrument.Status != InstrumentStatus.Running)
            End(new SendOrderAnswer.Rejected(RejectReason.InstrumentNotRunning));
        else
            _turn!.WhenItComes(() => Desk.OrderIds.Take(this, Desk, id => Admit(id, instrument, grant.Authority)));
    }

    /// <summary>It may have waited since: what goes out behind a halt is not admitted any more, so that a sweep behind the halt misses nothing.</summary>
    private void Admit(OrderId id, Instrument instrument, Protocol.Authority authority)
    {
        if (Desk.InstrumentOf(instrument.InstrumentId)?.Status != InstrumentStatus.Running)
        {
            End(new SendOrderAnswer.Rejected(RejectReason.InstrumentNotRunning));
            return;
        }

        var terms = new OrderTerms(
            id,
            Account!.Value,
            instrument.InstrumentId,
            instrument.BaseProduct,
            instrument.QuoteProduct,
            request.Side!.Value,
            request.OrderType!.Value,
            TimeInForce,
            request.Quantity!.Value,
            request.LimitPrice ?? 0,
            ClientOrder,
            authority,
            Desk.Now,
            Desk.Settings.Venue is not null);
        Command<Protocol.IReply>(new AdmitOrder(terms, Id, Desk.Settings.Address), Answered);
    }

    private void Answered(Protocol.IReply reply)
    {
        if (reply is OrderAccepted accepted)
            End(new SendOrderAnswer.Accepted(accepted.OrderId));
        else if (reply is OrderRefused refused)
            End(new SendOrderAnswer.Rejected(refused.Why));
    }
}
