using System.Net.Sockets;
using System.Text;

namespace Oms.Actors.Tests.Wire;

/// <summary>Bytes of the test's choice to the host's port, and what comes back until the host hangs up: what no client library would send.</summary>
internal static class RawExchange
{
    /// <summary>Sends these bytes while it listens; the answer is empty when the host reset the connection before any of it could be read.</summary>
    /// <param name="host">Where to.</param>
    /// <param name="bytes">What.</param>
    /// <param name="hangsUp">Whether that is all that will ever come.</param>
    public static async Task<byte[]> Send(Uri host, ReadOnlyMemory<byte> bytes, bool hangsUp = false)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(host.Host, host.Port, patience.Token);
        await using var stream = new NetworkStream(socket);
        var sending = SendAll(socket, stream, bytes, hangsUp, patience.Token);
        var answer = await ReadAll(stream, patience.Token);
        await sending;
        return answer;
    }

    /// <summary>The answer to an HTTP request that consists of these lines and this body, a byte each letter.</summary>
    public static async Task<string> Http(Uri host, string lines, string body = "", bool hangsUp = false) =>
        Encoding.UTF8.GetString(await Send(host, Encoding.Latin1.GetBytes($"{lines}\nHost: {host.Authority}\nConnection: close\n\n{body}".ReplaceLineEndings("\r\n")), hangsUp));

    private static async Task SendAll(Socket socket, NetworkStream stream, ReadOnlyMemory<byte> bytes, bool hangsUp, CancellationToken cancellation)
    {
        try
        {
            await stream.WriteAsync(bytes, cancellation);
            if (hangsUp)
                socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The host has heard enough.
        }
    }

    private static async Task<byte[]> ReadAll(NetworkStream stream, CancellationToken cancellation)
    {
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, cancellation);
        }
        catch (IOException)
        {
            // Reset: what came before counts.
        }

        return answer.ToArray();
    }
}
