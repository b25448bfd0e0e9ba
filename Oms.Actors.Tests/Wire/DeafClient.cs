using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Oms.Actors.Tests.Wire;

/// <summary>A client with a session that sends and never reads; its side of the connection holds as little as can be.</summary>
internal sealed class DeafClient : IAsyncDisposable
{
    private const int LeastBuffer = 4096;

    private readonly ClientWebSocket _socket = new();
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { ConnectCallback = Connect });
    private long _number;

    public static async Task<DeafClient> Connect(Uri host, string token)
    {
        var client = new DeafClient();
        await client._socket.ConnectAsync(new UriBuilder(host) { Scheme = "ws", Path = "/WSGateway" }.Uri, client._http, CancellationToken.None);
        await client.Send("WebAuthenticateUser", $$"""{"SessionToken":"{{token}}"}""");
        return client;
    }

    /// <summary>Sends a request; what is sent to a server that has given up is lost.</summary>
    public async Task Send(string call, string payload)
    {
        try
        {
            var frame = $$"""{"m":0,"i":{{_number += 2}},"n":"{{call}}","o":{{JsonSerializer.Serialize(payload)}}}""";
            await _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // Closed for being slow.
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = LeastBuffer };
        await socket.ConnectAsync(context.DnsEndPoint, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
