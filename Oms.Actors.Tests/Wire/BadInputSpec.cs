using System.Text;
using Oms.Actors.Api;
using Oms.Host.Calls;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>
/// Whatever nonsense comes in as the values of a call gets its code, the same over HTTP and over a WebSocket, and changes nothing: no row is written, the orders stay as
/// they are, the connections live.
/// </summary>
public sealed class BadInputSpec(BadInputHost host) : IClassFixture<BadInputHost>
{
    private static readonly string[] OfAnyone = ["Ping", "GetInstruments", "GetProducts", "Authenticate", "AuthenticateUser", "WebAuthenticateUser"];

    public static TheoryData<string> Texts => BadBodies.TextNames;

    public static TheoryData<string> Bytes => BadBodies.ByteNames;

    public static TheoryData<string> Calls => BadFields.CallNames;

    public static TheoryData<string> Requests => BadRequests.Names;

    [Fact]
    public void The_tables_know_every_call() => Assert.Equal(host.Calls.Select(call => call.Name).Order(), BadFields.OfCall.Keys.Append(BadFields.ListCall).Order());

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_text_that_is_not_one_good_object_is_100_for_every_call(string name)
    {
        var (body, detail) = BadBodies.Texts[name];
        foreach (var call in host.Calls.Where(call => call.Name != BadFields.ListCall))
            await Expect(call, body, BadRequests.Refusal(OmsCode.InvalidRequest, detail));
        await host.IsUnharmed();
    }

    [Theory]
    [MemberData(nameof(Bytes))]
    public async Task Bytes_that_are_no_text_are_100_for_every_call(string name)
    {
        var (body, detail) = BadBodies.Bytes[name];
        foreach (var call in host.Calls.Where(call => call.Over != Transport.WebSocket))
            Same(BadRequests.Refusal(OmsCode.InvalidRequest, detail), await host.OverHttp(call.Name, body), call.Name);
        await host.IsUnharmed();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_field_that_is_not_what_it_should_be_is_100_and_the_detail_names_it(string name)
    {
        var call = host.Calls.Single(call => call.Name == name);
        foreach (var field in BadFields.OfCall[name])
        {
            foreach (var (value, why) in BadFields.Of(field.Form))
                await Expect(call, BadFields.Payload(name, field, value), BadRequests.Refusal(OmsCode.InvalidRequest, $"{field.Name}: {why}"));
        }

        await host.IsUnharmed();
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_that_the_engine_refuses_is_refused_alike_over_both(string name)
    {
        var request = BadRequests.Named(name);
        Same(request.Answer, await host.OverHttp(request.Call, request.Body, request.Sender), "HTTP");
        Same(request.Answer, await host.OverWebSocket(request.Call, request.Body, request.Sender), "WebSocket");
        await host.IsUnharmed();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Whoever_has_no_session_hears_20_before_anything_else(string name)
    {
        if (OfAnyone.Contains(name))
            return;
        var call = host.Calls.Single(call => call.Name == name);
        foreach (var body in new[] { [], "not JSON"u8.ToArray(), "{}"u8.ToArray(), """{"OMSId":2}"""u8.ToArray(), BadFields.Payload(name) })
        {
            await Expect(call, body, BadRequests.Refusal(OmsCode.NotAuthorized), Sender.Nobody);
            await Expect(call, body, BadRequests.Refusal(OmsCode.NotAuthorized), Sender.Dead);
        }

        await host.IsUnharmed();
    }

    [Theory]
    [InlineData("CreateUser")]
    [InlineData("SetUserPassword")]
    [InlineData("RemoveUser")]
    [InlineData("AddUserPermission")]
    [InlineData("RevokeUserPermission")]
    [InlineData("AddUserAccount")]
    [InlineData("RemoveUserAccount")]
    [InlineData("AddAccount")]
    [InlineData("Deposit")]
    [InlineData("Withdraw")]
    [InlineData("AddProduct")]
    [InlineData("AddInstrument")]
    [InlineData("SetInstrumentStatus")]
    [InlineData("HaltAndCancel")]
    [InlineData("SuspendAccount")]
    [InlineData("ResumeAccount")]
    [InlineData("GetOrderRecord")]
    [InlineData("GetPendingCancels")]
    [InlineData("ForceCancelOutcome")]
    public async Task An_operators_call_by_anyone_else_is_20(string name)
    {
        var call = host.Calls.Single(call => call.Name == name);
        await Expect(call, BadFields.Payload(name), BadRequests.Refusal(OmsCode.NotAuthorized));
        await Expect(call, BadFields.Payload(name), BadRequests.Refusal(OmsCode.NotAuthorized), Sender.Viewer);
        await host.IsUnharmed();
    }

    [Theory]
    [InlineData("Nonsense")]
    [InlineData("SendOrderList")]
    [InlineData("Cancel Order")]
    [InlineData(" CancelOrder")]
    [InlineData("CancelOrder\u00A0")]
    [InlineData("CancelOrde\u0433")]
    [InlineData("../CancelOrder/x")]
    public async Task A_call_that_is_not_there_is_106_whatever_it_says(string name)
    {
        foreach (var body in new[] { [], "not JSON"u8.ToArray(), """{"OMSId":1,"OrderId":1}"""u8.ToArray() })
        {
            foreach (var sender in new[] { Sender.Nobody, Sender.Dead, Sender.Trader })
            {
                Same(NoSuchCall, await host.OverHttp(Uri.EscapeDataString(name), body, sender), "HTTP");
                Same(NoSuchCall, await host.OverWebSocket(name, body, sender), "WebSocket");
            }
        }

        await host.IsUnharmed();
    }

    private static string NoSuchCall => BadRequests.Refusal(OmsCode.OperationNotSupported, "no such call");

    /// <summary>The call is answered so over both protocols; where it is taken over one only, the other says that.</summary>
    private async Task Expect(WireCall call, byte[] body, string answer, Sender sender = Sender.Trader)
    {
        var overHttp = call.Over == Transport.WebSocket ? BadRequests.Refusal(OmsCode.OperationNotSupported, "over WebSocket only") : answer;
        var overWebSocket = call.Over == Transport.Http ? BadRequests.Refusal(OmsCode.OperationNotSupported, "over HTTP only") : answer;
        Same(overHttp, await host.OverHttp(call.Name, body, sender), $"{call.Name} over HTTP of {Shown(body)}");
        Same(overWebSocket, await host.OverWebSocket(call.Name, body, sender), $"{call.Name} over a WebSocket of {Shown(body)}");
    }

    /// <summary>The same JSON, whichever characters are escaped in it. An expected detail that ends with a blank goes on with what is not looked at.</summary>
    private static void Same(string expected, string actual, string what)
    {
        var (wanted, is_) = (Plain(expected), Plain(actual));
        var agrees = wanted.EndsWith(" \"}", StringComparison.Ordinal) ? is_.StartsWith(wanted[..^2], StringComparison.Ordinal) : wanted == is_;
        Assert.True(agrees, $"{what}: {is_} instead of {wanted}");
    }

    private static string Plain(string json) => System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonElement.Parse(json));

    private static string Shown(byte[] body) => Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 300));
}
