using Oms.Actors.Protocol;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Mutants;

/// <summary>
/// Takes one rule of the protocol away, from outside: the product's code has no switches. It changes what a process is told, what it wants done, or what the world does.
/// The base takes nothing away.
/// </summary>
internal class Mutant
{
    public static readonly Mutant None = new();

    /// <summary>The journal takes a sequence number once.</summary>
    public virtual bool Unique => true;

    /// <summary>A node that was paused too long stops before it handles anything.</summary>
    public virtual bool Lease => true;

    /// <summary>Calls of one connection keep their order.</summary>
    public virtual bool ConnectionOrder => true;

    /// <summary>A stop message does not wait for the write under way.</summary>
    public virtual bool StopsWithoutWaiting => false;

    /// <summary>A write is taken for stored when it is sent.</summary>
    public virtual bool WrittenEarly => false;

    /// <summary>The input that the process sees instead; null for none.</summary>
    public virtual object? Replace(SimShell shell, object input) => input;

    /// <summary>Changes what the process wants done.</summary>
    public virtual void Rewrite(SimShell shell, object input, Effects effects)
    {
    }
}
