using System.Net.WebSockets;
using System.Threading.Channels;

namespace Oms.Host.Connections;

/// <summary>
/// What waits for one connection's reader: one queue, bounded in bytes, written by calls and subscriptions, emptied by one sender. Answers are never waited for: they
/// are put in, or the connection is closed. Events wait for room here, and so the subscription behind them falls behind and ends; no account waits for anyone.
/// </summary>
internal sealed class Outbox(WebSocket socket, WireLimits limits, TimeProvider time)
{
    private readonly Channel<byte[]> _frames = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _gate = new();
    private TaskCompletionSource? _room;
    private long _waiting;
    private long _sendingSince;

    /// <summary>Whether the reader has taken nothing for too long.</summary>
    public bool IsStalled => Interlocked.Read(ref _sendingSince) is var since && since != 0 && time.GetElapsedTime(since) > limits.SendDeadline;

    /// <summary>Puts a frame in; false when there is no room, or nothing is sent any more.</summary>
    public bool TryPost(byte[] frame)
    {
        lock (_gate)
        {
            if (_waiting + frame.Length > limits.OutboundBytes && _waiting > 0)
                return false;
            _waiting += frame.Length;
        }

        return _frames.Writer.TryWrite(frame);
    }

    /// <summary>Waits until half of the queue is free.</summary>
    public Task WaitForRoom(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (HasRoom)
                return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task.WaitAsync(cancellation);
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
