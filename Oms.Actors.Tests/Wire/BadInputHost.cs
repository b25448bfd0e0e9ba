using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Oms.Actors.Api;
using Oms.Host.Calls;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>Who sends a bad input.</summary>
internal enum Sender
{
    /// <summary>Trading on account 7.</summary>
    Trader = 0,
    Operator,

    /// <summary>May read account 7.</summary>
    Viewer,

    /// <summary>Has never logged in.</summary>
    Nobody,

    /// <summary>Holds the token of a session that has been ended.</summary>
    Dead,
}

/// <summary>
/// A host in which every bad input meets something to spoil: open orders of two accounts, one that is canceled, and for each sender a connection and a session. Nothing is
/// written any more when the tests begin, so that the journal's rows of that moment are those of every later one.
/// </summary>
public sealed class BadInputHost : IAsyncLifetime
{
    private readonly Dictionary<Sender, string?> _tokens = [];
    private readonly Dictionary<Sender, RawClient> _connections = [];
    private long _rows;
    private string _openOrders = "";

    internal WireHost Host { get; private set; } = null!;

    internal IReadOnlyCollection<WireCall> Calls => Host.Services.GetRequiredService<CallTable>().All;

    public async Task InitializeAsync()
    {
        Host = await WireHost.Start("--Wire:LoginDeadline=01:00:00");
        _tokens[Sender.Nobody] = null;
        foreach (var (sender, user) in new[] { (Sender.Trader, "trader"), (Sender.Operator, "operator"), (Sender.Viewer, "viewer"), (Sender.Dead, "trader2") })
            _tokens[sender] = await Host.Token(user);
        foreach (var (sender, token) in _tokens)
            _connections[sender] = await Connect(token);
        await PlaceOrders();
        await Host.Post("LogOut", "{}", _tokens[Sender.Dead]);
        await NothingIsBeingWritten();
        _rows = await Host.Rows();
        _openOrders = await OpenOrders();
    }

    public async Task DisposeAsync()
    {
        foreach (var connection in _connections.Values)
            await connection.DisposeAsync();
        await Host.DisposeAsync();
    }

    internal string? Token(Sender sender) => _tokens[sender];

    internal RawClient Connection(Sender sender) => _connections[sender];

    /// <summary>The answer to a POST, which is JSON with status 200 whatever the body is.</summary>
    internal async Task<string> OverHttp(string call, byte[] body, Sender sender = Sender.Trader) =>
        (await Host.Post(call, body, _tokens[sender])).GetRawText();

    /// <summary>The answer to a frame, which comes as a reply with the call's name and number.</summary>
    internal async Task<string> OverWebSocket(string call, byte[] payload, Sender sender = Sender.Trader) =>
        (await _connections[sender].Call(call, Encoding.UTF8.GetString(payload))).GetRawText();

    /// <summary>A connection that has taken up a session: that writes nothing, as a login would.</summary>
    internal async Task<RawClient> Connect(string? token)
    {
        var client = await Host.Connect();
        if (token is not null)
            Assert.True((await client.Call("WebAuthenticateUser", $$"""{"SessionToken":"{{token}}"}""")).GetProperty("Authenticated").GetBoolean());
        return client;
    }

    /// <summary>No row has been written, the orders are as they were, and every connection still answers.</summary>
    internal async Task IsUnharmed()
    {
        foreach (var connection in _connections.Values)
            Assert.Equal("""{"msg":"PONG"}""", (await connection.Call("Ping", "{}")).GetRawText());
        Assert.Equal(_openOrders, await OpenOrders());

        // One row too many is the fault of one test, not of all those after it.
        var before = _rows;
        _rows = await Host.Rows();
        Assert.Equal(before, _rows);
    }

    private async Task<string> OpenOrders()
    {
        var seen = new List<string>();
        foreach (var account in new[] { 7, 8 })
            seen.Add((await Host.Post("GetOpenOrders", $$"""{"OMSId":1,"AccountId":{{account}}}""", _tokens[Sender.Operator])).GetRawText());
        return string.Join('\n', seen);
    }

    private async Task PlaceOrders()
    {
        Assert.Equal(BadRequests.Open, await Place(7, clientOrderId: 41));
        Assert.Equal(BadRequests.Foreign, await Place(8, clientOrderId: 42));
        Assert.Equal(BadRequests.Canceled, await Place(7, clientOrderId: 43));
        Assert.Equal(BadRequests.AlsoOpen, await Place(7, clientOrderId: 44));
        var canceled = $$"""{"OMSId":1,"OrderId":{{BadRequests.Canceled}}}""";
        Assert.True((await Host.Post("CancelOrder", canceled, _tokens[Sender.Operator])).GetProperty("result").GetBoolean());
        using var patience = new CancellationTokenSource(Engine.Patience);
        while (OrderState(await Host.Post("GetOrderStatus", canceled, _tokens[Sender.Operator])) != "Canceled")
            patience.Token.ThrowIfCancellationRequested();
    }

    private async Task<long> Place(int account, long clientOrderId)
    {
        var order = $$"""{"OMSId":1,"AccountId":{{account}},"InstrumentId":1,"Side":0,"OrderType":2,"Quantity":0.5,"LimitPrice":100,"ClientOrderId":{{clientOrderId}}}""";
        return (await Host.Post("SendOrder", order, _tokens[Sender.Operator])).GetProperty("OrderId").GetInt64();
    }

    private static string? OrderState(JsonElement order) => order.GetProperty(nameof(OrderState)).GetString();

    /// <summary>A deposit that has been made before changes nothing and is answered once all that its account decided until then is in the journal.</summary>
    private async Task NothingIsBeingWritten()
    {
        var administration = Host.Services.GetRequiredService<IOmsAdministration>();
        foreach (var account in new[] { Engine.Account, Engine.Account2 })
            Assert.Equal(Receipt.Received, await administration.Deposit(Caller.Host, account, Engine.Usd, 1_000_000, "demo USD", CancellationToken.None));
    }
}
