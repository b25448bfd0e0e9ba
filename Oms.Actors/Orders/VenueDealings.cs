using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Orders;

/// <summary>
/// What an order has to settle with its venue: the request that is unanswered is repeated until it is answered, however long that takes; cancels wait for one outcome, the
/// same for all of them; a cancellation that counts executions the order has not heard of waits for these.
/// </summary>
internal sealed class VenueDealings(Timings timings)
{
    public const string Timer = "venue";

    /// <summary>
    /// The cancels that wait: of each gateway the newest that it carries, and the newest of its sweeps. An earlier one has nobody who waits for it, so that a cancel that is
    /// repeated for as long as a venue is silent takes no more room than one.
    /// </summary>
    private readonly Dictionary<(ulong Gateway, ReplyAddress? To), CancelId> _waiting = [];
    private ReportCanceled? _ahead;
    private TimeSpan _patience = timings.VenueAgain;

    /// <summary>Asks the venue for what it owes an answer, and again until that is there. To be called once the request's reason is in the journal.</summary>
    public void Begin(Order order, Effects effects)
    {
        _patience = timings.VenueAgain;
        Ask(order, effects);
    }

    public void AskAgain(Order order, Effects effects)
    {
        _patience = _patience * 2 < timings.VenueAgainMost ? _patience * 2 : timings.VenueAgainMost;
        Ask(order, effects);
    }

    /// <summary>An event is in the journal: the venue may owe another answer now, or none.</summary>
    public void Changed(Order before, Order after, Effects effects)
    {
        var owed = (after.Summary.AwaitsAccept, after.Summary.PendingCancel);
        if (owed == (before.Summary.AwaitsAccept, before.Summary.PendingCancel))
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
        if (_waiting.TryGetValue(waits, out var newest) && newest.Number >= cancel.CancelId.Number)
            return;

        _waiting[waits] = cancel.CancelId;
        if (order.Summary.PendingCancel!.CancelId != cancel.CancelId)
            Ask(order, effects);
    }

    /// <summary>A refusal is one of every cancel that waits.</summary>
    public IOrderEvent Covering(IOrderEvent @event) => @event is OrderCancelRefused refused
        ? refused with { Others = [.. _waiting.Values.Where(cancel => cancel != refused.CancelId)] }
        : @event;

    /// <summary>The outcome of the cancel that was pending before, and of all that waited with it; none while it is pending still.</summary>
    public Relay[] Outcomes(Order before, Order after, OrderView view)
    {
        if (before.Summary.PendingCancel is not { } pending || after.Summary.PendingCancel is not null)
            return [];

        Relay[] relays =
        [
            new Relay(_waiting.FirstOrDefault(entry => entry.Value == pending.CancelId).Key.To, OutcomeOf(pending.CancelId, after, view)),
            .. _waiting.Where(entry => entry.Value != pending.CancelId).Select(entry => new Relay(entry.Key.To, OutcomeOf(entry.Value, after, view))),
        ];
        _waiting.Clear();
        return relays;
    }

    public static CancelOutcome OutcomeOf(CancelId cancel, Order order, OrderView view) =>
        new(cancel, order.OutcomeOfCancel(cancel)!.Value, view, order.RefusalOf(cancel));

    /// <summary>Its executions come first.</summary>
    public void Postpone(ReportCanceled report) => _ahead = report;

    /// <summary>The cancellation that may be decided now, if one has waited.</summary>
    public ReportCanceled? TakePostponed()
    {
        var ahead = _ahead;
        _ahead = null;
        return ahead;
    }

    /// <summary>A cancel needs no submit ahead of it: the venue remembers it, and a submit that comes late does not rest.</summary>
    private void Ask(Order order, Effects effects)
    {
        var terms = order.Terms!;
        if (order.Summary.PendingCancel is { } pending)
            effects.Add(new Effect.CancelAtVenue(new VenueCancel(terms.OrderId, terms.InstrumentId, pending.CancelId.ToString())));
        else if (order.Summary.AwaitsAccept)
            effects.Add(new Effect.SubmitToVenue(terms.ForVenue()));
        else
            return;

        effects.StartTimer(Timer, _patience);
    }
}
