using System.Text.Json;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>The two protocols.</summary>
public enum Protocol
{
    Http = 0,
    WebSocket,
}

/// <summary>Somebody who calls over one of the protocols, with a session or without.</summary>
internal sealed class WireUser : IAsyncDisposable
{
    private readonly WireHost _host;
    private readonly string? _token;
    private readonly RawClient? _client;

    private WireUser(WireHost host, string? token, RawClient? client) => (_host, _token, _client) = (host, token, client);

    /// <summary>A user whose password is as those of the demo are: his name and <c>-demo</c>.</summary>
    public static async Task<WireUser> LogIn(WireHost host, Protocol over, string user) => over == Protocol.Http
        ? new WireUser(host, await host.Token(user), null)
        : new WireUser(host, null, await host.Connected(user));

    /// <summary>Whoever holds this token: shown with each call, or taken up by a connection.</summary>
    public static async Task<WireUser> TakeUp(WireHost host, Protocol over, string token)
    {
        if (over == Protocol.Http)
            return new WireUser(host, token, null);
        var user = await Nobody(host, over);
        Assert.True((await user.Call("WebAuthenticateUser", $$"""{"SessionToken":"{{token}}"}""")).GetProperty("Authenticated").GetBoolean());
        return user;
    }

    public static async Task<WireUser> Nobody(WireHost host, Protocol over) => new(host, null, over == Protocol.Http ? null : await host.Connect());

    public Task<JsonElement> Call(string call, string payload) => _client is null ? _host.Post(call, payload, _token) : _client.Call(call, payload);

    public async Task<string> Text(string call, string payload) => (await Call(call, payload)).GetRawText();

    /// <summary>The code of the answer; 0 when it is no envelope.</summary>
    public async Task<int> Code(string call, string payload)
    {
        var answer = await Call(call, payload);
        return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("errorcode", out var code) ? code.GetInt32() : 0;
    }

    /// <summary>Asks until the answer is as wanted.</summary>
    public async Task Until(string call, string payload, Predicate<JsonElement> wanted)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        while (!wanted(await Call(call, payload)))
            patience.Token.ThrowIfCancellationRequested();
    }

    public ValueTask DisposeAsync() => _client?.DisposeAsync() ?? ValueTask.CompletedTask;
}
