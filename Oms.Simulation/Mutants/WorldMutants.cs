using Oms.Actors.Accounts;
using Oms.Actors.Gateway;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Mutants;

/// <summary>Rule: the journal takes a sequence number once.</summary>
internal sealed class StoresNumbersTwice : Mutant
{
    public override bool Unique => false;
}

/// <summary>Rule: a node that was paused too long stops before it handles anything.</summary>
internal sealed class AnswersAfterAPause : Mutant
{
    public override bool Lease => false;
}

/// <summary>Rule: the stop message waits for the write under way. Here: it is a poison pill.</summary>
internal sealed class StopsAtOnce : Mutant
{
    public override bool StopsWithoutWaiting => true;
}

/// <summary>Rule: answers follow the commit.</summary>
internal sealed class AnswersBeforeCommit : Mutant
{
    public override bool WrittenEarly => true;
}

/// <summary>Rule: calls of one connection that name one account take effect in the order sent.</summary>
internal sealed class ForgetsConnections : Mutant
{
    public override bool ConnectionOrder => false;
}

/// <summary>Rule: a gateway repeats a receipted cancel until it hears the outcome.</summary>
internal sealed class CancelsOnce : Mutant
{
    public override void Rewrite(SimShell shell, object input, Effects effects)
    {
        if (input is Input.TimerFired { Name: GatewayProcess.TickTimer })
            effects.RemoveAll(effect => effect is Effect.Tell { Message: CancelOrder or SweepOrders });
    }
}

/// <summary>Rule: a time-out is never turned into an outcome. Here: a cancel that is repeated once too often is taken for refused.</summary>
internal sealed class MakesUpRejects : Mutant
{
    private readonly Dictionary<CancelId, int> _sent = [];

    public override void Rewrite(SimShell shell, object input, Effects effects)
    {
        if (shell is not GatewayShell gateway)
            return;

        foreach (var cancel in effects.OfType<Effect.Tell>().Select(tell => tell.Message).OfType<CancelOrder>().ToList())
        {
            _sent[cancel.CancelId] = _sent.GetValueOrDefault(cancel.CancelId) + 1;
            if (_sent[cancel.CancelId] == 3)
                gateway.Later(new CancelOutcome(cancel.CancelId, CancelResult.TooLate, null));
        }
    }
}

/// <summary>Rule: an admission is sent once. Here: again after two seconds.</summary>
internal sealed class AdmitsAgain : Mutant
{
    public override void Rewrite(SimShell shell, object input, Effects effects)
    {
        if (shell is not GatewayShell gateway)
            return;

        foreach (var admit in effects.OfType<Effect.Tell>().Where(tell => tell.Message is AdmitOrder).ToList())
            gateway.TellLater(admit.Message);
    }
}

/// <summary>Rule: the receipt goes out ahead of the cancel.</summary>
internal sealed class CancelsAheadOfTheReceipt : Mutant
{
    public override void Rewrite(SimShell shell, object input, Effects effects)
    {
        if (shell is GatewayShell)
            effects.Sort((left, right) => (left is CompleteCall).CompareTo(right is CompleteCall));
    }
}

/// <summary>Several rules away at once: one would cover for the other.</summary>
internal sealed class Together(params Mutant[] mutants) : Mutant
{
    public override bool Unique => mutants.All(mutant => mutant.Unique);

    public override bool Lease => mutants.All(mutant => mutant.Lease);

    public override bool ConnectionOrder => mutants.All(mutant => mutant.ConnectionOrder);

    public override bool StopsWithoutWaiting => mutants.Any(mutant => mutant.StopsWithoutWaiting);

    public override bool WrittenEarly => mutants.Any(mutant => mutant.WrittenEarly);

    public override object? Replace(SimShell shell, object input)
    {
        object? replaced = input;
        foreach (var mutant in mutants)
        {
            if (replaced is not null)
                replaced = mutant.Replace(shell, replaced);
        }

        return replaced;
    }

    public override void Rewrite(SimShell shell, object input, Effects effects)
    {
        foreach (var mutant in mutants)
            mutant.Rewrite(shell, input, effects);
    }
}
