using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>What ends a connection, with which reason, and what is refused before that.</summary>
public sealed class ConnectionLimitsSpec
{
    private const string Open = """{"OMSId":1,"AccountId":7}""";

    [Fact]
    public async Task Places_beyond_a_connections_limit_are_101_at_once_and_never_stop_a_cancel()
    {
        var journal = new FaultyJournal();
        await using var host = await WireHost.On(journal, "--Wire:Calls=1");
        await using var client = await host.Connected();
        var order = (await client.Call("SendOrder", Order(1))).GetProperty("OrderId").GetInt64();
        using var held = journal.Inject(JournalFault.HoldWrite, id => id == "account-7");
        await client.Send("SendOrder", Order(2));
        await held.Met;

        var refused = await client.Call("SendOrder", Order(3));
        Assert.Equal((101, "too many calls under way"), (refused.GetProperty("errorcode").GetInt32(), refused.GetProperty("detail").GetString()));
        Assert.True((await client.Call("CancelOrder", $$"""{"OMSId":1,"OrderId":{{order}}}""")).GetProperty("result").GetBoolean());
        held.Dispose();
        Assert.Equal("Accepted", (await client.Reply()).Payload.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Who_waits_for_each_answer_is_never_over_a_limit_of_one()
    {
        await using var host = await WireHost.Start("--Wire:Calls=1");
        await using var client = await host.Connected();
        for (var call = 0; call < 2_000; call++)
            Assert.Equal(JsonValueKind.Array, (await client.Call("GetOpenOrders", Open)).ValueKind);
    }

    [Fact]
    public async Task Without_a_login_in_time_it_is_closed_and_again_after_a_LogOut()
    {
        await using var host = await WireHost.Start("--Wire:LoginDeadline=00:00:01");
        await using var silent = await host.Connect();
        await using var leaving = await host.Connected();
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "no login in time"), await silent.Closed.WaitAsync(Engine.Patience));
        Assert.Equal(JsonValueKind.Array, (await leaving.Call("GetOpenOrders", Open)).ValueKind);
        await leaving.Call("LogOut", "{}");
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "no login in time"), await leaving.Closed.WaitAsync(Engine.Patience));
    }

    [Fact]
    public async Task A_peer_that_answers_no_ping_is_given_up()
    {
        await using var host = await WireHost.Start("--Wire:KeepAlive=00:00:00.2", "--Wire:KeepAliveTimeout=00:00:00.5");
        using var peer = new TcpClient();
        await peer.ConnectAsync(host.Address.Host, host.Address.Port);
        var stream = peer.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /WSGateway HTTP/1.1\r\nHost: {host.Address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        Assert.Contains("closed", await host.Logged("the connection was lost"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_503()
    {
        await using var host = await WireHost.Start("--Wire:Connections=1");
        await using var first = await host.Connect();
        Assert.Equal("PONG", (await first.Call("Ping", "{}")).GetProperty("msg").GetString());
        await Assert.ThrowsAsync<WebSocketException>(() => host.Connect());
        await first.Close();
        await host.Logged("closed after");
        await using var next = await host.Connect();
        Assert.Equal("PONG", (await next.Call("Ping", "{}")).GetProperty("msg").GetString());
    }

    [Fact]
    public async Task A_host_that_stops_says_so_to_its_connections()
    {
        await using var host = await WireHost.Start();
        await using var client = await host.Connected();
        await host.Stop();
        Assert.Equal((WebSocketCloseStatus.EndpointUnavailable, "the server is stopping"), await client.Closed.WaitAsync(Engine.Patience));
    }

    [Fact]
    public async Task A_reader_who_takes_no_answers_is_closed_with_a_reason_and_nobody_waits_for_him()
    {
        await using var host = await WireHost.Start("--Wire:OutboundBytes=100000", "--Wire:SendDeadline=00:00:01");
        await using var trader = await host.Connected();
        for (var i = 0; i < 200; i++)
            await trader.Call("SendOrder", Order(0));
        await using var slow = await DeafClient.Connect(host.Address, await host.Token());
        for (var i = 0; i < 100; i++)
            await slow.Send("GetOpenOrders", Open);

        await host.Logged("the reader is too slow");
        Assert.Equal(200, (await trader.Call("GetOpenOrders", Open)).GetArrayLength());
    }

    [Fact]
    public async Task Answers_larger_than_the_queue_wait_for_each_other_and_close_nobody()
    {
        await using var host = await WireHost.Start("--Wire:OutboundBytes=100000");
        await using var trader = await host.Connected();
        for (var i = 0; i < 200; i++)
            await trader.Call("SendOrder", Order(0));
        for (var i = 0; i < 10; i++)
            await trader.Send("GetOpenOrders", Open);
        for (var i = 0; i < 10; i++)
            Assert.Equal(200, (await trader.Reply()).Payload.GetArrayLength());
    }

    [Fact]
    public async Task A_connection_whose_session_has_ended_elsewhere_is_closed_like_one_without()
    {
        await using var host = await WireHost.Start("--Wire:LoginDeadline=00:00:01");
        var token = await host.Token();
        await using var client = await host.Connect();
        await client.Call("WebAuthenticateUser", $$"""{"SessionToken":"{{token}}"}""");
        Assert.True((await host.Post("LogOut", "{}", token)).GetProperty("result").GetBoolean());
        Assert.Equal(20, (await client.Call("GetOpenOrders", Open)).GetProperty("errorcode").GetInt32());
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "no login in time"), await client.Closed.WaitAsync(Engine.Patience));
    }

    [Fact]
    public async Task A_list_of_cancels_counts_as_what_is_in_it()
    {
        await using var host = await WireHost.Start("--Wire:Cancels=3");
        await using var trader = await host.Connected();
        var cancel = """{"OMSId":1,"OrderId":900000000}""";
        Assert.Equal(104, (await trader.Call("SendCancelList", $"[{cancel},{cancel},{cancel}]")).GetProperty("errorcode").GetInt32());
        Assert.Equal(101, (await trader.Call("SendCancelList", $"[{cancel},{cancel},{cancel},{cancel}]")).GetProperty("errorcode").GetInt32());
        Assert.Equal(104, (await trader.Call("CancelOrder", cancel)).GetProperty("errorcode").GetInt32());
    }

    [Fact]
    public async Task A_subscriber_who_takes_no_events_is_closed_with_a_reason_and_the_account_goes_on()
    {
        await using var host = await WireHost.Start("--Wire:OutboundBytes=20000", "--Wire:SendDeadline=00:00:01");
        await using var trader = await host.Connected();
        await using var slow = await DeafClient.Connect(host.Address, await host.Token());
        await slow.Send("SubscribeAccountEvents", Open);

        var closed = host.Logged("closed after");
        while (!closed.IsCompleted)
            await PlaceAndCancel(trader, orders: 100);
        Assert.Matches("the reader is too slow|has fallen behind", await closed);
        await PlaceAndCancel(trader, orders: 1);
    }

    private static async Task PlaceAndCancel(RawClient trader, int orders)
    {
        for (var i = 0; i < orders; i++)
            await trader.Send("SendOrder", Order(0));
        await trader.Send("CancelAllOrders", Open);
        for (var i = 0; i <= orders; i++)
            await trader.Reply();
    }

    private static string Order(long clientId) =>
        $$"""{"OMSId":1,"AccountId":7,"InstrumentId":1,"Side":0,"OrderType":2,"Quantity":0.01,"LimitPrice":100,"ClientOrderId":{{clientId}}}""";
}
