using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>
/// An account's orders, newest first: what is open or not yet written is told by the account, the rest by the closing facts of its journal, read backwards; an order that was
/// corrected after its end stands where that was written. The number of rows that one call reads is bounded.
/// </summary>
internal sealed class OrderHistoryCall(Caller caller, GetOrdersHistoryRequest request)
    : AccountReadCall<OrderHistory>(caller, request.OmsId, request.AccountId)
{
    public const int MostDepth = 1000;
    public const int MostStartIndex = 10_000;
    public const int RowsPerRead = 250;
    public const int MostRows = 20_000;
    public const int DefaultDepth = 100;

    private readonly List<OrderView> _found = [];
    private readonly HashSet<OrderId> _toldAlready = [];
    private int _rows;

    private int Wanted => (request.StartIndex ?? 0) + (request.Depth ?? DefaultDepth);

    protected override string? MalformedField() => request switch
    {
        { InstrumentId: < 0 } => "InstrumentId",
        { OrderId: < 0 } => "OrderId",
        { ClientOrderId: < 0 } => "ClientOrderId",
        { Depth: < 1 or > MostDepth } => "Depth",
        { StartIndex: < 0 or > MostStartIndex } => "StartIndex",
        _ => base.MalformedField(),
    };

    protected override void Granted(Grant grant) => Ask<RecentOrdersListed>(new ListRecentOrders(Account!.Value, Id, Desk.Settings.Address), recent =>
    {
        _found.AddRange(recent.Orders.Where(IsAskedFor));
        _toldAlready.UnionWith(recent.Orders.Where(order => order.State != OrderState.Working).Select(order => order.OrderId));
        ReadOn(recent.Sequence);
    });

    private void ReadOn(long sequence)
    {
        if (_found.Count >= Wanted || sequence < 1 || _rows >= MostRows)
        {
            Answered(new OrderHistory([.. _found.Skip(request.StartIndex ?? 0).Take(request.Depth ?? DefaultDepth)], _found.Count >= Wanted || sequence < 1));
            return;
        }

        AllowMoreTime();
        Await<Input.HistoryRead>(Read);
        Desk.Effects.Add(new Effect.ReadHistory(Id, AccountProcess.PersistenceIdOf(Account!.Value), sequence, RowsPerRead));
    }

    private void Read(Input.HistoryRead read)
    {
        if (read.Entries is not { } entries)
        {
            Refuse(OmsCode.ServerError);
            return;
        }

        _rows += entries.Count;
        foreach (var entry in entries)
            _found.AddRange(ClosedIn(entry).Where(IsAskedFor));

        ReadOn(entries.Count < RowsPerRead ? 0 : entries[^1].SequenceNumber - 1);
    }

    private IEnumerable<OrderView> ClosedIn(JournalEntry entry)
    {
        foreach (var fact in ((AccountCommitted)entry.Event).Facts.OfType<IClosedFact>().Reverse())
        {
            if (fact is AccountFact.Corrected ? _toldAlready.Add(fact.Terms.OrderId) : !_toldAlready.Contains(fact.Terms.OrderId))
                yield return fact.View();
        }
    }

    private bool IsAskedFor(OrderView order) =>
        (request.InstrumentId is null or 0 || order.InstrumentId.Value == request.InstrumentId)
        && (request.OrderId is null or 0 || order.OrderId.Value == request.OrderId)
        && (request.ClientOrderId is null or 0 || order.ClientOrderId.Value == request.ClientOrderId)
        && (request.OrderState is null or OrderState.Unknown || order.State == request.OrderState)
        && (request.From is not { } from || order.ReceivedAt >= from)
        && (request.To is not { } to || order.ReceivedAt < to);
}
