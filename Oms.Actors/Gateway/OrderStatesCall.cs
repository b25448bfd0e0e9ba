using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>
/// Every state that one order went through, newest first, as its own journal tells it. What the order is now is asked first, so that nobody is shown a state ahead of the
/// account; the journal is read up to that version.
/// </summary>
internal sealed class OrderStatesCall(Caller caller, GetOrderHistoryByOrderIdRequest request) : OrderFindingCall(caller)
{
    private const int RowsPerRead = 250;

    private readonly List<IOrderEvent> _newestFirst = [];
    private Grant _grant = Grant.Host;

    protected override Api.Permissions Needed => AnyRead.Permissions;

    protected override int? OmsId => request.OmsId;

    protected override AccountId? Account => Given.Account(request.AccountId);

    protected override OrderQuestion Question => OrderQuestion.Status;

    protected override ClientOrderId? ByClientOrder => null;

    private int Depth => request.Depth ?? OrderHistoryCall.DefaultDepth;

    public override object Refused(Receipt refusal) => Answer.Refused<IReadOnlyList<OrderView>>(refusal);

    protected override string? MalformedField() => request switch
    {
        { AccountId: < 0 } => "AccountId",
        { OrderId: null or <= 0 } => "OrderId",
        { Depth: < 1 or > OrderHistoryCall.MostDepth } => "Depth",
        _ => null,
    };

    protected override void Granted(Grant grant)
    {
        _grant = grant;
        Find(new OrderId(request.OrderId!.Value));
    }

    protected override void Found(OrderView? order)
    {
        if (order is null || (Account is { } account && account != order.AccountId))
            Refuse(OmsCode.ResourceNotFound, CancelRules.UnknownOrder);
        else if (!_grant.Covers(order.AccountId))
            Refuse(OmsCode.NotAuthorized);
        else
            Read(order.OrderId, order.Version);
    }

    private void Read(OrderId order, long version)
    {
        AllowMoreTime();
        Await<Input.HistoryRead>(read => Take(read, order));
        Desk.Effects.Add(new Effect.ReadHistory(Id, OrderProcess.PersistenceIdOf(order), version, RowsPerRead));
    }

    private void Take(Input.HistoryRead read, OrderId order)
    {
        if (read.Entries is not { } entries)
        {
            Refuse(OmsCode.ServerError);
            return;
        }

        _newestFirst.AddRange(entries.Select(entry => (IOrderEvent)entry.Event));
        if (_newestFirst.Count > OrderHistoryCall.MostRows)
            Refuse(OmsCode.OperationFailed, "the order has too long a history for one answer");
        else if (entries.Count == RowsPerRead && entries[^1].SequenceNumber > 1)
            Read(order, entries[^1].SequenceNumber - 1);
        else
            End(Answer.Of<IReadOnlyList<OrderView>>(States()));
    }

    private List<OrderView> States()
    {
        var order = Order.Absent;
        var states = new List<OrderView>(_newestFirst.Count);
        for (var version = 1; version <= _newestFirst.Count; version++)
        {
            order = Order.Apply(order, _newestFirst[^version]);
            if (order.Terms is { } terms)
                states.Add(terms.View(order.Summary, version));
        }

        states.Reverse();
        return states.Count <= Depth ? states : states[..Depth];
    }
}
