using Oms.Actors.Protocol;
using Xunit;

namespace Oms.Actors.Tests.Protocol;

/// <summary>One process on a bench: inputs are fed by hand, effects are looked at, and the journal is a list. A write stays under way until <see cref="Commit"/> or <see cref="Fail"/>.</summary>
internal sealed class ProcessBench
{
    public static readonly ReplyAddress Asker = new("asker");

    private readonly IProcess _process;
    private readonly List<IPersistedEvent> _journal;
    private long _snapshotSequence;
    private IProtocolMessage? _snapshot;

    public ProcessBench(IProcess process, IReadOnlyList<IPersistedEvent>? journal = null, DateTimeOffset? now = null)
    {
        _process = process;
        _journal = [.. journal ?? []];
        Now = now ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < _journal.Count; i++)
            process.Replay(_journal[i], i + 1);

        Beginning = Feed(new Input.Recovered("life"));
    }

    /// <summary>What the process wanted done when it had recovered.</summary>
    public IReadOnlyList<Effect> Beginning { get; }

    public DateTimeOffset Now { get; set; }

    /// <summary>What is committed.</summary>
    public IReadOnlyList<IPersistedEvent> Journal => _journal;

    /// <summary>What is being written.</summary>
    public IPersistedEvent? Writing { get; private set; }

    /// <summary>The last snapshot and the sequence number it stands for.</summary>
    public (IProtocolMessage State, long Sequence)? Snapshot => _snapshot is null ? null : (_snapshot, _snapshotSequence);

    public IReadOnlyList<Effect> Feed(object input)
    {
        var effects = new Effects();
        _process.On(input, Now, effects);
        foreach (var persist in effects.OfType<Effect.Persist>())
        {
            Assert.Null(Writing);
            Writing = persist.Event;
        }

        if (effects.OfType<Effect.SaveSnapshot>().LastOrDefault() is { } save)
            (_snapshot, _snapshotSequence) = (save.State, _journal.Count);

        return effects;
    }

    /// <summary>The write under way is committed.</summary>
    public IReadOnlyList<Effect> Commit()
    {
        _journal.Add(Writing ?? throw new InvalidOperationException("Nothing is being written."));
        Writing = null;
        return Feed(new Input.Written(_journal.Count));
    }

    /// <summary>Every write until there is none.</summary>
    public IReadOnlyList<Effect> CommitAll()
    {
        List<Effect> effects = [];
        while (Writing is not null)
            effects.AddRange(Commit());

        return effects;
    }

    /// <summary>The write under way fails, and this life with it.</summary>
    public IReadOnlyList<Effect> Fail()
    {
        Writing = null;
        return Feed(new Input.Ended());
    }

    /// <summary>Feeds a message, commits what it brings about, and gives the one answer to it.</summary>
    public IProtocolMessage Ask(object message) => Assert.Single(Replies([.. Feed(message), .. CommitAll()]));

    public static IReadOnlyList<IProtocolMessage> Replies(IReadOnlyList<Effect> effects) =>
        [.. effects.OfType<Effect.Reply>().Where(reply => reply.To == Asker).Select(reply => reply.Message)];
}
