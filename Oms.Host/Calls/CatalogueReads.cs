using Oms.Actors.Api;
using Oms.Host.Wire;

namespace Oms.Host.Calls;

/// <summary>The reads whose answers name products by their symbols.</summary>
internal sealed class CatalogueReads(IOms oms, ProductSymbols products, HostSettings settings)
{
    private readonly CatalogueJson _catalogue = new(settings.OmsId);

    public async Task<WireAnswer> Products(int? asked, CallContext call)
    {
        if (call.Fields.Fault is { } fault)
            return WireAnswer.Refused(OmsCode.InvalidRequest, fault);
        return WireAnswer.OfList(await oms.GetProducts(asked, call.Cancellation), _catalogue.WriteProduct);
    }

    public async Task<WireAnswer> Instruments(int? asked, CallContext call)
    {
        if (call.Fields.Fault is { } fault)
            return WireAnswer.Refused(OmsCode.InvalidRequest, fault);
        var instruments = await oms.GetInstruments(asked, call.Cancellation);
        if (!instruments.IsAnswered)
            return WireAnswer.Of(instruments.Refusal);
        var symbols = await products.Read(call.Cancellation);
        if (!symbols.IsAnswered)
            return WireAnswer.Of(symbols.Refusal);
        return WireAnswer.OfList(instruments, (json, instrument) => _catalogue.WriteInstrument(json, instrument, symbols.Value));
    }

    public async Task<WireAnswer> Positions(Caller caller, AccountRequest request, CancellationToken cancellation)
    {
        var positions = await oms.GetAccountPositions(caller, request, cancellation);
        if (!positions.IsAnswered)
            return WireAnswer.Of(positions.Refusal);
        var symbols = await products.Read(cancellation);
        if (!symbols.IsAnswered)
            return WireAnswer.Of(symbols.Refusal);
        return WireAnswer.OfList(positions, (json, position) => _catalogue.WritePosition(json, position, symbols.Value));
    }
}
