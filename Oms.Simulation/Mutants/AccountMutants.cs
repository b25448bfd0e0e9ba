using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Mutants;

/// <summary>Takes a rule away from accounts.</summary>
internal abstract class AccountMutant : Mutant
{
    public sealed override object? Replace(SimShell shell, object input) =>
        shell.Process is AccountProcess account ? Replace(account, input) : input;

    public sealed override void Rewrite(SimShell shell, object input, Effects effects)
    {
        if (shell.Process is AccountProcess account)
            Rewrite(account, input, effects);
    }

    protected virtual object? Replace(AccountProcess account, object input) => input;

    protected virtual void Rewrite(AccountProcess account, object input, Effects effects)
    {
    }

    protected static void Drop(Effects effects, Predicate<Effect> which) => effects.RemoveAll(which);
}

/// <summary>Rule: an order is accepted when it is in its own journal. Here: as soon as its admission is committed.</summary>
internal sealed class AcceptsAtAdmission : AccountMutant
{
    private readonly Dictionary<OrderId, AdmitOrder> _admits = [];

    protected override object? Replace(AccountProcess account, object input)
    {
        if (input is AdmitOrder admit)
            _admits[admit.Terms.OrderId] = admit;
        return input;
    }

    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        if (input is not Input.Written)
            return;

        foreach (var place in effects.OfType<Effect.Tell>().Select(tell => tell.Message).OfType<PlaceOrder>().ToList())
        {
            if (_admits.Remove(place.OrderId, out var admit))
                effects.Reply(admit.ReplyTo, new OrderAccepted(admit.Call, place.OrderId));
        }
    }
}

/// <summary>Rule: a live account repeats Place.</summary>
internal sealed class PlacesOnce : AccountMutant
{
    protected override object? Replace(AccountProcess account, object input) => input is Input.TimerFired { Name: Placements.Timer } ? null : input;
}

/// <summary>Rule: the order is told to exist after its admission is committed.</summary>
internal sealed class PlacesBeforeAdmission : AccountMutant
{
    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        if (input is AdmitOrder admit && account.Newest.Open.TryGetValue(admit.Terms.OrderId, out var open) && open.Version == 0)
            effects.Insert(0, new Effect.Tell(new PlaceOrder(admit.Terms)));
    }
}

/// <summary>Rule: what frees money and what spends it are committed together, in the order decided. Here: what spends comes first.</summary>
internal sealed class SpendsBeforeFreeing : AccountMutant
{
    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        for (var at = 0; at < effects.Count; at++)
        {
            if (effects[at] is Effect.Persist { Event: AccountCommitted { Facts: var facts } })
                effects[at] = new Effect.Persist(new AccountCommitted([.. facts.OrderBy(fact => fact is AccountFact.Admitted or AccountFact.Moved ? 0 : 1)]));
        }
    }
}

/// <summary>Rule: an update is acknowledged when the account's own journal has it.</summary>
internal sealed class AcknowledgesBeforeCommit : AccountMutant
{
    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        if (input is OrderUpdate update)
            effects.Tell(new AcknowledgeUpdate(update.OrderId, update.Version));
    }
}

/// <summary>Rule: an order leaves the open ones, for its acknowledgement, when its end is committed.</summary>
internal sealed class AcknowledgesUnwrittenEnds : AccountMutant
{
    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        if (input is OrderUpdate update && !account.Newest.Open.ContainsKey(update.OrderId))
            effects.Tell(new AcknowledgeUpdate(update.OrderId, update.Version));
    }
}

/// <summary>Rule: a recovering account compares with the journal before it answers. Here: it takes the journal to say what it knows.</summary>
internal sealed class AnswersBeforeComparing : AccountMutant
{
    private readonly HashSet<AccountProcess> _compared = [];

    protected override object? Replace(AccountProcess account, object input) => input is Input.HeadsRead && _compared.Add(account)
        ? new Input.HeadsRead(account.Newest.Open.Values.ToDictionary(order => OrderProcess.PersistenceIdOf(order.Terms.OrderId), order => order.Version))
        : input;
}

/// <summary>Rule: open orders are compared with the journal from time to time, and when a node has gone.</summary>
internal sealed class ComparesAtRecoveryOnly : AccountMutant
{
    protected override object? Replace(AccountProcess account, object input) =>
        input is Input.TimerFired { Name: Reconciliation.CompareTimer } or Input.MemberRemoved ? null : input;
}

/// <summary>Rule: open orders are compared with the journal from time to time.</summary>
internal sealed class ComparesWithoutTimer : AccountMutant
{
    protected override object? Replace(AccountProcess account, object input) => input is Input.TimerFired { Name: Reconciliation.CompareTimer } ? null : input;
}

/// <summary>Rule: open orders are compared with the journal when a node has gone. A quick way beside the timer.</summary>
internal sealed class IgnoresRemovedMembers : AccountMutant
{
    protected override object? Replace(AccountProcess account, object input) => input is Input.MemberRemoved ? null : input;
}

/// <summary>Rule: an account compares its own head as well.</summary>
internal sealed class IgnoresOwnHead : AccountMutant
{
    protected override object? Replace(AccountProcess account, object input) => input is Input.HeadsRead read
        ? new Input.HeadsRead(read.Heads.Where(head => head.Key != account.PersistenceId).ToDictionary())
        : input;
}

/// <summary>Rule: Sync carries the head that was read.</summary>
internal sealed class SyncsWithoutHead : AccountMutant
{
    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        for (var at = 0; at < effects.Count; at++)
        {
            if (effects[at] is Effect.Tell { Message: SyncOrder { Head: > 1 } sync })
                effects[at] = new Effect.Tell(sync with { Head = 1 });
        }
    }
}

/// <summary>Rule: a client id whose order is still being admitted is waited for.</summary>
internal sealed class ResolvesWithoutWaiting : AccountMutant
{
    protected override object? Replace(AccountProcess account, object input) => input;

    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        if (input is ResolveClientOrder resolve
            && account.Newest.ClientIds.TryGetValue(resolve.ClientOrderId, out var order)
            && account.Newest.Open[order].Version == 0)
            effects.Reply(resolve.ReplyTo, new ClientOrderResolved(resolve.Call, order, OrderState.Unknown));
    }
}

/// <summary>Rule: an older version of an order changes nothing.</summary>
internal sealed class BelievesOldNews : AccountMutant
{
    protected override object? Replace(AccountProcess account, object input) =>
        input is OrderUpdate update && account.Newest.Open.TryGetValue(update.OrderId, out var known) && update.Version < known.Version
            ? update with { Version = known.Version + 1 }
            : input;
}

/// <summary>Rule: a sweep touches nothing that was admitted behind its boundary.</summary>
internal sealed class SweepsWithoutBoundary : AccountMutant
{
    protected override object? Replace(AccountProcess account, object input) => input is SweepOrders sweep ? sweep with { Boundary = long.MaxValue } : input;
}

/// <summary>Rule: a sweep's boundary counts what is in the journal. Here: also what is only decided.</summary>
internal sealed class BoundsSweepsByDecisions : AccountMutant
{
    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        if (input is not PrepareSweep prepare || !account.Newest.IsOpen)
            return;

        effects.RemoveAll(effect => effect is Effect.Reply { Message: SweepPrepared });
        effects.Reply(prepare.ReplyTo, new SweepPrepared(prepare.Call, prepare.AccountId, account.Newest.Admissions, !account.Newest.Open.IsEmpty));
    }
}

/// <summary>Rule: a sweep asks its orders again.</summary>
internal sealed class SweepsOnce : AccountMutant
{
    protected override object? Replace(AccountProcess account, object input) => input is Input.TimerFired { Name: Sweeps.Timer } ? null : input;
}

/// <summary>Rule: a new subscriber, or one that has lost an event, gets a snapshot.</summary>
internal sealed class PushesNoSnapshot : AccountMutant
{
    private readonly HashSet<ReplyAddress> _first = [];

    protected override void Rewrite(AccountProcess account, object input, Effects effects) => Drop(
        effects,
        effect => effect is Effect.Reply { Message: AccountEventPushed { Event: AccountSnapshotEvent } } reply && !_first.Add(reply.To));
}

/// <summary>Rule: a snapshot in mid-stream tells what was closed meanwhile.</summary>
internal sealed class ForgetsTheClosed : AccountMutant
{
    protected override void Rewrite(AccountProcess account, object input, Effects effects) =>
        Snapshots.Rewrite(effects, snapshot => snapshot with { ClosedMeanwhile = [] });
}

/// <summary>Rule: what a subscriber knows is counted by the closings in the journal. Here: by those that are decided.</summary>
internal sealed class MarksByDecisions : AccountMutant
{
    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        Snapshots.Rewrite(effects, snapshot => snapshot with { Closings = account.Newest.Closings });
        for (var at = 0; at < effects.Count; at++)
        {
            if (effects[at] is Effect.Reply { Message: SubscriptionRenewed renewed } reply)
                effects[at] = reply with { Message = renewed with { Closings = account.Newest.Closings } };
        }
    }
}

/// <summary>The snapshots among an account's effects.</summary>
internal static class Snapshots
{
    public static void Rewrite(Effects effects, Func<AccountSnapshotEvent, AccountSnapshotEvent> change)
    {
        for (var at = 0; at < effects.Count; at++)
        {
            if (effects[at] is Effect.Reply { Message: AccountEventPushed { Event: AccountSnapshotEvent snapshot } } reply)
                effects[at] = reply with { Message = new AccountEventPushed(change(snapshot)) };
        }
    }
}
