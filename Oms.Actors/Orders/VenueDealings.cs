using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Orders;

/// <summary>
/// What an order has to settle with its venue: the request that is unanswered is repeated until it is answered, however long that takes; cancels wait for one outcome, the
/// same for all of them; a cancellation that counts executions the order has not heard of waits for these, and so does a correction of one.
/// </summary>
internal sealed class VenueDealings(Timings timings)
{
    public const string Timer = "venue";

    /// <summary>
    /// The cancels that wait: of each gateway the newest that it carries, and the newest of its sweeps. An earlier one has nobody who waits for it, so that a cancel that is
    /// repeated for as long as a venue is silent takes no more room than one.
    /// </summary>
    private readonly Dictionary<(ulong Gateway, ReplyAddress? To), CancelOrder> _waiting = [];
    private readonly List<IVenueReport> _ahead = [];
    private readonly Dictionary<CancelId, ReduceOrder> _reductions = [];
    private TimeSpan _patience = timings.VenueAgain;

    /// <summary>Asks the venue for what it owes an answer, and again until that is there. To be called once the request's reason is in the journal.</summary>
    public void Begin(Order order, Effects effects)
    {
        _patience = timings.VenueAgain;
        Ask(order, effects);
    }

    public void AskAgain(Order order, Effects effects)
    {
        _patience = _patience.Doubled(timings.VenueAgainMost);
        Ask(order, effects);
    }

    /// <summary>An event is in the journal: the venue may owe another answer now, or none.</summary>
    public void Changed(Order before, Order after, Effects effects)
    {
        if (OwedTo(after) == OwedTo(before))
            return;

        if (after.Summary.AwaitsVenue)
            Begin(after, effects);
        else
            effects.StopTimer(Timer);
    }

    /// <summary>A cancel waits for the outcome of the pending one. One that is new has the venue asked again.</summary>
    public void Wait(CancelOrder cancel, Order order, Effects effects)
    {
        var waits = (cancel.CancelId.Gateway, cancel.ReplyTo);
        if (_waiting.TryGetValue(waits, out var newest) && newest.CancelId.Number >= cancel.CancelId.Number)
            return;

        _waiting[waits] = cancel;
        if (order.Summary.PendingCancel!.CancelId != cancel.CancelId)
            Ask(order, effects);
    }

    /// <summary>A reduction waits for the end of the change that is pending; one that finds no room is repeated.</summary>
    public void Wait(ReduceOrder reduce, Order order)
    {
        if (order.Summary.PendingReduction?.ReductionId != reduce.ReductionId && _reductions.Count < timings.OrderQueue)
            _reductions[reduce.ReductionId] = reduce;
    }

    /// <summary>The reductions that have waited and may be decided now, in the order in which they came.</summary>
    public IReadOnlyList<ReduceOrder> TakeWaitingReductions()
    {
        IReadOnlyList<ReduceOrder> waiting = [.. _reductions.Values];
        _reductions.Clear();
        return waiting;
    }

    /// <summary>A refusal is one of every cancel that waits.</summary>
    public IOrderEvent Covering(IOrderEvent @event) => @event is OrderCancelRefused refused
        ? refused with { Others = [.. _waiting.Values.Select(cancel => cancel.CancelId).Where(cancel => cancel != refused.CancelId)] }
        : @event;

    /// <summary>
    /// The outcomes of what was pending before: of the cancel, and of all that waited with it; of the reduction when it came to nothing. None of what is pending still. Of an
    /// expiry nobody has to be told: the order's state says it.
    /// </summary>
    public Relay[] Outcomes(Order before, Order after, OrderView view) => [.. OutcomesOfCancels(before, after, view), .. OutcomeOfReduction(before, after, view)];

    private Relay[] OutcomesOfCancels(Order before, Order after, OrderView view)
    {
        if (before.Summary.PendingCancel is not { } pending || after.Summary.PendingCancel is not null)
            return [];

        var asked = _waiting.Values.FirstOrDefault(cancel => cancel.CancelId == pending.CancelId)
            ?? new CancelOrder(after.Terms!.OrderId, pending.CancelId, pending.By, null) { Replacement = pending.Replacement };
        var others = _waiting.Values.Where(cancel => cancel.CancelId != pending.CancelId);
        Relay[] relays = [.. (pending.IsExpiry ? others : others.Prepend(asked)).Select(cancel => RelayOf(cancel, after, view))];
        _waiting.Clear();
        return relays;
    }

    /// <summary>The outcome of a cancel, for whoever waits for it. One that has met a replacement goes on to what has taken the order's place.</summary>
    public static Relay RelayOf(CancelOrder cancel, Order order, OrderView view)
    {
        var outcome = OutcomeOf(cancel.CancelId, order, view);
        var goesOn = outcome.Result == CancelResult.Canceled && cancel.Replacement is null;
        return new Relay(
            cancel.ReplyTo,
            outcome with { Followed = goesOn && order.Summary.ReplacedBy is { } replacement ? new FollowedCancel(replacement, cancel.By) : null });
    }

    /// <summary>That the order is reduced is told by its state; that it is not is told by the account. Whoever waits asks again and hears it as well.</summary>
    private static Relay[] OutcomeOfReduction(Order before, Order after, OrderView view) =>
        before.Summary.PendingReduction is { } pending && after.Summary.PendingReduction is null && after.OutcomeOfReduction(pending.ReductionId).Refusal is { } refusal
            ? [new Relay(null, new ReductionOutcome(pending.ReductionId, pending.Quantity, view, refusal))]
            : [];

    private static (bool, PendingCancel?, PendingReduction?) OwedTo(Order order) =>
        (order.Summary.AwaitsAccept, order.Summary.PendingCancel, order.Summary.PendingReduction);

    private static CancelOutcome OutcomeOf(CancelId cancel, Order order, OrderView view) =>
        new(cancel, order.OutcomeOfCancel(cancel)!.Value, view, order.RefusalOf(cancel));

    /// <summary>Its executions come first. Of reports that are repeated the last one waits; those that find no room are repeated.</summary>
    public void Postpone(IVenueReport report)
    {
        _ahead.RemoveAll(other => (other, report) is (ReportCanceled, ReportCanceled)
            || (other is ReportCorrected before && report is ReportCorrected after && (before.ExecutionId, before.Revision) == (after.ExecutionId, after.Revision)));
        if (_ahead.Count < timings.OrderQueue)
            _ahead.Add(report);
    }

    /// <summary>What has waited and may be decided now.</summary>
    public IReadOnlyList<IVenueReport> TakePostponed()
    {
        IReadOnlyList<IVenueReport> ahead = [.. _ahead];
        _ahead.Clear();
        return ahead;
    }

    /// <summary>
    /// A cancel needs no submit ahead of it: the venue remembers it, and a submit that comes late does not rest. A reduction waits for the accept, and for the outcome of a
    /// cancel that came behind it.
    /// </summary>
    private void Ask(Order order, Effects effects)
    {
        var terms = order.Terms!;
        if (order.Summary.PendingCancel is { } pending)
            effects.Add(new Effect.CancelAtVenue(new VenueCancel(terms.OrderId, terms.InstrumentId, pending.CancelId.ToString())));
        else if (order.Summary.AwaitsAccept)
            effects.Add(new Effect.SubmitToVenue(terms.ForVenue()));
        else if (order.Summary.PendingReduction is { } reduction)
            effects.Add(new Effect.ReplaceAtVenue(new VenueReplace(terms.OrderId, terms.InstrumentId, reduction.ReductionId.ToString(), reduction.Quantity)));
        else
            return;

        effects.StartTimer(Timer, _patience);
    }
}
