using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Accounts;

/// <summary>What an account makes of an order's report of itself: facts in its books, events for its subscribers, outcomes passed on, and the acknowledgement.</summary>
/// <param name="id">The account.</param>
/// <param name="books">The newest books.</param>
/// <param name="apply">Puts a fact into them.</param>
/// <param name="commit">What is written when.</param>
/// <param name="reconciliation">Which orders are silent.</param>
/// <param name="placements">Orders that are being placed.</param>
/// <param name="replacements">Orders that are to take others' places.</param>
/// <param name="sweeps">Sweeps under way.</param>
/// <param name="subscribers">Who hears of it.</param>
internal sealed class OrderReports(
    AccountId id,
    Func<Account> books,
    Action<AccountFact> apply,
    GroupCommit commit,
    Reconciliation reconciliation,
    Placements placements,
    Replacements replacements,
    Sweeps sweeps,
    Subscribers subscribers)
{
    /// <summary>An order reports itself: its news become facts, its answers are passed on, and what the journal has is acknowledged.</summary>
    public void Observe(OrderUpdate update, Effects effects)
    {
        var replacement = books().ReplacementOf(update.OrderId);
        if (Books.Decide(books(), update) is { } fact)
        {
            var before = books().Open.GetValueOrDefault(update.OrderId);
            var mayOwe = update.Terms is not null && !books().IsOverdrawn;
            apply(fact);
            commit.AddUpdate(fact, update);
            if (fact is AccountFact.Corrected corrected)
                subscribers.OrderCorrected(corrected, effects);
            else
                subscribers.OrderObserved(before!, update, fact, effects);
            if (before is { IsListed: false })
            {
                placements.Placed(update.OrderId, update.Summary, effects);
                replacements.Placed(update.OrderId, effects);
            }

            if (fact is AccountFact.Closed closed && replacement is not null)
                replacements.OriginalClosed(replacement, closed.Terms.View(closed.Summary, closed.Version), books(), effects);
            if (mayOwe && books().IsOverdrawn)
                effects.Alarm($"Account {id} owes what a correction of order {update.OrderId} has taken back. It takes no orders and no withdrawals until that is paid.");
        }
        else if (commit.IsDurable(update.OrderId))
        {
            if (Books.IsForgotten(books(), update))
                effects.Alarm($"Account {id} books no correction of order {update.OrderId}: it is too old for the account to know what is booked of it.");
            effects.Tell(new AcknowledgeUpdate(update.OrderId, update.Version));
        }

        reconciliation.Heard(update.OrderId, update.Version, effects);
        sweeps.Heard(update.OrderId, books().Open.TryGetValue(update.OrderId, out var open) ? open.Summary : update.Summary, books(), effects);
        PassOn([.. update.Relays.Where(relay => !relay.IsOutdated(books()))], replacement, effects);
    }

    /// <summary>Cancels that come to nothing together are one outcome, told once: by the name of the newest that somebody waits for, which is the one that may be repeated.</summary>
    /// <param name="relays">What the order says.</param>
    /// <param name="replacement">What was to take the order's place when it said so; null: nothing.</param>
    /// <param name="effects">What follows.</param>
    private void PassOn(IReadOnlyList<Relay> relays, OrderTerms? replacement, Effects effects)
    {
        foreach (var notReduced in relays.Select(relay => relay.Message).OfType<ReductionOutcome>().Where(outcome => outcome.Refusal is not null))
            subscribers.ReductionRejected(notReduced, effects);

        var rejected = relays
            .Where(relay => relay.Message is CancelOutcome { Result: CancelResult.TooLate or CancelResult.Refused } outcome && !outcome.CancelId.IsReplacement)
            .ToList();
        if ((rejected.FindLast(relay => relay.To is not null) ?? rejected.LastOrDefault()) is { } told)
            subscribers.CancelRejected((CancelOutcome)told.Message, effects);

        foreach (var outcome in relays.Select(relay => relay.Message).OfType<CancelOutcome>().Where(outcome => outcome.Result == CancelResult.Refused))
        {
            if (outcome.CancelId == replacement?.Replaces!.CancelId && books().Replacements.ContainsKey(replacement!.Replaces!.OrderId))
                KeepPlace(replacement, outcome.Reason!, effects);
            else
                sweeps.Refused(outcome.Order!.OrderId, outcome.CancelId, effects);
        }

        foreach (var relay in relays.Where(relay => relay.To is { } to && !IsFollowed(relay.Message, to, effects)))
            effects.Reply(relay.To!.Value, relay.Message);
    }

    /// <summary>
    /// A cancel wins over a replacement, also over one that was there first when it came: it goes on to what has taken the order's place. What it comes to
    /// there is its outcome; where nothing ever came to be, the order is canceled, and that is all.
    /// </summary>
    private bool IsFollowed(IProtocolMessage message, ReplyAddress to, Effects effects)
    {
        if (message is not CancelOutcome { Followed: { } followed } outcome || books().Closed.NeverPlaced(followed.Replacement))
            return false;

        replacements.Cancel(new CancelOrder(followed.Replacement, outcome.CancelId, followed.By, to), books(), effects);
        return true;
    }

    /// <summary>The order does not make room for what was to replace it.</summary>
    private void KeepPlace(OrderTerms replacement, string reason, Effects effects)
    {
        var fact = new AccountFact.Dropped(replacement.OrderId, 0);
        apply(fact);
        commit.AddCommand(fact);
        replacements.Refused(replacement, reason, effects);
    }
}
