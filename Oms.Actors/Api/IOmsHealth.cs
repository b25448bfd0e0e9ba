namespace Oms.Actors.Api;

/// <summary>How the engine is. It never ends its process: it says here that it can't go on, refuses calls, and leaves the rest to its host.</summary>
public abstract record OmsHealth
{
    private OmsHealth()
    {
    }

    /// <summary>The engine is coming up; calls are refused.</summary>
    public sealed record Starting : OmsHealth;

    /// <summary>The engine takes calls.</summary>
    public sealed record Ready : OmsHealth;

    /// <summary>The engine can't go on. Final.</summary>
    /// <param name="Reason">For the log of an operator.</param>
    public sealed record Faulted(string Reason) : OmsHealth;
}

/// <summary>Tells a host how the engine is.</summary>
public interface IOmsHealth
{
    /// <summary>How the engine is now.</summary>
    OmsHealth State { get; }

    /// <summary>Completes with the newest state as soon as it is another than <paramref name="known"/>; at once when it is already.</summary>
    /// <param name="known">The state that the caller knows of.</param>
    /// <param name="cancellation">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    Task<OmsHealth> WaitForOtherThan(OmsHealth known, CancellationToken cancellation = default);
}
