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
    /// <summary>So long an order may take to expire when nothing goes wrong any more.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private readonly HashSet<OrderId> _forced = [];
    private readonly Dictionary<OrderId, decimal> _setAside = [];

    /// <summary>Cancels that the venue has refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Cancels that operators have decided.</summary>
    public int Forced => _forced.Count;

    /// <summary>Orders of which an execution was set aside.</summary>
    public int SetAside => _setAside.Count;

    /// <summary>Executions that were corrected, each as often as it was, and of how many the order was closed.</summary>
    public (int All, int Closed) Corrected { get; private set; }

    /// <summary>A request leaves an order: what it asks for is in the order's journal.</summary>
    public void Asked(object request)
    {
        switch (request)
        {
            case VenueOrder order:
                Submitted(order);
                break;
            case VenueCancel cancel:
                CancelAsked(cancel);
                break;
            case VenueReplace replace when !EventsOf(replace.OrderId).OfType<OrderReductionPending>()
                .Any(pending => pending.ReductionId.ToString() == replace.ReplaceId && pending.Quantity == replace.Quantity):
                world.Fail($"the venue is asked for {replace}, which is not in the order's journal");
                break;
        }
    }

    private void Submitted(VenueOrder order)
    {
        if (truth.Of(order.OrderId).Terms is null)
            world.Fail($"order {order.OrderId} is submitted and not in its journal");
    }

    private void CancelAsked(VenueCancel cancel)
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
            case OrderCanceled { ForcedAs: not null } or OrderReplaced { ForcedAs: not null } or OrderCancelRefused { ForcedAs: not null } or OrderExpired { ForcedAs: not null }:
                _forced.Add(id);
                break;
            case OrderReduced reduced when !IsReducedBy(entry, reduced, truth.Of(id)):
                world.Fail($"order {id} is reduced to {reduced.Quantity}, and not by the venue");
                break;
            case OrderReductionRefused refused when entry?.Reductions.TryGetValue(refused.ReductionId, out var quantity) != true || quantity is not null:
                world.Fail($"reduction {refused.ReductionId} of order {id} is refused, and not by the venue");
                break;
            case OrderExpired when entry is not { State: OrderState.Canceled, IsExpiry: true } || entry.Executed != truth.Of(id).Summary.Traded:
                world.Fail($"order {id} has expired with {truth.Of(id).Summary.Executed} executed, the venue has it {entry?.State} with {entry?.Executed}");
                break;
            case OrderCanceled or OrderReplaced when entry is not { State: OrderState.Canceled, IsExpiry: false } || entry.Executed != truth.Of(id).Summary.Traded:
                world.Fail($"order {id} is canceled with {truth.Of(id).Summary.Executed} executed, the venue has it {entry?.State} with {entry?.Executed}");
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
            case ExecutionCorrected corrected when entry?.Said.GetValueOrDefault(corrected.ExecutionId).Revision is not { } said || corrected.Revision > said:
                world.Fail($"order {id} has {corrected}, which the venue has not said");
                break;
            case ExecutionCorrected:
                Corrected = (Corrected.All + 1, Corrected.Closed + (truth.Of(id).Summary.IsClosed ? 1 : 0));
                break;
            case ExecutionSetAside late:
                _setAside[id] = _setAside.GetValueOrDefault(id) + late.Quantity;
                if (!_forced.Contains(id) && entry?.IsBroken != true)
                    world.Fail($"an execution of order {id} is set aside, and nobody has forced anything");
                break;
        }
    }

    /// <summary>As the venue has said; what was set aside is not left there, and the order is full without it.</summary>
    private static bool IsReducedBy(SimVenue.Entry? entry, OrderReduced reduced, Order order) =>
        entry?.Reductions.GetValueOrDefault(reduced.ReductionId) is { } left && (left == reduced.Quantity || (left <= order.Summary.Traded && order.State == OrderState.FullyExecuted));

    /// <summary>What a report that was answered says is in the journal.</summary>
    public void ReportTaken(IVenueReport report)
    {
        var events = EventsOf(report.OrderId).ToList();
        if (report is ExecuteOrder execution
            && !events.Exists(e => e is OrderExecuted { ExecutionId: var executed } && executed == execution.ExecutionId)
            && !events.Exists(e => e is ExecutionSetAside { ExecutionId: var aside } && aside == execution.ExecutionId))
            world.Fail($"{report} is answered and not in the journal");

        if (report is ReportReplaced { ReductionId: var asked } && truth.Of(report.OrderId).Summary.PendingReduction?.ReductionId == asked)
            world.Fail($"{report} is answered and the order waits");
        if (report is ReportCorrected correction)
            CheckBooked(correction);

        if (report is ReportCanceled && !truth.Of(report.OrderId).Summary.IsClosed)
            world.Fail($"{report} is answered and the order works");
    }

    /// <summary>In the order's journal, and in its account's.</summary>
    private void CheckBooked(ReportCorrected report)
    {
        var order = truth.Of(report.OrderId);
        if (order.Executions.GetValueOrDefault(report.ExecutionId) is not { } known || known.Revision < report.Revision)
        {
            world.Fail($"{report} is answered and not in the journal");
            return;
        }

        var account = truth.Accounts[order.Terms!.AccountId];
        var version = truth.Orders[report.OrderId].FindIndex(at => at.Executions.GetValueOrDefault(report.ExecutionId)?.Revision >= report.Revision) + 1;
        var booked = account.Open.TryGetValue(report.OrderId, out var open) ? open.Version : account.Corrected.BookedOf(report.OrderId);
        if (!known.IsSetAside && booked < version)
            world.Fail($"{report} is answered and account {account.Id} has not booked it");
    }

    /// <summary>Healed and quiet for long, and nobody has touched anything: no answer is owed any more, and no order has outlived its time.</summary>
    public void CheckSettled()
    {
        foreach (var (id, versions) in truth.Orders)
        {
            if (versions[^1] is { State: OrderState.Working, Terms.ExpiresAt: { } at } && at + Slack < world.Clock)
                world.Fail($"order {id} still works, its time was over at {at:ss.fff}");

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
        foreach (var (execution, said) in entry.Said)
        {
            if (order.Executions.GetValueOrDefault(execution) is not { } known || (known.Revision, known.Quantity) != said)
                world.Fail($"execution {execution} of order {id} is {order.Executions.GetValueOrDefault(execution)}, the venue has said {said}");
        }

        if (order.Summary.Filled + _setAside.GetValueOrDefault(id) != entry.Executed)
            world.Fail($"order {id} has {order.Summary.Filled} executed and {_setAside.GetValueOrDefault(id)} set aside, the venue {entry.Executed}");

        var isReplacedWhenFull = order is { State: OrderState.FullyExecuted, Summary.Quantity: not null } && entry.State == OrderState.Canceled;
        var state = entry is { State: OrderState.Canceled, IsExpiry: true } ? OrderState.Expired : entry.State;
        if (order.State != state && !isReplacedWhenFull && !_forced.Contains(id))
            world.Fail($"order {id} is {order.State}, at the venue {entry.State}");
    }

    private IEnumerable<object> EventsOf(OrderId order) => world.Journal.Rows(OrderProcess.PersistenceIdOf(order)).Select(row => row.Event);
}
