using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace Oms.Host.Connections;

/// <summary>
/// What waits for one connection's reader: one queue, bounded in bytes, written by calls and subscriptions, emptied by one sender. Answers and events wait for room, one
/// after the other: calls under way are bounded, and a subscription behind a slow reader falls behind and ends; no account waits for anyone. What is refused at once waits
/// for nothing: it is put in, or the connection is closed.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never asked for holds nothing to dispose of.")]
internal sealed class Outbox(WebSocket socket, WireLimits limits, TimeProvider time)
{
    private readonly Channel<byte[]> _frames = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private TaskCompletionSource? _room;
    private long _waiting;
    private long _sendingSince;

    /// <summary>Whether the reader has taken nothing for too long.</summary>
    public bool IsStalled => Interlocked.Read(ref _sendingSince) is var since && since != 0 && time.GetElapsedTime(since) > limits.SendDeadline;

    /// <summary>Puts a frame in at once; false when too much waits already, or nothing is sent any more.</summary>
    public bool TryPost(byte[] frame)
    {
        lock (_gate)
        {
            if (_waiting > limits.OutboundBytes)
                return false;
        }

        return Add(frame);
    }

    /// <summary>Puts a frame in, however large, once half of the queue is free; it is written then and not before.</summary>
    public async Task Post(Func<byte[]> write, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await Room(cancellation);
            cancellation.ThrowIfCancellationRequested();
            Add(write());
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes no more; what is in is sent.</summary>
    public void Complete() => _frames.Writer.TryComplete();

    /// <summary>Sends until the queue is complete, or gives up with what is in it when <paramref name="giveUp"/> says so.</summary>
    public async Task Run(CancellationToken giveUp)
    {
        await foreach (var frame in _frames.Reader.ReadAllAsync(giveUp))
        {
            Interlocked.Exchange(ref _sendingSince, time.GetTimestamp());
            await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            Interlocked.Exchange(ref _sendingSince, 0);
            Sent(frame.Length);
            if (giveUp.IsCancellationRequested)
                return;
        }
    }

    private Task Room(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (HasRoom)
                return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task.WaitAsync(cancellation);
        }
    }

    private bool Add(byte[] frame)
    {
        lock (_gate)
            _waiting += frame.Length;
        return _frames.Writer.TryWrite(frame);
    }

    private bool HasRoom => _waiting <= limits.OutboundBytes / 2;

    private void Sent(int bytes)
    {
        TaskCompletionSource? freed = null;
        lock (_gate)
        {
            _waiting -= bytes;
            if (HasRoom)
                (freed, _room) = (_room, null);
        }

        freed?.TrySetResult();
    }
}
