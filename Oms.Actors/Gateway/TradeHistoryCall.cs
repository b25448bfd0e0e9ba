using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>
/// An account's executions. A fact that leaves its order open does not say what was ordered: the order is open still, or its end was read before. A correction is read before
/// the execution that it corrects, which is told as it is in truth.
/// </summary>
internal sealed class TradeHistoryCall(Caller caller, GetTradesHistoryRequest request)
    : AccountHistoryCall<Trade, TradeHistory>(caller, request.OmsId, request.AccountId, request.Depth, request.StartIndex)
{
    private readonly Dictionary<OrderId, OrderTerms> _orders = [];
    private readonly Dictionary<(OrderId, long), OrderExecution> _corrections = [];

    protected override string? MalformedField() => request switch
    {
        { InstrumentId: < 0 } => "InstrumentId",
        { OrderId: < 0 } => "OrderId",
        { TradeId: < 0 } => "TradeId",
        { ExecutionId: < 0 } => "ExecutionId",
        { UserId: < 0 } => "UserId",
        _ => base.MalformedField(),
    };

    protected override void Granted(Grant grant) => Ask<RecentTradesListed>(new ListRecentTrades(Account!.Value, Id, Desk.Settings.Address), recent =>
    {
        foreach (var order in recent.Orders)
            _orders[order.OrderId] = order;
        foreach (var executed in recent.Unwritten)
            Take(executed);

        ReadOn(recent.Sequence);
    });

    protected override TradeHistory PageOf(IReadOnlyList<Trade> items, bool isComplete) => new(items, isComplete);

    protected override void Take(AccountFact fact)
    {
        if (fact is IClosedFact closed)
            _orders[closed.Terms.OrderId] = closed.Terms;
        if (fact.Executed() is { } executed)
            Take(executed);
        else if (fact is AccountFact.Admitted admitted)
            _orders.Remove(admitted.Terms.OrderId);
    }

    private void Take(ExecutionsOfOrder executed)
    {
        foreach (var execution in executed.Executions.Reverse())
        {
            if (execution.Corrects is not null)
                _corrections.TryAdd((executed.OrderId, execution.ExecutionId), execution);
            else if (TradeOf(executed.OrderId, execution) is var trade && IsAskedFor(trade))
                Found.Add(trade);
        }
    }

    private Trade TradeOf(OrderId id, OrderExecution execution)
    {
        if (!_orders.TryGetValue(id, out var order))
            throw new InvariantViolationException($"The journal of account {Account} tells of executions of order {id}, which is neither open nor closed there.");

        return order.TradeOf(_corrections.GetValueOrDefault((id, execution.ExecutionId)) ?? execution);
    }

    private bool IsAskedFor(Trade trade) =>
        (request.InstrumentId is null or 0 || trade.InstrumentId.Value == request.InstrumentId)
        && (request.OrderId is null or 0 || trade.OrderId.Value == request.OrderId)
        && (request.TradeId is null or 0 || trade.TradeId == request.TradeId)
        && (request.ExecutionId is null or 0 || trade.TradeId == request.ExecutionId)
        && (request.UserId is null or 0 || trade.EnteredBy.Value == request.UserId)
        && (request.From is not { } from || trade.TradedAt >= from)
        && (request.To is not { } to || trade.TradedAt < to);
}
