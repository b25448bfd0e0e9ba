using System.Diagnostics.CodeAnalysis;

namespace Oms.Actors.Protocol;

/// <summary>Commands that are decided on settled state: one write at a time, a bounded number of commands behind it.</summary>
internal sealed class WriteQueue<TCommand, TEvent>(int most)
    where TCommand : class
    where TEvent : class, IPersistedEvent
{
    private readonly Queue<TCommand> _waiting = [];
    private (TEvent Event, TCommand Command)? _writing;

    public bool IsEmpty => _writing is null && _waiting.Count == 0;

    /// <summary>False when too many wait already.</summary>
    public bool TryAdd(TCommand command)
    {
        if (_waiting.Count >= most)
            return false;

        _waiting.Enqueue(command);
        return true;
    }

    /// <summary>The next command, unless a write is under way.</summary>
    public bool TryNext([NotNullWhen(true)] out TCommand? command)
    {
        command = null;
        return _writing is null && _waiting.TryDequeue(out command);
    }

    public void Write(TEvent @event, TCommand command, Effects effects)
    {
        _writing = (@event, command);
        effects.Persist(@event);
    }

    /// <summary>The write is committed: what it was, and for which command.</summary>
    public (TEvent Event, TCommand Command) Written()
    {
        var written = _writing ?? throw new InvariantViolationException("A write that was not begun has been committed.");
        _writing = null;
        return written;
    }

    /// <summary>This life is over: every command that is not settled, the one being written first.</summary>
    public IReadOnlyList<TCommand> Abandon()
    {
        IReadOnlyList<TCommand> unsettled = [.. _writing is { } writing ? [writing.Command] : Array.Empty<TCommand>(), .. _waiting];
        _waiting.Clear();
        _writing = null;
        return unsettled;
    }
}
