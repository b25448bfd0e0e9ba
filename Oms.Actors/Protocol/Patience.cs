namespace Oms.Actors.Protocol;

/// <summary>What is repeated is repeated more and more seldom.</summary>
internal static class Patience
{
    /// <summary>Twice as long, and no longer than this.</summary>
    public static TimeSpan Doubled(this TimeSpan wait, TimeSpan most) => wait * 2 < most ? wait * 2 : most;
}
