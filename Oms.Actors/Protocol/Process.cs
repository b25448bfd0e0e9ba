namespace Oms.Actors.Protocol;

/// <summary>
/// How an entity survives: a deterministic machine that knows neither actors nor a clock. What happens comes in, what is to be done goes out as <see cref="Effects"/>.
/// The actors and the simulation run the same processes. At most one <see cref="Effect.Persist"/> is under way at a time.
/// </summary>
internal interface IProcess
{
    /// <summary>The identity in the journal; empty for a process that keeps nothing.</summary>
    string PersistenceId { get; }

    /// <summary>Takes a snapshot's state, before any event is replayed.</summary>
    void Restore(object state, long sequence);

    /// <summary>Takes one event from the journal.</summary>
    void Replay(object @event, long sequence);

    /// <summary>Takes what has happened: a message, or one of <see cref="Input"/>.</summary>
    void On(object input, DateTimeOffset now, Effects effects);
}

/// <summary>What happens to a process besides messages.</summary>
internal abstract record Input
{
    /// <summary>All that the journal has is replayed.</summary>
    /// <param name="Incarnation">Differs in each life of the entity.</param>
    public sealed record Recovered(string Incarnation) : Input;

    /// <summary>The write under way is committed, with this sequence number.</summary>
    public sealed record Written(long Sequence) : Input;

    /// <summary>
    /// This life ends with what was decided and not written: a write failed (whether it is stored shows when the entity recovers), or the process has abandoned itself.
    /// The last input: what it replies is still sent, and what it tells later.
    /// </summary>
    public sealed record Ended : Input;

    /// <summary>A timer has run out.</summary>
    public sealed record TimerFired(string Name) : Input;

    /// <summary>The highest sequence numbers that the journal holds; ids without a row are absent.</summary>
    public sealed record HeadsRead(IReadOnlyDictionary<string, long> Heads) : Input;

    /// <summary>The journal could not be asked.</summary>
    public sealed record HeadsUnread : Input;

    /// <summary>Rows of a journal, newest first; fewer than asked for when the first row is among them. Null: the journal could not be read.</summary>
    public sealed record HistoryRead(long Call, IReadOnlyList<JournalEntry>? Entries) : Input;

    /// <summary>Accounts that have a journal, in the order of their names there; fewer than a page when there are no more. Null: the journal could not be read.</summary>
    public sealed record AccountsRead(long Call, IReadOnlyList<Api.AccountId>? Accounts) : Input;

    /// <summary>The hash of a password.</summary>
    public sealed record PasswordHashed(long Call, string Hash) : Input
    {
        public override string ToString() => $"PasswordHashed for call {Call}";
    }

    /// <summary>A node has gone for good, and with it the orders that lived on it.</summary>
    public sealed record MemberRemoved : Input;

    /// <summary>The nodes that may serve, each by its address: the members, and those that have been declared dead and may not know it yet.</summary>
    public sealed record NodesAre(IReadOnlySet<string> Nodes) : Input;

    /// <summary>The password asked about by <see cref="Effect.VerifyPassword"/> is the one hashed, or is not.</summary>
    public sealed record PasswordVerified(long Call, bool Matches) : Input;
}

/// <summary>What a process wants done.</summary>
internal abstract record Effect
{
    /// <summary>Write this event; answered by <see cref="Input.Written"/> or <see cref="Input.Ended"/>.</summary>
    public sealed record Persist(IPersistedEvent Event) : Effect;

    /// <summary>Send to a sharded entity.</summary>
    public sealed record Tell(IEntityMessage Message) : Effect;

    /// <summary>Send to a sharded entity after this time, whatever has become of the sender: who ends can have himself woken.</summary>
    public sealed record TellLater(IEntityMessage Message, TimeSpan After) : Effect;

    /// <summary>Send to an address.</summary>
    public sealed record Reply(ReplyAddress To, IProtocolMessage Message) : Effect;

    /// <summary>Start a one-shot timer, replacing the one of the same name.</summary>
    public sealed record StartTimer(string Name, TimeSpan After) : Effect;

    /// <summary>Stop a timer.</summary>
    public sealed record StopTimer(string Name) : Effect;

    /// <summary>Ask the journal for its highest sequence numbers; answered by <see cref="Input.HeadsRead"/> or <see cref="Input.HeadsUnread"/>.</summary>
    public sealed record ReadHeads(IReadOnlyList<string> PersistenceIds) : Effect;

    /// <summary>Read a journal backwards, from this row on; answered by <see cref="Input.HistoryRead"/>.</summary>
    public sealed record ReadHistory(long Call, string PersistenceId, long ToSequence, int Most) : Effect;

    /// <summary>Ask the journal which accounts there are, from behind this one on, a page at a time; answered by <see cref="Input.AccountsRead"/>.</summary>
    public sealed record ReadAccounts(long Call, Api.AccountId? After) : Effect
    {
        public const int Page = 500;
    }

    /// <summary>Hash a password, off the actor's thread; answered by <see cref="Input.PasswordHashed"/>.</summary>
    public sealed record HashPassword(long Call, string Password) : Effect
    {
        public override string ToString() => $"HashPassword for call {Call}";
    }

    /// <summary>From now on, hear of each node that goes for good: <see cref="Input.MemberRemoved"/>.</summary>
    public sealed record HearOfRemovedMembers : Effect
    {
        public static readonly HearOfRemovedMembers Now = new();
    }

    /// <summary>From now on, hear which nodes may serve: <see cref="Input.NodesAre"/>, at once and whenever it changes.</summary>
    public sealed record HearOfNodes : Effect
    {
        public static readonly HearOfNodes Now = new();
    }

    /// <summary>Tell the operator of an error that the process has survived.</summary>
    public sealed record Report(Exception Error) : Effect;

    /// <summary>Ask the operator to look into what the process can't settle.</summary>
    public sealed record Alarm(string What) : Effect;

    /// <summary>Hand this order to the venue, away from the process; what comes of it is reported.</summary>
    public sealed record SubmitToVenue(Api.VenueOrder Order) : Effect;

    /// <summary>Hand this cancel to the venue, away from the process; what comes of it is reported.</summary>
    public sealed record CancelAtVenue(Api.VenueCancel Cancel) : Effect;

    /// <summary>Hand this replacement of an order's quantity to the venue, away from the process; what comes of it is reported.</summary>
    public sealed record ReplaceAtVenue(Api.VenueReplace Replace) : Effect;

    /// <summary>Save this state as a snapshot at the sequence number last written.</summary>
    public sealed record SaveSnapshot(IProtocolMessage State) : Effect;

    /// <summary>
    /// Compare a password with a hash, away from the process, as that takes long on purpose; answered by <see cref="Input.PasswordVerified"/>, also when it fails.
    /// Without a hash it takes as long and does not match. <paramref name="Call"/> is the process's own number of it: those of two gateways may be alike.
    /// </summary>
    public sealed record VerifyPassword(long Call, string? Hash, string Password) : Effect
    {
        /// <summary>The password stays out of every text.</summary>
        public override string ToString() => $"VerifyPassword {Call}";
    }

    /// <summary>Leave memory; messages that arrive meanwhile wait for the next life.</summary>
    public sealed record Passivate : Effect
    {
        public static readonly Passivate Now = new();
    }

    /// <summary>End at once: the journal knows more than this life does. Effects behind it are not executed; <see cref="Input.Ended"/> follows.</summary>
    public sealed record Abandon(string Why) : Effect;
}

/// <summary>The effects of one input, in order.</summary>
internal sealed class Effects : List<Effect>
{
    public void Persist(IPersistedEvent @event) => Add(new Effect.Persist(@event));

    public void Tell(IEntityMessage message) => Add(new Effect.Tell(message));

    public void Reply(ReplyAddress to, IProtocolMessage message) => Add(new Effect.Reply(to, message));

    public void StartTimer(string name, TimeSpan after) => Add(new Effect.StartTimer(name, after));

    public void StopTimer(string name) => Add(new Effect.StopTimer(name));

    public void ReadHeads(IReadOnlyList<string> persistenceIds) => Add(new Effect.ReadHeads(persistenceIds));

    public void VerifyPassword(long call, string? hash, string password) => Add(new Effect.VerifyPassword(call, hash, password));

    public void Alarm(string what) => Add(new Effect.Alarm(what));

    public void Passivate() => Add(Effect.Passivate.Now);

    public void Abandon(string why) => Add(new Effect.Abandon(why));
}

/// <summary>An event or a message met a state in which it can't be true. The entity stops rather than spread it.</summary>
internal sealed class InvariantViolationException : Exception
{
    public InvariantViolationException()
    {
    }

    public InvariantViolationException(string message)
        : base(message)
    {
    }

    public InvariantViolationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>One event of a journal.</summary>
/// <param name="SequenceNumber">Its number in the stream, from 1.</param>
/// <param name="Event">The event, deserialized.</param>
internal sealed record JournalEntry(long SequenceNumber, object Event);
