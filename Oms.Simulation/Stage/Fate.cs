namespace Oms.Simulation.Stage;

/// <summary>What becomes of a message between nodes, or within one.</summary>
internal enum MessageFate
{
    Arrives = 0,
    Lost,
    Repeated,

    /// <summary>Comes late, and everything behind it on the same way too.</summary>
    Late,

    /// <summary>Comes late, overtaken by others.</summary>
    Overtaken,
}

/// <summary>What becomes of a write.</summary>
internal enum WriteFate
{
    Stored = 0,

    /// <summary>Not stored, and the writer is told that it failed.</summary>
    Failed,

    /// <summary>Stored, but the writer is told that it failed.</summary>
    StoredUnknown,

    /// <summary>The writer is told that it failed, and it is stored later.</summary>
    StoredLate,
}

/// <summary>Decides what goes wrong and how long things take. The base: nothing, and always as long.</summary>
internal class Fate
{
    public static readonly Fate Kind = new();

    public virtual MessageFate Message(object message, bool local) => MessageFate.Arrives;

    public virtual long MessageDelay(bool local) => local ? 20 : 500;

    /// <summary>How much longer a late message takes.</summary>
    public virtual long Lateness() => Moment.Second;

    public virtual WriteFate Write() => WriteFate.Stored;

    public virtual long WriteDelay() => 3 * Moment.Millisecond;

    /// <summary>From the time-out of a write to its commit.</summary>
    public virtual long WriteLateness() => Moment.Second;

    /// <summary>Whether a write that had left a node is stored although the node died.</summary>
    public virtual bool WriteSurvivesItsNode() => true;

    public virtual long ReadDelay() => Moment.Millisecond;

    public virtual bool HeadsFail() => false;

    public virtual bool RecoveryFails() => false;

    public virtual bool DroppedInHandOff() => false;

    /// <summary>A number for a choice that is no fault.</summary>
    public virtual int Choose(int limit) => 0;

    /// <summary>Called before each effect of a process: the places where a node can die.</summary>
    public virtual void BeforeEffect(World world, SimNode node)
    {
    }
}
