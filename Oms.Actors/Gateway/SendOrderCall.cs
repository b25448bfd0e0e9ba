using Oms.Actors.Accounts;
using Oms.Actors.Api;
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
        var instrument = Desk.InstrumentOf(new InstrumentId(request.InstrumentId!.Value));
        if (PlaceRules.Refusal(request, instrument, Desk.Settings.Venue ?? VenueOffer.WithoutVenue, Desk.Now) is { } refusal)
            End(refusal);
        else
            _turn!.WhenItComes(() => Desk.OrderIds.Take(this, Desk, id => Admit(id, instrument!, grant.Authority)));
    }

    private void Admit(OrderId id, Instrument instrument, Protocol.Authority authority)
    {
        if (!Desk.IsRunning(instrument.InstrumentId))
        {
            End(new SendOrderAnswer.Rejected(RejectReason.InstrumentNotRunning));
            return;
        }

        var terms = PlaceRules.TermsOf(id, request, instrument, authority, Desk.Now, Desk.Settings.Venue is not null);
        Desk.CatalogueUse.Admitting(Id);
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
