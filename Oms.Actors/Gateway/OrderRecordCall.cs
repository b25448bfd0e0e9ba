using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>
/// An order's journal, as an operator reads it. What the order is now is asked first, so that nobody is shown a state ahead of the account; of an id that never came to be the
/// journal says so.
/// </summary>
internal sealed class OrderRecordCall(Caller caller, OrderId order) : OrderFindingCall(caller)
{
    private const int RowsPerRead = 250;

    private readonly List<OrderRecordEntry> _newestFirst = [];

    protected override Api.Permissions Needed => Api.Permissions.Operator;

    protected override int? OmsId => null;

    protected override bool NeedsOmsId => false;

    protected override OrderQuestion Question => OrderQuestion.Status;

    protected override ClientOrderId? ByClientOrder => null;

    public override object Refused(Receipt refusal) => Answer.Refused<IReadOnlyList<OrderRecordEntry>>(refusal);

    protected override string? MalformedField() => order.Value <= 0 ? "OrderId" : null;

    protected override void Granted(Grant grant) => Find(order);

    protected override void Found(OrderView? found) => Read(found?.Version ?? 1);

    private void Read(long version)
    {
        AllowMoreTime();
        Await<Input.HistoryRead>(Take);
        Desk.Effects.Add(new Effect.ReadHistory(Id, OrderProcess.PersistenceIdOf(order), version, RowsPerRead));
    }

    private void Take(Input.HistoryRead read)
    {
        if (read.Entries is not { } entries)
        {
            Refuse(OmsCode.ServerError);
            return;
        }

        _newestFirst.AddRange(entries.Select(entry => OrderRecords.EntryOf((IOrderEvent)entry.Event, entry.SequenceNumber)));
        if (_newestFirst.Count > OrderHistoryCall.MostRows)
            Refuse(OmsCode.OperationFailed, "the order has too long a history for one answer");
        else if (entries.Count == RowsPerRead && entries[^1].SequenceNumber > 1)
            Read(entries[^1].SequenceNumber - 1);
        else if (_newestFirst.Count == 0)
            Refuse(OmsCode.ResourceNotFound, CancelRules.UnknownOrder);
        else
            End(Answer.Of<IReadOnlyList<OrderRecordEntry>>([.. Enumerable.Reverse(_newestFirst)]));
    }
}
