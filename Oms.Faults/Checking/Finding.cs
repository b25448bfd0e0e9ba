namespace Oms.Faults.Checking;

/// <summary>A promise that was not kept.</summary>
/// <param name="Kind">What has become of what was promised.</param>
/// <param name="What">For people: which order or account, what was said of it, and what is so.</param>
internal sealed record Finding(FindingKind Kind, string What)
{
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}: {What}";
}

internal enum FindingKind
{
    /// <summary>Something was said to be so, or to come, and is not, or does not.</summary>
    Lost = 0,

    /// <summary>Something happened twice, or happened although nobody had asked for it or its caller was told that it would not.</summary>
    Doubled,

    /// <summary>Somebody was told Working after somebody had been told Canceled.</summary>
    Stale,
}
