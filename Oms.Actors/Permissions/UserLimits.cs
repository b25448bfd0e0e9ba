namespace Oms.Actors.Permissions;

/// <summary>How long sessions live, and how much may wait in one user's actor.</summary>
internal sealed record UserLimits
{
    public static readonly UserLimits Default = new();

    /// <summary>A session ends after this time, used or not. Persisted with the session: a change holds for new ones.</summary>
    public TimeSpan SessionLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>A session that nobody uses ends after this time.</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Passwords that may be under verification at once; each takes a processor for a tenth of a second.</summary>
    public int Verifications { get; init; } = 4;

    /// <summary>Commands that may wait behind a write; beyond it they are refused.</summary>
    public int Queue { get; init; } = 64;
}
