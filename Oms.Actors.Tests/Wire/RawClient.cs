using System.Net.WebSockets;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>A frame that the server has sent; <c>o</c> is read as the JSON that its text is.</summary>
internal sealed record ServerFrame(int Kind, long Number, string Name, JsonElement Payload)
{
    public const int Reply = 1;
    public const int Event = 3;
    public const int Error = 5;

    public long OrderId => Payload.GetProperty(nameof(OrderId)).GetInt64();

    public string? OrderState => Payload.GetProperty(nameof(OrderState)).GetString();
}

/// <summary>
/// A client written from the facts of the wire and nothing else: text frames of <c>m</c>, <c>i</c>, <c>n</c>, <c>o</c>, the first with <c>i</c> 0, then 2, 4 and so on. It
/// sends without waiting and keeps all that it hears, in the order in which that came.
/// </summary>
internal sealed class RawClient : IAsyncDisposable
{
    /// <summary>Escapes what must be and no more, as JavaScript does.</summary>
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ClientWebSocket _socket = new();
    private readonly Channel<ServerFrame> _replies = Channel.CreateUnbounded<ServerFrame>();
    private readonly Channel<ServerFrame> _events = Channel.CreateUnbounded<ServerFrame>();
    private readonly Lock _gate = new();
    private readonly List<ServerFrame> _heard = [];
    private long _number = -2;
    private Task _listening = Task.CompletedTask;

    /// <summary>Completes with the status and the reason that the server closes with.</summary>
    public Task<(WebSocketCloseStatus? Status, string? Reason)> Closed { get; private set; } = null!;

    /// <summary>All frames so far.</summary>
    public IReadOnlyList<ServerFrame> Heard
    {
        get
        {
            lock (_gate)
                return [.. _heard];
        }
    }

    public WebSocketState State => _socket.State;

    public static async Task<RawClient> Connect(Uri host, string path)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(new UriBuilder(host) { Scheme = "ws", Path = path }.Uri, CancellationToken.None);
        var closed = client.Listen();
        (client._listening, client.Closed) = (closed, closed);
        return client;
    }

    public async Task LogIn(string user) =>
        Assert.True((await Call("AuthenticateUser", $$"""{"UserName":"{{user}}","Password":"{{user}}-demo"}""")).GetProperty("Authenticated").GetBoolean());

    /// <summary>Sends a request and waits for nothing; gives its number.</summary>
    public async Task<long> Send(string call, string payload)
    {
        var number = Interlocked.Add(ref _number, 2);
        await SendText($$"""{"m":0,"i":{{number}},"n":{{JsonSerializer.Serialize(call, Relaxed)}},"o":{{JsonSerializer.Serialize(payload, Relaxed)}}}""");
        return number;
    }

    public Task SendText(string frame) => SendBytes(Encoding.UTF8.GetBytes(frame));

    public Task SendBytes(ReadOnlyMemory<byte> bytes, WebSocketMessageType type = WebSocketMessageType.Text, bool isLast = true) =>
        _socket.SendAsync(bytes, type, isLast, CancellationToken.None).AsTask();

    /// <summary>Sends unless the server has closed the connection, which it may do at any moment; says whether it was sent.</summary>
    public async Task<bool> SendWhileOpen(ReadOnlyMemory<byte> bytes, bool isLast, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        try
        {
            if (State == WebSocketState.Open)
                await SendBytes(bytes, type, isLast);
            return State == WebSocketState.Open;
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Sends a request and waits for its reply: nothing else of this client may be waiting for one.</summary>
    public async Task<JsonElement> Call(string call, string payload)
    {
        var number = await Send(call, payload);
        var reply = await Reply();
        Assert.Equal((ServerFrame.Reply, number, call), (reply.Kind, reply.Number, reply.Name));
        return reply.Payload;
    }

    /// <summary>The next frame that is no event.</summary>
    public async Task<ServerFrame> Reply()
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        return await _replies.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The next event of this kind; those before it are behind us.</summary>
    public async Task<ServerFrame> Next(string name, Predicate<ServerFrame>? wanted = null)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        while (true)
        {
            var @event = await _events.Reader.ReadAsync(patience.Token);
            if (@event.Name == name && wanted?.Invoke(@event) != false)
                return @event;
        }
    }

    /// <summary>Ends as a client that says goodbye.</summary>
    public async Task Close()
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        await Closed.WaitAsync(Engine.Patience);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _listening;
        _socket.Dispose();
    }

    private async Task<(WebSocketCloseStatus? Status, string? Reason)> Listen()
    {
        try
        {
            var buffer = new byte[8192];
            using var text = new MemoryStream();
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                    return (_socket.CloseStatus, _socket.CloseStatusDescription);
                text.Write(buffer.AsSpan(0, part.Count));
                if (!part.EndOfMessage)
                    continue;
                Hear(JsonElement.Parse(text.ToArray()));
                text.SetLength(0);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            return (null, null);
        }
        finally
        {
            _replies.Writer.TryComplete();
            _events.Writer.TryComplete();
        }
    }

    private void Hear(JsonElement json)
    {
        var frame = new ServerFrame(json.GetProperty("m").GetInt32(), json.GetProperty("i").GetInt64(), json.GetProperty("n").GetString()!, JsonElement.Parse(json.GetProperty("o").GetString()!));
        lock (_gate)
            _heard.Add(frame);
        (frame.Kind == ServerFrame.Event ? _events : _replies).Writer.TryWrite(frame);
    }
}
