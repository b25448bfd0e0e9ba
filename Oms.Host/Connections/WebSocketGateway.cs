using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Oms.Actors.Api;
using Oms.Host.Calls;

namespace Oms.Host.Connections;

/// <summary>AlphaPoint's WebSocket gateway: takes connections in, keeps count of them, and closes them when the host stops.</summary>
internal sealed partial class WebSocketGateway
{
    private readonly ConcurrentDictionary<long, Connection> _connections = [];
    private readonly ConnectionParts _parts;
    private readonly CancellationToken _stopping;
    private int _open;
    private long _ids;

    public WebSocketGateway(CallTable calls, IOms oms, EventWriter events, DisconnectCancels cancels, WireLimits limits, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<WebSocketGateway> log)
    {
        _parts = new ConnectionParts(calls, oms, events, cancels, limits, time, log);
        _stopping = lifetime.ApplicationStopping;
        _stopping.Register(CloseAll);
    }

    public async Task Handle(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            http.Response.Headers.Upgrade = "websocket";
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _open) > _parts.Limits.Connections)
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            else
                await Serve(http);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task Serve(HttpContext http)
    {
        var began = _parts.Time.GetTimestamp();
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var connection = new Connection(Interlocked.Increment(ref _ids), socket, address, _parts);
        _connections[connection.Id] = connection;
        if (_stopping.IsCancellationRequested)
            CloseAll();
        LogOpened(_parts.Log, connection.Id, address);
        var reason = "a defect";
        try
        {
            reason = await connection.Run();
        }
        finally
        {
            _connections.TryRemove(connection.Id, out _);
        }

        var lasted = _parts.Time.GetElapsedTime(began).TotalSeconds;
        LogClosed(_parts.Log, connection.Id, address, lasted, reason);
    }

    private void CloseAll()
    {
        foreach (var connection in _connections.Values)
            connection.Close(WebSocketCloseStatus.EndpointUnavailable, "the server is stopping");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connection {Id} from {Address} opened")]
    private static partial void LogOpened(ILogger log, long id, IPAddress address);

    [LoggerMessage(Level = LogLevel.Information, Message = "Connection {Id} from {Address} closed after {Seconds:0.0} s: {Reason}")]
    private static partial void LogClosed(ILogger log, long id, IPAddress address, double seconds, string reason);
}
