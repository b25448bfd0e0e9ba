using Oms.Actors.Api;
using Oms.Actors.Instruments;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway.Administration;

/// <summary>A change of the catalogue: a product, an instrument, an instrument's status. The catalogue judges it.</summary>
/// <param name="caller">An operator.</param>
/// <param name="change">The change, given by whose authority, under which call and where its answer goes.</param>
internal sealed class CatalogueAdministrationCall(Caller caller, Func<Authority, long, ReplyAddress, ICatalogueMessage> change) : OperatorReceiptCall(caller)
{
    protected override void Granted(Grant grant) =>
        Command<CatalogueChanged>(change(grant.Authority, Id, Desk.Settings.Address), _ => End(Receipt.Received));
}
