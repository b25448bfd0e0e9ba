using System.Net;
using System.Text;
using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Host;

public sealed class GatewaySpec : IAsyncLifetime
{
    private const string Received = """{"result":true,"errormsg":null,"errorcode":0,"detail":null}""";
    private const string NotAuthorized = """{"result":false,"errormsg":"Not Authorized","errorcode":20,"detail":null}""";

    private RunningHost _host = null!;

    public async Task InitializeAsync() => _host = await RunningHost.WithDemo();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task An_order_is_placed_canceled_and_seen_canceled()
    {
        var token = await _host.Token();
        Assert.Equal("""{"status":"Accepted","errormsg":"","OrderId":1}""", await _host.Post("SendOrder", Order(42), token));
        Assert.Contains("\"OrderState\":\"Working\"", await _host.Get("GetOpenOrders?OMSId=1&AccountId=7", token), StringComparison.Ordinal);
        Assert.Equal(Received, await _host.Post("CancelOrder", """{"OMSId":1,"OrderId":1}""", token));
        Assert.Contains("\"OrderState\":\"Canceled\"", await _host.Get("GetOrderStatus?OMSId=1&AccountId=7&OrderId=1", token), StringComparison.Ordinal);
        Assert.Equal("[]", await _host.Get("GetOpenOrders?OMSId=1&AccountId=7", token));
    }

    [Fact]
    public async Task GET_with_a_query_and_POST_with_JSON_mean_the_same()
    {
        var token = await _host.Token();
        await _host.Get("CancelOrder?omsid=1&ACCOUNTID=7&ClOrderId=42", token);
        await _host.Post("cancelorder/", """{"omsid":1,"ACCOUNTID":7,"ClOrderId":42}""", token);
        var requests = _host.Engine.Asked.OfType<CancelOrderRequest>().ToList();
        Assert.Equal([new CancelOrderRequest(1, 7, 42), new CancelOrderRequest(1, 7, 42)], requests);
    }

    [Theory]
    [InlineData("CancelOrder?OMSId=1&OrderId=1&orderid=1", "orderid: given twice")]
    [InlineData("CancelOrder?OMSId=1&OrderId=1&OrderId=1", "OrderId: given twice")]
    [InlineData("CancelOrder?OMSId=1&OrderId=", "OrderId: not a whole number")]
    [InlineData("CancelOrder?OMSId=1&OrderId=1.5", "OrderId: not a whole number")]
    [InlineData("SendOrder?OMSId=1&Side=Both", "Side: not one of Buy, Sell, Short, Unknown")]
    [InlineData("GetProducts?OMSId=x", "OMSId: not a whole number")]
    public async Task What_is_malformed_is_100_and_never_reaches_the_engine(string call, string detail)
    {
        var token = await _host.Token();
        var asked = _host.Engine.Asked.Count;
        var expected = $$"""{"result":false,"errormsg":"Invalid Request","errorcode":100,"detail":"{{detail}}"}""";
        Assert.Equal(expected, WebUtility.HtmlDecode(await _host.Get(call, token)));
        Assert.Equal(asked, _host.Engine.Asked.Count);
    }

    [Theory]
    [InlineData("CancelOrder", "")]
    [InlineData("CancelOrder", """{"OMSId":1,"OrderId":1}""")]
    [InlineData("CancelOrder", "not json")]
    [InlineData("CancelAllOrders", """{"OMSId":true}""")]
    [InlineData("SendOrder", """{"Side":"x"}""")]
    [InlineData("GetOrderStatus", "[]")]
    [InlineData("GetOpenOrders", "{")]
    [InlineData("GetOrdersHistory", """{"Depth":-1}""")]
    [InlineData("GetAccountPositions", "1")]
    [InlineData("GetUserAccounts", """{"UserId":""}""")]
    [InlineData("LogOut", "x")]
    public async Task A_known_call_without_a_session_is_20_whatever_it_says(string call, string body)
    {
        Assert.Equal(NotAuthorized, await _host.Post(call, body));
        Assert.Equal(NotAuthorized, await _host.Post(call, body, "nobodys-token"));
    }

    [Theory]
    [InlineData("Nonsense")]
    [InlineData("SendOrderList")]
    [InlineData("CancelOrder/1")]
    [InlineData("")]
    public async Task An_unknown_call_is_106(string call)
    {
        const string expected = """{"result":false,"errormsg":"Operation Not Supported","errorcode":106,"detail":"no such call"}""";
        Assert.Equal(expected, await _host.Get(call));
        Assert.Equal(expected, await _host.Post(call, "{"));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_are_405(string method)
    {
        using var response = await _host.Send(new HttpMethod(method), "/AP/CancelOrder");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("GET, POST", response.Content.Headers.Allow.Count > 0 ? string.Join(", ", response.Content.Headers.Allow) : "");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/APX/Ping")]
    [InlineData("/Ping")]
    public async Task Outside_AP_there_is_404(string path)
    {
        using var response = await _host.Send(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/ap/ping")]
    [InlineData("/AP/PING")]
    [InlineData("/Ap/Ping/")]
    public async Task The_path_is_taken_without_regard_to_case(string path)
    {
        using var response = await _host.Send(HttpMethod.Get, path);
        Assert.Equal("""{"msg":"PONG"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413_and_one_at_the_limit_is_read()
    {
        var token = await _host.Token();
        using var over = await _host.Send(HttpMethod.Post, "/AP/CancelOrder", Padded(64 * 1024 + 1), token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, over.StatusCode);
        Assert.DoesNotContain("\"errorcode\":100", await _host.Post("CancelOrder", Padded(64 * 1024), token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_engines_refusal_is_passed_on_as_it_is()
    {
        var token = await _host.Token();
        _host.Engine.Answers = Receipt.Refused(OmsCode.ResourceNotFound, "Canceled");
        Assert.Equal("""{"result":false,"errormsg":"Resource Not Found","errorcode":104,"detail":"Canceled"}""", await _host.Post("CancelOrder", """{"OMSId":1,"OrderId":1}""", token));
    }

    [Fact]
    public async Task A_fault_inside_is_102_without_a_word_of_it()
    {
        var token = await _host.Token();
        _host.Engine.Throws = new InvalidOperationException("the inmost");
        Assert.Equal("""{"result":false,"errormsg":"Server Error","errorcode":102,"detail":null}""", await _host.Post("CancelOrder", """{"OMSId":1,"OrderId":1}""", token));
    }

    [Fact]
    public async Task Reads_that_carry_an_array_are_bare_arrays()
    {
        var token = await _host.Token();
        Assert.Equal("[7]", await _host.Get("GetUserAccounts?omsId=1&UserId=5&UserName=trader", token));
        Assert.StartsWith("""[{"OMSId":1,"AccountId":7,"ProductSymbol":"USD","ProductId":1,"Amount":1000000,"Hold":0,""", await _host.Get("GetAccountPositions?OMSId=1&AccountId=7", token), StringComparison.Ordinal);
        Assert.StartsWith("""[{"OMSId":1,"InstrumentId":1,"Symbol":"BTCUSD","Product1":2,"Product1Symbol":"BTC",""", await _host.Get("GetInstruments?omsId=1"), StringComparison.Ordinal);
        Assert.StartsWith("""[{"OMSId":1,"ProductId":1,"Product":"USD",""", await _host.Get("GetProducts?omsId=1"), StringComparison.Ordinal);
        Assert.Equal("[]", await _host.Get("GetOrdersHistory?OMSId=1&AccountId=7", token));
    }

    [Fact]
    public async Task Name_and_password_are_taken_from_a_header_or_a_body()
    {
        Assert.Contains("\"Authenticated\":true", await _host.LogIn(), StringComparison.Ordinal);
        Assert.Contains("\"Authenticated\":true", await _host.Post("Authenticate", """{"UserName":"trader","Password":"trader-demo"}"""), StringComparison.Ordinal);
        Assert.Contains("\"Authenticated\":true", await _host.Post("authenticateuser", """{"username":"viewer","password":"viewer-demo","grant_type":"client_credentials"}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"UserName":"trader","Password":"wrong"}""")]
    [InlineData("""{"UserName":"nobody","Password":"trader-demo"}""")]
    [InlineData("""{"UserName":"trader"}""")]
    [InlineData("{}")]
    public async Task A_failed_login_does_not_say_what_was_wrong(string body) =>
        Assert.Equal("""{"Authenticated":false,"Locked":false,"errormsg":"Invalid username or password"}""", await _host.Post("Authenticate", body));

    [Fact]
    public async Task After_ten_wrong_passwords_the_right_one_is_not_looked_at_either()
    {
        for (var i = 0; i < 10; i++)
            await _host.LogIn("trader", "guess");
        var asked = _host.Engine.Asked.Count;
        Assert.Contains("Too many failed logins", await _host.LogIn(), StringComparison.Ordinal);
        Assert.Equal(asked, _host.Engine.Asked.Count);
        Assert.Contains("\"Authenticated\":true", await _host.LogIn("viewer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_was_logged_out_is_nobodys()
    {
        var token = await _host.Token();
        Assert.Equal(Received, await _host.Post("LogOut", "{}", token));
        Assert.Equal(NotAuthorized, await _host.Get("GetUserAccounts", token));
    }

    private static string Order(long clientId) =>
        $$"""{"OMSId":1,"AccountId":7,"InstrumentId":1,"Side":0,"OrderType":2,"Quantity":0.01,"LimitPrice":100,"ClientOrderId":{{clientId}}}""";

    private static byte[] Padded(int length) => Encoding.ASCII.GetBytes("""{"OMSId":1,"OrderId":1}""".PadRight(length));
}
