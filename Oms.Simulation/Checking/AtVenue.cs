using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Checking;

/// <summary>
/// Orders and their venue: nothing is asked that is not in the journal, nothing is written that the venue has not said or an operator forced, no execution is lost, and in
/// the end both say the same.
/// </summary>
internal sealed class AtVenue(World world, Truth truth)
{
    private readonly HashSet<OrderId> _forced = [];
    private readonly Dictionary<OrderId, decimal> _setAside = [];

    /// <summary>Cancels that the venue has refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Cancels that operators have decided.</summary>
    public int Forced => _forced.Count;

    /// <summary>Orders of which an execution was set aside.</summary>
    public int SetAside => _setAside.Count;

    public void Submitted(VenueOrder order)
    {
        if (truth.Of(order.OrderId).Terms is null)
            world.Fail($"order {order.OrderId} is submitted and not in its journal");
    }

    public void CancelAsked(VenueCancel cancel)
    {
        if (!EventsOf(cancel.OrderId).OfType<OrderCancelPending>().Any(pending => pending.CancelId.ToString() == cancel.CancelId))
            world.Fail($"the venue is asked for {cancel}, which is not in the order's journal");
    }

    public void Stored(OrderId id, IOrderEvent fact)
    {
        if (world.Venue is not { } venue || truth.Of(id).Terms is not { AtVenue: true })
            return;

        var entry = venue.Book.GetValueOrDefault(id);
        switch (fact)
        {
            case OrderCanceled { ForcedAs: not null } or OrderCancelRefused { ForcedAs: not null }:
                _forced.Add(id);
                break;
            case OrderCanceled when entry is not { State: OrderState.Canceled } || entry.Executed != truth.Of(id).Summary.Executed + truth.Of(id).SetAside:
                world.Fail($"order {id} is canceled with {truth.Of(id).Summary.Executed} executed and {truth.Of(id).SetAside} set aside, the venue has it {entry?.State} with {entry?.Executed}");
                break;
            case OrderCancelRefused refused when entry?.Refused.Contains(refused.CancelId) != true:
                world.Fail($"cancel {refused.CancelId} of order {id} is refused, and not by the venue");
                break;
            case OrderCancelRefused:
                Refused++;
                break;
            case OrderRejected when entry is not { State: OrderState.Rejected }:
                world.Fail($"order {id} is rejected, and not by the venue");
                break;
            case ExecutionSetAside late:
                _setAside[id] = _setAside.GetValueOrDefault(id) + late.Quantity;
                if (!_forced.Contains(id) && entry?.IsBroken != true)
                    world.Fail($"an execution of order {id} is set aside, and nobody has forced anything");
                break;
        }
    }

    /// <summary>What a report that was answered says is in the journal.</summary>
    public void ReportTaken(IVenueReport report)
    {
        var events = EventsOf(report.OrderId).ToList();
        if (report is ExecuteOrder execution
            && !events.Exists(e => e is OrderExecuted { ExecutionId: var executed } && executed == execution.ExecutionId)
            && !events.Exists(e => e is ExecutionSetAside { ExecutionId: var aside } && aside == execution.ExecutionId))
            world.Fail($"{report} is answered and not in the journal");

        if (report is ReportCanceled && !truth.Of(report.OrderId).Summary.IsClosed)
            world.Fail($"{report} is answered and the order works");
    }

    /// <summary>Healed and quiet for long, and nobody has touched anything: no answer is owed any more.</summary>
    public void CheckSettled()
    {
        foreach (var (id, versions) in truth.Orders)
        {
            if (versions[^1].Summary.AwaitsVenue)
                world.Fail($"order {id} still waits for its venue: {versions[^1].Summary}");
        }
    }

    public void CheckEnd()
    {
        if (world.Venue is not { } venue)
            return;

        if (venue.Unheard > 0)
            world.Fail($"{venue.Unheard} reports of the venue are not in any journal");

        foreach (var (id, entry) in venue.Book)
            Check(id, entry, truth.Of(id));
    }

    private void Check(OrderId id, SimVenue.Entry entry, Order order)
    {
        if (order.Summary.Executed + _setAside.GetValueOrDefault(id) != entry.Executed)
            world.Fail($"order {id} has {order.Summary.Executed} executed and {_setAside.GetValueOrDefault(id)} set aside, the venue {entry.Executed}");

        if (order.State != entry.State && !_forced.Contains(id))
            world.Fail($"order {id} is {order.State}, at the venue {entry.State}");
    }

    private IEnumerable<object> EventsOf(OrderId order) => world.Journal.Rows(OrderProcess.PersistenceIdOf(order)).Select(row => row.Event);
}
