namespace Oms.Simulation.Schedules;

/// <summary>How much goes wrong in a random schedule: probabilities for each message and each write, and the number of incidents.</summary>
internal sealed record Mix(string Name)
{
    /// <summary>A good day: one incident, hardly a message lost.</summary>
    public static readonly Mix Calm = new("calm") { Lost = 0.002, Repeated = 0.002, Late = 0.002, Writes = 0.002, Incidents = 1 };

    public static readonly Mix Mixed = new("mixed")
    {
        Lost = 0.03,
        Repeated = 0.03,
        Late = 0.03,
        Writes = 0.04,
        Reads = 0.01,
        Dropped = 0.3,
        Incidents = 3,
    };

    public static readonly Mix Hard = new("hard")
    {
        Lost = 0.08,
        Repeated = 0.08,
        Late = 0.1,
        Writes = 0.15,
        Reads = 0.05,
        Dropped = 0.5,
        Incidents = 5,
    };

    /// <summary>Messages are lost and nothing else happens: what repeats them is on its own.</summary>
    public static readonly Mix Lossy = new("lossy") { Lost = 0.15 };

    /// <summary>Entities move all the time and nothing else happens.</summary>
    public static readonly Mix Moving = new("moving") { Incidents = 24, OnlyMoves = true };

    /// <summary>Orders go to a venue: on a good day, with some mishaps, with many, and where only messages are lost.</summary>
    public static readonly IReadOnlyList<Mix> Venue = [.. from mix in new[] { Calm, Mixed, Hard, Lossy } select mix with { Name = $"venue-{mix.Name}", HasVenue = true }];

    /// <summary>Orders are replaced and reduced as well, with a venue and without.</summary>
    public static readonly IReadOnlyList<Mix> Replacing = [.. from mix in new[] { Mixed, Hard, Lossy, Venue[1], Venue[2], Venue[3] } select mix with { Name = $"replace-{mix.Name}", Replaces = true }];

    /// <summary>Orders have time limits: with some mishaps, with many, and where only messages are lost; and so at a venue.</summary>
    public static readonly IReadOnlyList<Mix> Expiring =
    [
        .. from mix in new[] { Mixed, Hard, Lossy } select mix with { Name = $"expiry-{mix.Name}", Expires = true },
        .. from mix in Venue.Skip(1) select mix with { Name = mix.Name.Replace("venue-", "venue-expiry-", StringComparison.Ordinal), Expires = true },
    ];

    /// <summary>With replacements, and orders that expire as well.</summary>
    public static readonly IReadOnlyList<Mix> Both = [.. from mix in Replacing select mix with { Name = "both-" + mix.Name, Expires = true }];

    /// <summary>The mixes that come in turn.</summary>
    public static readonly IReadOnlyList<Mix> Ordinary =
    [
        Calm, Mixed, Hard, .. Venue.Take(3), .. Replacing.Take(2), .. Replacing.Skip(3).Take(2), Named(Expiring, "expiry-hard"), Named(Expiring, "venue-expiry-hard"),
    ];

    public static readonly IReadOnlyList<Mix> All = [.. Ordinary.Union([Lossy, Moving, .. Venue, .. Replacing, .. Expiring, .. Both])];

    public double Lost { get; init; }

    public double Repeated { get; init; }

    public double Late { get; init; }

    /// <summary>Writes that fail, or whose writer does not learn that they are stored, or that are stored later.</summary>
    public double Writes { get; init; }

    /// <summary>Recoveries that fail and heads that can't be read.</summary>
    public double Reads { get; init; }

    /// <summary>Messages dropped while their entity moves.</summary>
    public double Dropped { get; init; }

    /// <summary>Kills, pauses, moves, outages.</summary>
    public int Incidents { get; init; }

    /// <summary>Orders go to a venue, which is silent at times, and operators decide in its place.</summary>
    public bool HasVenue { get; init; }

    /// <summary>Clients replace and reduce their orders.</summary>
    public bool Replaces { get; init; }

    /// <summary>Some orders are good till a date within the schedule.</summary>
    public bool Expires { get; init; }

    /// <summary>No incident but moves.</summary>
    public bool OnlyMoves { get; init; }

    public static Mix Named(string name) => Named(All, name);

    private static Mix Named(IReadOnlyList<Mix> mixes, string name) =>
        mixes.FirstOrDefault(mix => mix.Name == name) ?? throw new ArgumentException($"There is no mix {name}.", nameof(name));
}
