using System.Text.Json;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>SendCancelList: several cancels in one call, each with an outcome of its own, over both protocols.</summary>
public sealed class CancelListSpec(SharedWireHost shared) : IClassFixture<SharedWireHost>, IAsyncLifetime
{
    private const string Received = """{"result":true,"errormsg":null,"errorcode":0,"detail":null}""";

    private RawClient _trader = null!;
    private string _token = "";

    public async Task InitializeAsync()
    {
        _trader = await shared.Host.Connected();
        _token = await shared.Host.Token();
        await _trader.Call("SubscribeOrderStateEvents", """{"OMSId":1,"AccountId":7}""");
    }

    public async Task DisposeAsync() => await _trader.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task All_are_received_and_each_has_its_outcome(bool overHttp)
    {
        long[] orders = [await Place(), await Place(), await Place()];
        Assert.Equal(Received, await Cancel(overHttp, [.. orders.Select(Named)]));
        var left = orders.ToHashSet();
        while (left.Count > 0)
            left.Remove((await _trader.Next("OrderStateEvent", e => e.OrderState == "Canceled")).OrderId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_is_refused_is_named_and_keeps_none_of_the_others(bool overHttp)
    {
        var order = await Place();
        Assert.Equal(
            """{"result":false,"errormsg":"Resource Not Found","errorcode":104,"detail":"1 of 3 received; [0]: no such order"}""",
            await Cancel(overHttp, Named(900_000_000), Named(order), Named(900_000_001)));
        await _trader.Next("OrderStateEvent", e => e.OrderId == order && e.OrderState == "Canceled");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_is_malformed_is_named_and_nothing_is_canceled(bool overHttp)
    {
        var order = await Place();
        Assert.Equal(
            """{"result":false,"errormsg":"Invalid Request","errorcode":100,"detail":"[1] OrderId: not a whole number"}""",
            await Cancel(overHttp, Named(order), """{"OMSId":1,"OrderId":1.5}"""));
        Assert.Equal("Working", (await _trader.Call("GetOrderStatus", Named(order))).GetProperty("OrderState").GetString());
    }

    [Theory]
    [InlineData("{}", "body: not a list")]
    [InlineData("", "body: not a list")]
    [InlineData("""{"OMSId":1,"omsid":1}""", "omsid: given twice")]
    [InlineData("[1]", "body: not one JSON object")]
    [InlineData("[{}] x", "body: not one JSON object")]
    [InlineData("[[]]", "body: not one JSON object")]
    public async Task What_is_no_list_is_100(string body, string detail)
    {
        var expected = $$"""{"result":false,"errormsg":"Invalid Request","errorcode":100,"detail":"{{detail}}"}""";
        Assert.Equal(expected, (await shared.Host.Post("SendCancelList", body, _token)).GetRawText());
        Assert.Equal(expected, (await _trader.Call("SendCancelList", body)).GetRawText());
    }

    [Fact]
    public async Task An_empty_list_is_received_one_beyond_100_is_100_and_to_other_calls_a_list_is_malformed()
    {
        Assert.Equal(Received, await Cancel(overHttp: false));
        Assert.Contains("more than 100", await Cancel(overHttp: true, [.. Enumerable.Repeat(Named(1), 101)]), StringComparison.Ordinal);
        Assert.Equal(100, (await _trader.Call("CancelOrder", $"[{Named(1)}]")).GetProperty("errorcode").GetInt32());
    }

    [Theory]
    [InlineData("""[{"OMSId":1}]""")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("x")]
    public async Task Without_a_session_it_is_20_whatever_it_says(string body)
    {
        Assert.Equal(20, (await shared.Host.Post("SendCancelList", body)).GetProperty("errorcode").GetInt32());
        await using var stranger = await shared.Host.Connect();
        Assert.Equal(20, (await stranger.Call("SendCancelList", body)).GetProperty("errorcode").GetInt32());
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("trader2")]
    public async Task Who_may_not_cancel_the_order_is_20_and_nothing_is_canceled(string user)
    {
        var order = await Place();
        var answer = await shared.Host.Post("SendCancelList", $"[{Named(order)}]", await shared.Host.Token(user));
        Assert.Equal(20, answer.GetProperty("errorcode").GetInt32());
        Assert.Equal("Working", (await _trader.Call("GetOrderStatus", Named(order))).GetProperty("OrderState").GetString());
    }

    [Fact]
    public async Task One_that_names_no_order_is_refused_as_CancelOrder_refuses_it() => Assert.Equal(
        """{"result":false,"errormsg":"Invalid Request","errorcode":100,"detail":"0 of 1 received; [0]: OrderId"}""",
        await Cancel(overHttp: true, """{"OMSId":1}"""));

    private static string Named(long order) => $$"""{"OMSId":1,"OrderId":{{order}},"AccountId":7}""";

    private async Task<string> Cancel(bool overHttp, params string[] cancels)
    {
        var list = $"[{string.Join(',', cancels)}]";
        return (overHttp ? await shared.Host.Post("SendCancelList", list, _token) : await _trader.Call("SendCancelList", list)).GetRawText();
    }

    private async Task<long> Place()
    {
        var order = JsonSerializer.Serialize(new { OMSId = 1, AccountId = 7, InstrumentId = 1, Side = 0, OrderType = 2, Quantity = 0.01m, LimitPrice = 100 });
        return (await _trader.Call("SendOrder", order)).GetProperty("OrderId").GetInt64();
    }
}
