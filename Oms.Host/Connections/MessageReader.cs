using System.Net.WebSockets;

namespace Oms.Host.Connections;

/// <summary>Puts the fragments of messages together, within limits: a message of endless fragments costs no more than a long one.</summary>
internal sealed class MessageReader(WebSocket socket, WireLimits limits, TimeProvider time)
{
    private const int EmptyFragmentsMost = 100;
    private const int FirstBuffer = 4096;

    /// <summary>One byte above the limit: a message that fills it is too big, whether its last fragment has come or not.</summary>
    private readonly int _largestBuffer = (int)Math.Min(limits.LargestMessage + 1L, Array.MaxLength);

    private byte[] _buffer = new byte[Math.Min(FirstBuffer, limits.LargestMessage + 1L)];

    /// <summary>When the message that is being received began; 0 between messages.</summary>
    private long _begunAt;

    /// <summary>Whether a message has begun and not been completed within this time.</summary>
    public bool IsLate(TimeSpan deadline) => Interlocked.Read(ref _begunAt) is var begun && begun != 0 && time.GetElapsedTime(begun) > deadline;

    /// <summary>The next message; its bytes are good until the one after it is asked for.</summary>
    /// <exception cref="MessageRefusedException">A message above a limit.</exception>
    public async ValueTask<Message> Next(CancellationToken cancellation)
    {
        var length = 0;
        var empty = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
                return new Message(MessageKind.Close, default);
            length += part.Count;
            if (length > limits.LargestMessage)
                throw new MessageRefusedException(WebSocketCloseStatus.MessageTooBig, "message too big");
            if (part.EndOfMessage)
            {
                Interlocked.Exchange(ref _begunAt, 0);
                return new Message(part.MessageType == WebSocketMessageType.Text ? MessageKind.Text : MessageKind.Binary, _buffer.AsMemory(0, length));
            }

            Interlocked.CompareExchange(ref _begunAt, time.GetTimestamp(), 0);
            if (part.Count == 0 && ++empty > EmptyFragmentsMost)
                throw new MessageRefusedException(WebSocketCloseStatus.PolicyViolation, "too many empty fragments");
            MakeRoom(length);
        }
    }

    /// <summary>Reads on to the other side's close and looks at nothing: a connection that is cut off with bytes unread is reset, and the reason for its end lost on the way.</summary>
    public async Task Discard(CancellationToken cancellation)
    {
        Interlocked.Exchange(ref _begunAt, 0);
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent
            && (await socket.ReceiveAsync(_buffer.AsMemory(), cancellation)).MessageType != WebSocketMessageType.Close)
        {
        }
    }

    private void MakeRoom(int length)
    {
        if (length == _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 4L, _largestBuffer));
    }
}

internal enum MessageKind
{
    Text = 0,
    Binary,

    /// <summary>The other side has closed.</summary>
    Close,
}

internal readonly record struct Message(MessageKind Kind, ReadOnlyMemory<byte> Bytes);

/// <summary>A message that ends its connection, with the status and the reason to close with.</summary>
internal sealed class MessageRefusedException(WebSocketCloseStatus status, string reason) : Exception(reason)
{
    public WebSocketCloseStatus Status { get; } = status;
}
