using Oms.Actors.Api;
using Oms.Actors.Instruments;

namespace Oms.Actors.Gateway;

/// <summary>Public reads of the catalogue, from the node's own copy.</summary>
internal sealed class CatalogueCall<T>(int? omsId, Func<CatalogueTold, IReadOnlyList<T>> part) : GatewayCall
{
    public override object Refused(Receipt refusal) => Answer.Refused<IReadOnlyList<T>>(refusal);

    protected override void Start()
    {
        if (omsId is null or < 0)
            Refuse(OmsCode.InvalidRequest, "OMSId");
        else if (omsId != Desk.Settings.OmsId.Value)
            Refuse(OmsCode.ResourceNotFound, "no such OMS");
        else if (Desk.Catalogue is { } catalogue)
            End(Answer.Of(part(catalogue)));
        else
            Refuse(OmsCode.OperationFailed);
    }
}
