using System.Net;
using System.Text;
using System.Text.Json;
using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>What only HTTP can carry: headers, queries, bodies beyond the limit, requests that are none.</summary>
public sealed class BadHttpSpec(BadInputHost host) : IClassFixture<BadInputHost>
{
    private const int LargestBody = 64 * 1024;
    private const string Failed = """{"Authenticated":false,"Locked":false,"errormsg":"Invalid username or password"}""";

    /// <summary>What can be made of a good token T, of a user U, with a secret S.</summary>
    public static TheoryData<string> Tokens => new()
    {
        "", " ", ":", "U:", ":S", "S", "U", "UU:S", "U:S:", "U:S.", "U:U:S", ":U:S", "\"T\"", "T,T", "T;T", "Bearer T", "operator:S", "viewer:S", "nobody:S", "U :S", "U%3AS", "../U:S",
        "U:" + new string('x', 400), "U:" + new string('x', 20_000), new string('x', 20_000) + ":S",
    };

    public static TheoryData<string, string> Queries => new()
    {
        { "", "OMSId" },
        { "?", "OMSId" },
        { "?&&&", "OMSId" },
        { "?=&=", ": given twice" },
        { "?omsid[]=1&OrderId=1", "OMSId" },
        { "?%00OMSId=1&OrderId=1", "OMSId" },
        { "?OMSId", "OMSId: not a whole number" },
        { "?OMSId=", "OMSId: not a whole number" },
        { "?OMSId=null", "OMSId: not a whole number" },
        { "?OMSId=1.5", "OMSId: not a whole number" },
        { "?OMSId=1e3", "OMSId: not a whole number" },
        { "?OMSId=+1", "OMSId: not a whole number" },
        { "?OMSId=1,1", "OMSId: not a whole number" },
        { "?OMSId=%", "OMSId: not a whole number" },
        { "?OMSId=%zz", "OMSId: not a whole number" },
        { "?OMSId=%FF", "OMSId: not a whole number" },
        { "?OMSId=%ED%A0%80", "OMSId: not a whole number" },
        { "?OMSId=%D9%A1", "OMSId: not a whole number" },
        { "?OMSId=1%00", "OMSId: not a whole number" },
        { "?OMSId=%5B1%5D", "OMSId: not a whole number" },
        { "?OMSId=-1", "OMSId: out of range" },
        { "?OMSId=2147483648", "OMSId: out of range" },
        { $"?OMSId={new string('9', 7_000)}", "OMSId: out of range" },
        { "?OMSId=1&OrderId=1&OrderId=1", "OrderId: given twice" },
        { "?OMSId=1&OrderId=1&orderid=1", "orderid: given twice" },
        { "?OMSId=1&%4FrderId=1&OrderId=1", "OrderId: given twice" },
        { $"?{string.Join('&', Enumerable.Range(0, 1_000).Select(i => $"k{i}"))}&k999", "k999: given twice" },
    };

    public static TheoryData<string> Credentials => new()
    {
        "", "Basic", "Basic ", "Basic !", "Basic Og==", "Basic dHJhZGVyOg==", "Basic OnRyYWRlci1kZW1v", "Basic dHJhZGVy", "Basic /w==", "Bearer dHJhZGVyOnRyYWRlci1kZW1v", "trader:trader-demo",
        "Basic " + new string('A', 20_000), "Basic dHJhZGVyOnRyYWRlci1kZW1v, Basic dHJhZGVyOnRyYWRlci1kZW1v", "Basic dHJhZGVyOnRyYWRlci1kZW1v\nAuthorization: Basic dHJhZGVyOnRyYWRlci1kZW1v",
    };

    public static TheoryData<string, string, int> NoRequests => new()
    {
        { "a line of 9 KB", $"GET /AP/CancelOrder?OMSId=1&OrderId={new string('1', 9_000)} HTTP/1.1", 414 },
        { "headers of 40 KB", $"GET /AP/Ping HTTP/1.1\nAPToken: {new string('x', 40_000)}", 431 },
        { "a header of 1 MB", $"GET /AP/Ping HTTP/1.1\nAPToken: {new string('x', 1_000_000)}", 431 },
        { "thousands of headers", $"GET /AP/Ping HTTP/1.1\n{string.Join('\n', Enumerable.Range(0, 2_000).Select(i => $"X: {i}"))}", 431 },
        { "NUL in the path", "GET /AP/Ping%00 HTTP/1.1", 400 },
        { "a length that is none", "POST /AP/CancelOrder HTTP/1.1\nContent-Length: 1x", 400 },
        { "a length below 0", "POST /AP/CancelOrder HTTP/1.1\nContent-Length: -1", 400 },
        { "two lengths", "POST /AP/CancelOrder HTTP/1.1\nContent-Length: 1\nContent-Length: 2", 400 },
        { "a length beyond the limit", "POST /AP/CancelOrder HTTP/1.1\nContent-Length: 999999999999", 413 },
        { "NUL in a header", "GET /AP/GetUserAccounts HTTP/1.1\nAPToken: trader\0:x", 400 },
        { "a header that is no UTF-8", "GET /AP/GetUserAccounts HTTP/1.1\nAPToken: tr\u00E4der:x", 400 },
        { "no HTTP", "cancel it", 400 },
        { "another method", "PROPFIND /AP/CancelOrder HTTP/1.1", 405 },
        { "no upgrade", "GET /WSGateway HTTP/1.1", 426 },
        { "an upgrade to something else", "GET /WSGateway HTTP/1.1\nUpgrade: h2c", 426 },
        { "outside /AP", "GET /AP/../etc/passwd HTTP/1.1", 404 },
    };

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task A_token_that_is_not_quite_one_is_nobodys(string form)
    {
        var token = Forged(form);
        var answer = await RawExchange.Http(host.Host.Address, $"GET /AP/GetUserAccounts HTTP/1.1\nAPToken: {token}");
        Assert.Equal(BadRequests.Refusal(OmsCode.NotAuthorized), Body(answer));
        var webLogin = await host.Connection(Sender.Nobody).Call("WebAuthenticateUser", JsonSerializer.Serialize(new { SessionToken = token.Length > 0 ? token : " " }));
        Assert.Equal("""{"Authenticated":false}""", webLogin.GetRawText());
        await host.IsUnharmed();
    }

    [Fact]
    public async Task A_token_given_twice_is_nobodys()
    {
        var answer = await RawExchange.Http(host.Host.Address, $"GET /AP/GetUserAccounts HTTP/1.1\nAPToken: {host.Token(Sender.Trader)}\nAPToken: {host.Token(Sender.Trader)}");
        Assert.EndsWith(BadRequests.Refusal(OmsCode.NotAuthorized), Body(answer), StringComparison.Ordinal);
        await host.IsUnharmed();
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_query_is_read_as_strictly_as_a_body(string query, string detail)
    {
        var answer = await RawExchange.Http(host.Host.Address, $"GET /AP/CancelOrder{query} HTTP/1.1\nAPToken: {host.Token(Sender.Trader)}");
        Assert.Equal(BadRequests.Refusal(OmsCode.InvalidRequest, detail), Body(answer));
        await host.IsUnharmed();
    }

    [Theory]
    [MemberData(nameof(Credentials))]
    public async Task Credentials_that_are_none_are_a_failed_login(string header)
    {
        var answer = await RawExchange.Http(host.Host.Address, $"GET /AP/Authenticate HTTP/1.1\nAuthorization: {header}");
        Assert.Equal(Failed, Body(answer));
        await host.IsUnharmed();
    }

    [Theory]
    [MemberData(nameof(NoRequests))]
    public async Task What_never_reaches_a_call_has_a_status_of_HTTP(string what, string lines, int status)
    {
        var answer = await RawExchange.Http(host.Host.Address, lines);
        Assert.True(answer.Length == 0 || answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal), $"{what}: {answer}");
        await host.IsUnharmed();
    }

    [Theory]
    [InlineData("Content-Length: 40", "{\"OMSId\":1,", true)]
    [InlineData("Transfer-Encoding: chunked", "4\n{\"OM\n", true)]
    [InlineData("Transfer-Encoding: chunked", "cancel it\n", false)]
    [InlineData("Transfer-Encoding: chunked", "-1\n{}\n", false)]
    [InlineData("Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFFF\n{}\n", false)]
    public async Task A_body_that_never_ends_or_is_cut_in_no_chunks_is_400(string header, string body, bool hangsUp)
    {
        var answer = await RawExchange.Http(host.Host.Address, $"POST /AP/CancelOrder HTTP/1.1\nAPToken: {host.Token(Sender.Trader)}\n{header}", body, hangsUp);
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal), answer);
        await host.IsUnharmed();
    }

    [Theory]
    [InlineData("tr\u00E4der:x")]
    [InlineData("trader:x\0")]
    [InlineData("\0")]
    [InlineData("trader\0:x")]
    [InlineData("trader:\U0001F4A5")]
    [InlineData("trader:\uFFFD")]
    public async Task A_token_of_other_letters_than_headers_can_have_takes_up_nobodys_session(string token)
    {
        var answer = await host.Connection(Sender.Nobody).Call("WebAuthenticateUser", JsonSerializer.Serialize(new { SessionToken = token }));
        Assert.Equal("""{"Authenticated":false}""", answer.GetRawText());
        await host.IsUnharmed();
    }

    [Theory]
    [InlineData(LargestBody + 1, true)]
    [InlineData(LargestBody + 1, false)]
    [InlineData(10 * 1024 * 1024, true)]
    [InlineData(10 * 1024 * 1024, false)]
    public async Task A_body_over_the_limit_is_413_whether_its_length_is_told_or_not(int length, bool isTold)
    {
        using var http = new HttpClient { BaseAddress = host.Host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/AP/CancelOrder") { Content = new ByteArrayContent(Padded(length)) };
        request.Headers.Add("APToken", host.Token(Sender.Trader));
        request.Headers.TransferEncodingChunked = !isTold;
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        await host.IsUnharmed();
    }

    private string Forged(string form)
    {
        var token = host.Token(Sender.Trader)!;
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        return form.Replace("T", token, StringComparison.Ordinal)
            .Replace("U", token[..colon], StringComparison.Ordinal)
            .Replace("S", token[(colon + 1)..], StringComparison.Ordinal);
    }

    /// <summary>An answer's body; of one in chunks the only chunk.</summary>
    private static string Body(string answer)
    {
        var body = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        return answer.Contains("Transfer-Encoding: chunked", StringComparison.Ordinal) ? body.Split("\r\n")[1] : body;
    }

    private static byte[] Padded(int length) => Encoding.ASCII.GetBytes("""{"OMSId":1,"OrderId":1}""".PadRight(length));
}
