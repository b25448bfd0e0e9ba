using System.Net.WebSockets;

namespace Oms.Host.Connections;

/// <summary>The end of a connection: the first reason counts, is told to the other side if that still listens, and nobody waits for it for long.</summary>
internal sealed class Closing : IDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private readonly TaskCompletionSource<CloseReason> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended = new();
    private readonly WebSocket _socket;
    private readonly Outbox _outbox;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _failed;

    /// <param name="socket">The connection.</param>
    /// <param name="outbox">What is still to be sent.</param>
    /// <param name="time">The clock.</param>
    /// <param name="failed">Told of a defect.</param>
    public Closing(WebSocket socket, Outbox outbox, TimeProvider time, Action<Exception> failed)
    {
        (_socket, _outbox, _time, _failed) = (socket, outbox, time, failed);
        Ended = _ended.Token;
    }

    /// <summary>Canceled when the connection is closing: nobody reads an answer any more.</summary>
    public CancellationToken Ended { get; }

    public void Begin(WebSocketCloseStatus status, string reason) => _begun.TrySetResult(new CloseReason(status, reason));

    /// <summary>Reads and sends until there is a reason to end, then takes leave. Says why.</summary>
    public async Task<string> Run(Func<CancellationToken, Task> read)
    {
        using var aborted = new CancellationTokenSource();
        var reading = Guarded(read(aborted.Token));
        var sending = Guarded(_outbox.Run(Ended));
        var reason = await _begun.Task;
        await _ended.CancelAsync();
        _outbox.Complete();
        using var patience = new CancellationTokenSource(Farewell, _time);
        await TakeLeave(sending, reading, reason, patience.Token);
        _socket.Abort();
        await aborted.CancelAsync();
        await Task.WhenAll(reading, sending);
        return reason.Reason;
    }

    public void Dispose() => _ended.Dispose();

    private async Task TakeLeave(Task sending, Task reading, CloseReason reason, CancellationToken patience)
    {
        try
        {
            await sending.WaitAsync(patience);
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(reason.Status, reason.Reason, patience);
            await reading.WaitAsync(patience);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The other side no longer listens.
        }
    }

    /// <summary>Reading or sending that fails is a connection that is lost; a peer that answers no ping shows as a cancellation. What was ended from here has its reason already.</summary>
    private async Task Guarded(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            Begin(WebSocketCloseStatus.Empty, "the connection was lost");
        }
        catch (Exception e)
        {
            _failed(e);
        }
    }

    private sealed record CloseReason(WebSocketCloseStatus Status, string Reason);
}
