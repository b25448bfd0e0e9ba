using Oms.Actors.Api;
using Oms.Host.Wire;

namespace Oms.Host.Calls;

/// <summary>
/// Several cancels in one call (AlphaPoint SendCancelList), each a CancelOrder of its own with an outcome of its own. All are read before the first is made; after that
/// none depends on another. The receipt says received when all of them were, else it is that of the first that was refused.
/// </summary>
internal sealed class CancelListCall(IOms oms)
{
    private const int MostCancels = 100;

    public WireCall Of(CallForms forms) => forms.OfSessionList("SendCancelList", MostCancels, Requests.CancelOrder, Cancel) with { IsCancel = true };

    private async Task<WireAnswer> Cancel(CallContext call, IReadOnlyList<CancelOrderRequest> requests)
    {
        var receipts = await Task.WhenAll(requests.Select(request => oms.CancelOrder(call.Caller, request, call.Cancellation)));
        var first = Array.FindIndex(receipts, receipt => !receipt.Result);
        if (first < 0)
            return WireAnswer.Of(Receipt.Received);
        var refused = receipts[first];
        var received = receipts.Count(receipt => receipt.Result);
        return WireAnswer.Of(refused with { Detail = $"{received} of {receipts.Length} received; [{first}]{(refused.Detail is null ? "" : $": {refused.Detail}")}" });
    }
}
