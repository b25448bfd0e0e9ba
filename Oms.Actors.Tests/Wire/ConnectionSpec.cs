using System.Net;
using System.Text.Json;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>A connection's beginning, its frames, and the order in which its calls take effect.</summary>
public sealed class ConnectionSpec(SharedWireHost shared) : IClassFixture<SharedWireHost>
{
    private const string Login = """{"UserName":"trader","Password":"trader-demo"}""";
    private const string Open = """{"OMSId":1,"AccountId":7}""";

    [Theory]
    [InlineData("/WSGateway")]
    [InlineData("/WSGateway/")]
    [InlineData("/wsgateway")]
    [InlineData("/WSGATEWAY/")]
    public async Task The_gateway_is_found_without_regard_to_case_with_or_without_a_slash(string path)
    {
        await using var client = await shared.Host.Connect(path);
        Assert.Equal("""{"msg":"PONG"}""", (await client.Call("Ping", "{}")).GetRawText());
    }

    [Fact]
    public async Task Whoever_does_not_speak_WebSocket_there_is_told_to()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(shared.Host.Address, "/WSGateway"));
        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
    }

    [Fact]
    public async Task Replies_echo_number_and_name_as_they_were_written_and_kinds_0_2_and_4_are_alike()
    {
        await using var client = await shared.Host.Connect();
        foreach (var (kind, number, name) in new[] { (0, 0L, "Ping"), (2, -7L, "ping"), (4, long.MaxValue, "PING") })
        {
            await client.SendText($$"""{"m":{{kind}},"i":{{number}},"n":"{{name}}","o":"{}"}""");
            var reply = await client.Reply();
            Assert.Equal((ServerFrame.Reply, number, name), (reply.Kind, reply.Number, reply.Name));
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"null\"")]
    [InlineData("\"\"")]
    [InlineData("\"{}\"")]
    public async Task A_call_without_values_may_say_so_in_any_way_that_clients_have(string payload)
    {
        await using var client = await shared.Host.Connect();
        await client.SendText($$"""{"m":0,"i":2,"n":"Ping","o":{{payload}}}""");
        Assert.Equal("PONG", (await client.Reply()).Payload.GetProperty("msg").GetString());
    }

    [Fact]
    public async Task Frames_behind_a_login_wait_for_its_answer_and_frames_behind_a_LogOut_too()
    {
        await using var client = await shared.Host.Connect();
        foreach (var (call, payload) in new[] { ("GetOpenOrders", Open), ("AuthenticateUser", Login), ("GetOpenOrders", Open), ("LogOut", "{}"), ("GetOpenOrders", Open) })
            await client.Send(call, payload);

        var replies = new Dictionary<long, JsonElement>();
        for (var i = 0; i < 5; i++)
        {
            var reply = await client.Reply();
            replies.Add(reply.Number, reply.Payload);
        }

        Assert.Equal(20, replies[0].GetProperty("errorcode").GetInt32());
        Assert.True(replies[2].GetProperty("Authenticated").GetBoolean());
        Assert.Equal(JsonValueKind.Array, replies[4].ValueKind);
        Assert.True(replies[6].GetProperty("result").GetBoolean());
        Assert.Equal(20, replies[8].GetProperty("errorcode").GetInt32());
    }

    [Fact]
    public async Task A_cancel_by_client_id_right_behind_its_place_cancels_it_each_time()
    {
        await using var client = await shared.Host.Connected();
        await client.Call("SubscribeOrderStateEvents", Open);
        for (var id = 1; id <= 25; id++)
        {
            await client.Send("SendOrder", Order(id));
            await client.Send("CancelOrder", $$"""{"OMSId":1,"AccountId":7,"ClOrderId":"{{id}}"}""");
            var replies = new[] { await client.Reply(), await client.Reply() };
            var order = replies.Single(reply => reply.Name == "SendOrder").OrderId;
            Assert.True(replies.Single(reply => reply.Name == "CancelOrder").Payload.GetProperty("result").GetBoolean());
            await client.Next("OrderStateEvent", e => e.OrderId == order && e.OrderState == "Canceled");
        }
    }

    private static string Order(long clientId) =>
        $$"""{"OMSId":1,"AccountId":7,"InstrumentId":1,"Side":0,"OrderType":2,"Quantity":0.01,"LimitPrice":100,"ClientOrderId":{{clientId}}}""";
}
