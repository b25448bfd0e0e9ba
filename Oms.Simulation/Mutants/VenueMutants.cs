using Oms.Actors.Accounts;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Actors.Waking;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Mutants;

/// <summary>Rule: an order asks its venue again until it is answered.</summary>
internal sealed class AsksTheVenueOnce : OrderMutant
{
    protected override object? Replace(object input) => input is Input.TimerFired { Name: VenueDealings.Timer } ? null : input;
}

/// <summary>Rule: an order that recovers asks its venue again for what is unanswered.</summary>
internal sealed class ForgetsItsVenue : OrderMutant
{
    protected override void Rewrite(OrderProcess order, object input, Effects effects)
    {
        if (input is Input.Recovered)
            effects.RemoveAll(effect => effect is Effect.SubmitToVenue or Effect.CancelAtVenue or Effect.StartTimer { Name: VenueDealings.Timer });
    }
}

/// <summary>Rule: an order is in its journal before the venue hears of it.</summary>
internal sealed class SubmitsBeforeItsWrite : OrderMutant
{
    protected override void Rewrite(OrderProcess order, object input, Effects effects)
    {
        if (effects.Find(effect => effect is Effect.Persist { Event: OrderPlaced }) is Effect.Persist { Event: OrderPlaced { Terms: { AtVenue: true } terms } })
            effects.Insert(0, new Effect.SubmitToVenue(terms.ForVenue()));
    }
}

/// <summary>Rule: a cancel is in the order's journal before the venue hears of it.</summary>
internal sealed class AsksBeforeItsWrite : OrderMutant
{
    protected override void Rewrite(OrderProcess order, object input, Effects effects)
    {
        if (effects.Find(effect => effect is Effect.Persist { Event: OrderCancelPending }) is Effect.Persist { Event: OrderCancelPending pending })
            effects.Insert(0, new Effect.CancelAtVenue(new Oms.Actors.Api.VenueCancel(order.Settled.Terms!.OrderId, order.Settled.Terms.InstrumentId, pending.CancelId.ToString())));
    }
}

/// <summary>Rule: a cancellation waits for the executions that it counts.</summary>
internal sealed class CancelsAheadOfExecutions : OrderMutant
{
    protected override object? Replace(object input) => input is ReportCanceled report ? report with { Executed = 0 } : input;
}

/// <summary>Rule: a venue's silence is no answer. Here: a time-out refuses the cancel.</summary>
internal sealed class MakesUpRefusals : Mutant
{
    public override object? Replace(SimShell shell, object input) =>
        input is Input.TimerFired { Name: VenueDealings.Timer } && shell.Process is OrderProcess { Settled: { Terms: { } terms, Summary.PendingCancel: { } pending } }
            ? new ReportCancelRefused(terms.OrderId, pending.CancelId, "timed out", 0, new ReplyAddress("nobody"))
            : input;
}

/// <summary>Rule: every cancel that waits shares the refusal in the journal. Here: only the one that the venue was asked for.</summary>
internal sealed class RefusesOneOnly : OrderMutant
{
    protected override void Rewrite(OrderProcess order, object input, Effects effects)
    {
        for (var at = 0; at < effects.Count; at++)
        {
            if (effects[at] is Effect.Persist { Event: OrderCancelRefused refused })
                effects[at] = new Effect.Persist(refused with { Others = [] });
        }
    }
}

/// <summary>Rule: what is executed after an order is closed is kept. Here: it is answered as heard and dropped.</summary>
internal sealed class DropsLateExecutions : Mutant
{
    public override object? Replace(SimShell shell, object input) =>
        input is ExecuteOrder execute && shell.Process is OrderProcess { Settled.Summary.IsClosed: true }
            ? new ReportAccepted(execute.OrderId, execute.Call, execute.ReplyTo)
            : input;
}

/// <summary>Rule: accounts with orders that must come back are woken.</summary>
internal sealed class WakesNobody : Mutant
{
    public override void Rewrite(SimShell shell, object input, Effects effects)
    {
        if (shell.Process is WakefulAccountsProcess)
            effects.RemoveAll(effect => effect is Effect.Tell { Message: WakeAccount });
    }
}

/// <summary>Rule: an account is in the register before its first order that must come back exists. Here: it believes so without asking.</summary>
internal sealed class RegistersNobody : AccountMutant
{
    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        for (var at = 0; at < effects.Count; at++)
        {
            if (effects[at] is Effect.Tell { Message: RegisterWakefulAccount register })
                effects[at] = new Effect.Tell(new AccountRegistered(register.AccountId, register.Admissions));
        }
    }
}

/// <summary>Rule: an account wakes the orders that their venue owes an answer. Here: only those that its books are behind of.</summary>
internal sealed class LetsPendingOrdersSleep : AccountMutant
{
    protected override void Rewrite(AccountProcess account, object input, Effects effects) => Drop(effects, effect =>
        effect is Effect.Tell { Message: SyncOrder sync } && account.Newest.Open.TryGetValue(sync.OrderId, out var order) && order.AwaitsVenue && sync.Head == order.Version);
}

/// <summary>Rule: a sweep is done with an order at a venue when the cancel is in the order's journal. Here: as soon as the account has heard of the sweep.</summary>
internal sealed class EndsSweepsUnasked : AccountMutant
{
    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        if (input is SweepOrders sweep)
            effects.Reply(sweep.ReplyTo, new SweepOutcome(sweep.SweepId, 0, 0));
    }
}

/// <summary>Rule: what an order has set aside counts as heard. Here: a cancellation that counts it waits for more.</summary>
internal sealed class IgnoresWhatIsSetAside : Mutant
{
    public override object? Replace(SimShell shell, object input) =>
        input is ReportCanceled report && shell.Process is OrderProcess { Settled.Summary: { SetAside: > 0, IsClosed: false } } ? report with { Executed = report.Executed + 1 } : input;
}
