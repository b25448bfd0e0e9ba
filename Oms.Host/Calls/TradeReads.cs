using Oms.Actors.Api;
using Oms.Host.Wire;

namespace Oms.Host.Calls;

/// <summary>The reads of executions, whose answers name the account.</summary>
internal sealed class TradeReads(IOms oms, AccountNames names, HostSettings settings)
{
    public async Task<WireAnswer> History(Caller caller, GetTradesHistoryRequest request, CancellationToken cancellation)
    {
        var history = await oms.GetTradesHistory(caller, request, cancellation);
        if (!history.IsAnswered)
            return WireAnswer.Of(history.Refusal);
        var trades = history.Value.Trades;
        var name = trades is [var first, ..] ? await names.Of(first.AccountId, cancellation) : "";
        return WireAnswer.OfList(Answer.Of(trades), (json, trade) => TradeJson.WriteOfHistory(json, settings.OmsId, trade, name));
    }
}
