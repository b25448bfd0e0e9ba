namespace Oms.Actors.Protocol;

/// <summary>The waits and bounds of the protocol. Correctness depends on none of them; they trade latency against work.</summary>
internal sealed record Timings
{
    public static readonly Timings Default = new();

    /// <summary>A live account repeats Place until the order has answered.</summary>
    public TimeSpan PlaceAgain { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>An order repeats an unacknowledged update; doubled each time up to <see cref="UpdateAgainMost"/>. Longer than an account takes to write its books.</summary>
    public TimeSpan UpdateAgain { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan UpdateAgainMost { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>An order asks its venue again for what is unanswered; doubled each time up to <see cref="VenueAgainMost"/>.</summary>
    public TimeSpan VenueAgain { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan VenueAgainMost { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The register of accounts that come back by themselves wakes so many at once, waits so long, and begins anew after this time.</summary>
    public int WakeAtOnce { get; init; } = 100;

    public TimeSpan WakeNext { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan WakeAgain { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>An account writes what is dirty after this time at the latest.</summary>
    public TimeSpan WriteBooks { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>An account writes what is dirty at this number of facts.</summary>
    public int DirtyMost { get; init; } = 64;

    /// <summary>An account asks a differing order again.</summary>
    public TimeSpan SyncAgain { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A recovering account waits for differing orders, then serves all others. Shorter than <see cref="AskPatience"/>, so that who waits for it still hears.</summary>
    public TimeSpan SyncPatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The most orders woken at once by one account's comparison.</summary>
    public int SyncAtOnce { get; init; } = 64;

    /// <summary>The slow rotating comparison of open orders with the journal.</summary>
    public TimeSpan CompareAgain { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Orders in one question to the journal; the account's own id comes on top of them.</summary>
    public int HeadsPerPage { get; init; } = 499;

    /// <summary>A sweep asks an order again, and the number of orders it asks at once.</summary>
    public TimeSpan SweepAgain { get; init; } = TimeSpan.FromSeconds(3);

    public int SweepAtOnce { get; init; } = 64;

    /// <summary>Sweeps under way in one account; further ones begin when they are repeated.</summary>
    public int SweepsMost { get; init; } = 16;

    /// <summary>A gateway repeats a receipted cancel or sweep until it hears the outcome.</summary>
    public TimeSpan CarryAgain { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a gateway waits for an answer to a question.</summary>
    public TimeSpan AskPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a gateway waits for what is written. Longer than the journal's own time-out.</summary>
    public TimeSpan WritePatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>An open order or an account without messages leaves memory.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A closed order leaves memory.</summary>
    public TimeSpan IdleClosed { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Commands that may wait in an order behind a write; beyond it they are dropped, and repeated by their senders.</summary>
    public int OrderQueue { get; init; } = 64;

    /// <summary>Commands that may wait in an account behind a write or a comparison; beyond it they are refused. They go into one journal row.</summary>
    public int AccountQueue { get; init; } = 4_096;

    /// <summary>A subscriber that has not renewed for this long is gone.</summary>
    public TimeSpan SubscriberLife { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The catalogue tells a change again to the gateways that have not said that they act by it.</summary>
    public TimeSpan TellAgain { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a gateway that stops waits for the outcomes of what it carries.</summary>
    public TimeSpan LeavePatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>An account tells an order again that its time is over; doubled each time up to <see cref="ExpireAgainMost"/>. So long a venue has peace after it has refused.</summary>
    public TimeSpan ExpireAgain { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan ExpireAgainMost { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Of orders that are due together an account tells so many at once, and waits so long before the next.</summary>
    public int ExpireAtOnce { get; init; } = 64;

    public TimeSpan ExpireNext { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>An account looks at the clock this often at least while one of its orders will expire: the clock may have been set.</summary>
    public TimeSpan ExpireLook { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The most subscribers of one account.</summary>
    public int SubscribersMost { get; init; } = 1000;

    /// <summary>Events between two snapshots of an account.</summary>
    public int SnapshotEvery { get; init; } = 500;
}
