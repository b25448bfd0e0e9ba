using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Accounts;

/// <summary>
/// Orders that are to take the places of others. The account has the intention in its journal, with the money for it, so it is the account that carries it: the order that
/// is to make room is asked again until it has closed, whichever way, or has refused. Only when its closing is in the account's journal does the replacement exist: there
/// are never two orders where one was meant.
/// </summary>
internal sealed class Replacements(Timings timings, GroupCommit commit, Placements placements, WakefulRegistration registration, Subscribers subscribers, Sweeps sweeps, Expiries expiries)
{
    public const string Timer = "replace";

    private readonly Dictionary<OrderId, AdmitOrder> _asked = [];

    /// <summary>The newest cancel of each that is not there yet; others are repeated by their gateways.</summary>
    private readonly Dictionary<OrderId, CancelOrder> _cancels = [];

    /// <summary>The replacement is decided; the caller hears that it is in the journal, and the order is asked to make room.</summary>
    public void Admitted(AdmitOrder admit, Effects effects)
    {
        _asked[admit.Terms.OrderId] = admit;
        commit.Then(new Effect.Reply(admit.ReplyTo, new ReplacementTaken(admit.Call)), effects);
        commit.Then(new Effect.Tell(RequestOf(admit.Terms)), effects);
        commit.Then(new Effect.Tell(new ExpectOrder(admit.Terms)), effects);
        effects.StartTimer(Timer, timings.PlaceAgain);
    }

    /// <summary>What an earlier life has left: some orders are still to make room, others have made it and their replacements may not have been told to exist.</summary>
    public void Recovered(Account account, Effects effects)
    {
        foreach (var order in account.Open.Values.Where(order => order.Terms.Replaces is not null && !order.IsListed && !account.AwaitsRoom(order)))
            placements.Place(order.Terms, null, registration, commit, effects);

        AskAgain(account, effects);
    }

    public void AskAgain(Account account, Effects effects)
    {
        foreach (var id in account.Replacements.Values.Where(commit.IsDurable))
        {
            effects.Tell(RequestOf(account.Open[id].Terms));
            effects.Tell(new ExpectOrder(account.Open[id].Terms));
        }

        if (!account.Replacements.IsEmpty)
            effects.StartTimer(Timer, timings.PlaceAgain);
    }

    /// <summary>An order has closed that was to make room: the books say what has become of its replacement.</summary>
    public void OriginalClosed(OrderTerms replacement, OrderView original, Account account, Effects effects)
    {
        subscribers.PositionTouched(replacement.SpentProduct);
        if (!account.Open.TryGetValue(replacement.OrderId, out var order))
        {
            var isLate = original.State == OrderState.Canceled && replacement.ExpiresAt <= original.UpdatedAt;
            Dropped(replacement, (isLate ? OrderState.Expired : original.State).ToString(), effects);
            return;
        }

        _asked.Remove(replacement.OrderId, out var asked);
        commit.Concerns(replacement.OrderId);
        commit.WriteNow();
        placements.Place(order.Terms, asked, registration, commit, effects);
    }

    /// <summary>Cancels what has taken an order's place, as soon as it is there to be asked. That it never will be is said, by its empty journal, once that is in the account's.</summary>
    public void Cancel(CancelOrder cancel, Account account, Effects effects)
    {
        if (!account.Open.TryGetValue(cancel.OrderId, out var replacement))
            commit.Then(new Effect.Tell(cancel), effects);
        else if (replacement.IsListed)
            effects.Tell(cancel);
        else
            _cancels[cancel.OrderId] = cancel;
    }

    public void Placed(OrderId order, Effects effects)
    {
        if (_cancels.Remove(order, out var cancel))
            effects.Tell(cancel);
    }

    /// <summary>The order does not make room and works on.</summary>
    public void Refused(OrderTerms replacement, string reason, Effects effects)
    {
        subscribers.PositionTouched(replacement.SpentProduct);
        Dropped(replacement, reason, effects);
    }

    /// <summary>This life ends while orders are to make room for others: somebody was told so, and nobody may call the next one.</summary>
    public void Ended(Account account, Effects effects)
    {
        if (!account.Replacements.IsEmpty)
            effects.Add(new Effect.TellLater(new WakeAccount(account.Id), timings.ExpireAgain));
    }

    private void Dropped(OrderTerms replacement, string reason, Effects effects)
    {
        if (_asked.Remove(replacement.OrderId, out var asked))
            effects.Reply(asked.ReplyTo, new OrderRefused(asked.Call, reason));

        if (_cancels.Remove(replacement.OrderId, out var cancel))
            commit.Then(new Effect.Tell(cancel), effects);
        expiries.Gone(replacement.OrderId);
        placements.NeverPlaced(replacement.OrderId, effects);
        subscribers.ReplacementRejected(replacement, reason, effects);
        sweeps.Gone(replacement.OrderId, effects);
    }

    private static CancelOrder RequestOf(OrderTerms replacement)
    {
        var original = replacement.Replaces!;
        return new CancelOrder(original.OrderId, original.CancelId, replacement.EnteredBy, null)
        {
            Replacement = new Replacement(replacement.OrderId, replacement.Quantity),
        };
    }
}
