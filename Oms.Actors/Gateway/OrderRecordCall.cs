using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>An order's journal, as an operator reads it; of an id that never came to be the journal says so.</summary>
internal sealed class OrderRecordCall(Caller caller, OrderId order) : OrderJournalCall(caller)
{
    protected override Api.Permissions Needed => Api.Permissions.Operator;

    protected override int? OmsId => null;

    protected override bool NeedsOmsId => false;

    public override object Refused(Receipt refusal) => Answer.Refused<IReadOnlyList<OrderRecordEntry>>(refusal);

    protected override string? MalformedField() => order.Value <= 0 ? "OrderId" : null;

    protected override void Granted(Grant grant) => Find(order);

    protected override void Found(OrderView? found) => Read(order, found?.Version ?? 1);

    protected override void Told(IReadOnlyList<JournalEntry> newestFirst)
    {
        if (newestFirst.Count == 0)
            Refuse(OmsCode.ResourceNotFound, CancelRules.UnknownOrder);
        else
            End(Answer.Of<IReadOnlyList<OrderRecordEntry>>([.. newestFirst.Reverse().Select(entry => OrderRecords.EntryOf((IOrderEvent)entry.Event, entry.SequenceNumber))]));
    }
}
