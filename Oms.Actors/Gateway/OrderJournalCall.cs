using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>
/// A call that tells of one order what its own journal says. What the order is now is asked first, so that nobody is shown a state ahead of the account; the journal is read
/// backwards from that version on.
/// </summary>
internal abstract class OrderJournalCall(Caller caller) : OrderFindingCall(caller)
{
    private readonly List<JournalEntry> _newestFirst = [];

    protected override OrderQuestion Question => OrderQuestion.Status;

    protected override ClientOrderId? ByClientOrder => null;

    /// <summary>All that the journal says, the newest first.</summary>
    protected abstract void Told(IReadOnlyList<JournalEntry> newestFirst);

    protected void Read(OrderId order, long version)
    {
        AllowMoreTime();
        Await<Input.HistoryRead>(read => Take(read, order));
        Desk.Effects.Add(new Effect.ReadHistory(Id, OrderProcess.PersistenceIdOf(order), version, HistoryLimits.RowsPerRead));
    }

    private void Take(Input.HistoryRead read, OrderId order)
    {
        if (read.Entries is not { } entries)
        {
            Refuse(OmsCode.ServerError);
            return;
        }

        _newestFirst.AddRange(entries);
        if (_newestFirst.Count > HistoryLimits.MostRows)
            Refuse(OmsCode.OperationFailed, "the order has too long a history for one answer");
        else if (entries.Count == HistoryLimits.RowsPerRead && entries[^1].SequenceNumber > 1)
            Read(order, entries[^1].SequenceNumber - 1);
        else
            Told(_newestFirst);
    }
}
