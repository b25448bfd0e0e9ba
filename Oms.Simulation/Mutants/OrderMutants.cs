using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Mutants;

/// <summary>Takes a rule away from orders.</summary>
internal abstract class OrderMutant : Mutant
{
    public sealed override object? Replace(SimShell shell, object input) => shell.Process is OrderProcess ? Replace(input) : input;

    public sealed override void Rewrite(SimShell shell, object input, Effects effects)
    {
        if (shell.Process is OrderProcess order)
            Rewrite(order, input, effects);
    }

    protected virtual object? Replace(object input) => input;

    protected virtual void Rewrite(OrderProcess order, object input, Effects effects)
    {
    }
}

/// <summary>Rule: an unacknowledged state is told by way of the account. Here: answers to one kind of question go out directly.</summary>
internal sealed class AnswersDirectly(OrderQuestion kind) : OrderMutant
{
    protected override void Rewrite(OrderProcess order, object input, Effects effects)
    {
        if (input is not AskOrder question || question.Question != kind)
            return;

        for (var at = 0; at < effects.Count; at++)
        {
            if (effects[at] is Effect.Tell { Message: OrderUpdate { Relays: [{ To: { } to, Message: OrderDescribed described }] } })
                effects[at] = new Effect.Reply(to, described);
        }
    }
}

/// <summary>Rule: an order repeats its update until it is acknowledged.</summary>
internal sealed class UpdatesOnce : OrderMutant
{
    protected override object? Replace(object input) => input is Input.TimerFired { Name: OrderProcess.UpdateTimer } ? null : input;
}

/// <summary>Rule: an order that recovers repeats its update.</summary>
internal sealed class RecoversSilently : OrderMutant
{
    protected override void Rewrite(OrderProcess order, object input, Effects effects)
    {
        if (input is Input.Recovered)
            effects.RemoveAll(effect => effect is Effect.Tell { Message: OrderUpdate });
    }
}

/// <summary>Rule: an update carries every execution that is not acknowledged. Here: the last one.</summary>
internal sealed class TellsLastExecutionOnly : OrderMutant
{
    protected override void Rewrite(OrderProcess order, object input, Effects effects)
    {
        for (var at = 0; at < effects.Count; at++)
        {
            if (effects[at] is Effect.Tell { Message: OrderUpdate { Executions.Count: > 1 } update })
                effects[at] = new Effect.Tell(update with { Executions = [update.Executions[^1]] });
        }
    }
}

/// <summary>Rule: an order that its account has given up buries itself in its journal. Here: it only says so.</summary>
internal sealed class BuriesNobody : OrderMutant
{
    protected override void Rewrite(OrderProcess order, object input, Effects effects)
    {
        if (effects.Find(effect => effect is Effect.Persist { Event: OrderNeverPlaced }) is not Effect.Persist { Event: OrderNeverPlaced never })
            return;

        var id = new OrderId(long.Parse(order.PersistenceId.AsSpan(6), System.Globalization.CultureInfo.InvariantCulture));
        effects.Clear();
        effects.Tell(new OrderUpdate(never.AccountId, id, 1, OrderSummary.Awaited with { State = OrderState.Rejected }, [], []));
        effects.Abandon("no tombstone");
    }
}

/// <summary>Rule: an order leaves memory only when its update is acknowledged.</summary>
internal sealed class LeavesUnacknowledged : OrderMutant
{
    protected override void Rewrite(OrderProcess order, object input, Effects effects)
    {
        if (input is Input.TimerFired { Name: OrderProcess.IdleTimer } && !effects.Contains(Effect.Passivate.Now))
            effects.Passivate();
    }
}

/// <summary>Rule: an order that is behind the head in a Sync recovers before it answers.</summary>
internal sealed class IgnoresTheHeadOfSync : OrderMutant
{
    protected override object? Replace(object input) => input is SyncOrder { Head: > 1 } sync ? sync with { Head = 1 } : input;
}

/// <summary>Rule: an execution that is reported again changes nothing.</summary>
internal sealed class ExecutesAgain : OrderMutant
{
    private long _next = 1_000_000;

    protected override object? Replace(object input) => input is ExecuteOrder execute ? execute with { ExecutionId = _next++ } : input;
}
