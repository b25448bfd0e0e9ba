using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Mutants;

/// <summary>Rule: a replacement exists once the order that makes room for it is closed in the account's journal. Here: as soon as it is admitted.</summary>
internal sealed class ReplacesWithoutRoom : AccountMutant
{
    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        foreach (var request in effects.OfType<Effect.Tell>().Select(tell => tell.Message).OfType<CancelOrder>().Where(cancel => cancel.Replacement is not null).ToList())
        {
            if (account.Newest.Open.TryGetValue(request.Replacement!.OrderId, out var replacement))
                effects.Tell(new PlaceOrder(replacement.Terms));
        }
    }
}

/// <summary>Rule: the closing that makes room is in the account's journal before the replacement exists. Here: a replacement exists as soon as the account has heard of it.</summary>
internal sealed class PlacesBeforeTheClosingIsWritten : AccountMutant
{
    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        if (input is OrderUpdate { Summary.ReplacedBy: { } replacement } && account.Newest.Open.TryGetValue(replacement, out var order) && !order.IsListed)
            effects.Tell(new PlaceOrder(order.Terms));
    }
}

/// <summary>Rule: an account asks the order that is to make room again, also in its next life. Here: once.</summary>
internal sealed class AsksForRoomOnce : AccountMutant
{
    private readonly HashSet<CancelId> _asked = [];

    protected override void Rewrite(AccountProcess account, object input, Effects effects) =>
        Drop(effects, effect => effect is Effect.Tell { Message: CancelOrder { Replacement: not null, CancelId: var cancel } } && !_asked.Add(cancel));
}

/// <summary>Rule: a replacement has what is left of the quantity that both were to have. Here: all of it.</summary>
internal sealed class ReplacesTheWholeQuantity : AccountMutant
{
    private readonly Dictionary<OrderId, decimal> _whole = [];

    protected override object? Replace(AccountProcess account, object input)
    {
        if (input is AdmitOrder { Terms.Replaces: not null } admit)
            _whole[admit.Terms.OrderId] = admit.Terms.Quantity;
        return input;
    }

    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        for (var at = 0; at < effects.Count; at++)
        {
            if (effects[at] is Effect.Tell { Message: PlaceOrder place } && _whole.TryGetValue(place.OrderId, out var whole))
                effects[at] = new Effect.Tell(new PlaceOrder(place.Terms with { Quantity = whole }));
        }
    }
}

/// <summary>Rule: a recovering account goes on with a replacement that has room. Here: it is given up like any admission that its order's journal does not know.</summary>
internal sealed class BuriesReplacements : AccountMutant
{
    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        if (input is not Input.Recovered)
            return;

        foreach (var order in account.Newest.Open.Values.Where(order => order.Terms.Replaces is not null && !order.IsListed))
            effects.Tell(new SyncOrder(order.Terms.OrderId, order.Terms.AccountId, 0));
    }
}

/// <summary>Rule: a cancel goes on to what has taken its order's place. Here: that its order is closed is its outcome.</summary>
internal sealed class FollowsNobody : OrderMutant
{
    protected override void Rewrite(OrderProcess order, object input, Effects effects)
    {
        for (var at = 0; at < effects.Count; at++)
        {
            if (effects[at] is Effect.Tell { Message: OrderUpdate update })
                effects[at] = new Effect.Tell(update with { Relays = [.. update.Relays.Select(Forget)] });
        }
    }

    private static Relay Forget(Relay relay) => relay.Message is CancelOutcome outcome ? relay with { Message = outcome with { Followed = null } } : relay;
}

/// <summary>Rule: a reduction is in the order's journal before the venue hears of it.</summary>
internal sealed class ReducesBeforeItsWrite : OrderMutant
{
    protected override void Rewrite(OrderProcess order, object input, Effects effects)
    {
        if (effects.Find(effect => effect is Effect.Persist { Event: OrderReductionPending }) is Effect.Persist { Event: OrderReductionPending pending })
        {
            var terms = order.Settled.Terms!;
            effects.Insert(0, new Effect.ReplaceAtVenue(new VenueReplace(terms.OrderId, terms.InstrumentId, pending.ReductionId.ToString(), pending.Quantity)));
        }
    }
}

/// <summary>Rule: what the venue leaves an order is what the order has. Here: what was asked for, whatever was executed meanwhile.</summary>
internal sealed class ReducesAsAsked : Mutant
{
    public override object? Replace(SimShell shell, object input) =>
        input is ReportReplaced report && shell.Process is OrderProcess { Settled.Summary.PendingReduction: { } pending } ? report with { Quantity = pending.Quantity } : input;
}
