using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Oms.Faults.Clients;

/// <summary>AlphaPoint's WebSocket protocol: frames of <c>m</c>, <c>i</c>, <c>n</c>, <c>o</c>. Many calls may be under way.</summary>
internal sealed class SocketWire : IWire
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _waiting = [];
    private readonly Action<string, JsonElement> _heard;
    private readonly TimeSpan _patience;
    private long _number = -2;
    private volatile string? _lost;
    private Task _listening = Task.CompletedTask;

    private SocketWire(Action<string, JsonElement> heard, TimeSpan patience)
    {
        (_heard, _patience) = (heard, patience);
        _socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(5);
        _socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(10);
    }

    /// <summary>Completes with the reason when the connection is gone.</summary>
    public Task<string> Lost { get; private set; } = null!;

    /// <param name="node">Where the node serves.</param>
    /// <param name="heard">Takes each event, one after another, in the order in which they come.</param>
    /// <param name="patience">How long to wait for anything.</param>
    public static async Task<SocketWire> Connect(Uri node, Action<string, JsonElement> heard, TimeSpan patience)
    {
        var wire = new SocketWire(heard, patience);
        try
        {
            using var soon = new CancellationTokenSource(patience);
            await wire._socket.ConnectAsync(new UriBuilder(node) { Scheme = "ws", Path = "/WSGateway" }.Uri, soon.Token);
        }
        catch (Exception refused) when (refused is WebSocketException or OperationCanceledException)
        {
            wire._socket.Dispose();
            throw new WireLostException(refused.Message, refused);
        }

        wire.Lost = wire.Listen();
        wire._listening = wire.Lost;
        return wire;
    }

    public async Task<JsonElement> Call(string call, string payload)
    {
        var number = Interlocked.Add(ref _number, 2);
        var answer = _waiting[number] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await Send($$"""{"m":0,"i":{{number}},"n":{{JsonSerializer.Serialize(call, Relaxed)}},"o":{{JsonSerializer.Serialize(payload, Relaxed)}}}""");
            if (_lost is { } lost)
                throw new WireLostException(lost);
            return await answer.Task.WaitAsync(_patience);
        }
        catch (Exception failed) when (failed is WebSocketException or TimeoutException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            throw new WireLostException(failed.Message, failed);
        }
        finally
        {
            _waiting.TryRemove(number, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _listening;
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task Send(string frame)
    {
        using var soon = new CancellationTokenSource(_patience);
        await _sending.WaitAsync(soon.Token);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(frame).AsMemory(), WebSocketMessageType.Text, true, soon.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task<string> Listen()
    {
        var why = "closed";
        try
        {
            var buffer = new byte[16384];
            using var text = new MemoryStream();
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    why = $"{_socket.CloseStatus}: {_socket.CloseStatusDescription}";
                    break;
                }

                text.Write(buffer.AsSpan(0, part.Count));
                if (!part.EndOfMessage)
                    continue;

                Hear(JsonElement.Parse(text.ToArray()));
                text.SetLength(0);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            why = gone.Message;
        }

        _lost = why;
        foreach (var waiting in _waiting.Values)
            waiting.TrySetException(new WireLostException(why));
        return why;
    }

    private void Hear(JsonElement frame)
    {
        const int reply = 1;
        const int @event = 3;
        var payload = JsonElement.Parse(frame.GetProperty("o").GetString()!);
        if (frame.GetProperty("m").GetInt32() == @event)
            _heard(frame.GetProperty("n").GetString()!, payload);
        else if (frame.GetProperty("m").GetInt32() == reply && _waiting.TryGetValue(frame.GetProperty("i").GetInt64(), out var waiting))
            waiting.TrySetResult(payload);
    }
}
