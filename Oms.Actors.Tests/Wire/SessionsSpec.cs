using System.Net.WebSockets;
using System.Text.Json;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>How sessions live, end and survive, as whoever holds a token sees it over either protocol.</summary>
public sealed class SessionsSpec : IDisposable
{
    private const string Received = """{"result":true,"errormsg":null,"errorcode":0,"detail":null}""";
    private const int NotAuthorized = 20;

    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);
    private static readonly TimeSpan AMinute = TimeSpan.FromMinutes(1);

    private readonly TemporaryDirectory _directory = new();
    private readonly MovableTime _time = new();

    public void Dispose() => _directory.Dispose();

    [Theory, InlineData(Protocol.Http), InlineData(Protocol.WebSocket)]
    public async Task A_session_survives_a_restart_of_the_host_and_one_that_has_ended_does_not(Protocol over)
    {
        string token, loggedOut, removed;
        await using (var first = await Start())
        {
            (token, loggedOut, removed) = (await first.Token(), await first.Token(), await first.Token("viewer"));
            await first.Post("LogOut", "{}", loggedOut);
            await first.Post("RemoveUser", """{"UserName":"viewer"}""", await first.Token("operator"));
        }

        await using var second = await Start();
        await using var trader = await WireUser.TakeUp(second, over, token);
        Assert.Equal("[7]", await trader.Text("GetUserAccounts", "{}"));
        await IsDead(second, loggedOut);
        await IsDead(second, removed);
    }

    [Fact]
    public async Task A_session_that_is_taken_up_by_a_connection_is_the_same_session()
    {
        await using var host = await Start();
        var login = await host.Post("AuthenticateUser", """{"UserName":"trader","Password":"trader-demo"}""");
        var (token, id) = (login.GetProperty("SessionToken").GetString(), login.GetProperty("User").GetProperty("UserId").GetInt32());
        await using var client = await host.Connect();
        var taken = await client.Call("WebAuthenticateUser", $$"""{"SessionToken":"{{token}}"}""");
        Assert.Equal($$"""{"Authenticated":true,"SessionToken":"{{token}}","UserId":{{id}}}""", taken.GetRawText());
    }

    [Theory]
    [InlineData(Protocol.Http, Protocol.WebSocket), InlineData(Protocol.WebSocket, Protocol.Http)]
    [InlineData(Protocol.Http, Protocol.Http), InlineData(Protocol.WebSocket, Protocol.WebSocket)]
    public async Task LogOut_ends_the_session_over_both_protocols_and_no_other(Protocol over, Protocol seenOver)
    {
        await using var host = await Start();
        var token = await host.Token();
        await using var leaving = await WireUser.TakeUp(host, over, token);
        await using var same = await WireUser.TakeUp(host, seenOver, token);
        await using var other = await WireUser.LogIn(host, seenOver, "trader");

        Assert.Equal(Received, await leaving.Text("LogOut", "{}"));

        Assert.Equal(NotAuthorized, await leaving.Code("GetUserAccounts", "{}"));
        Assert.Equal(NotAuthorized, await same.Code("GetUserAccounts", "{}"));
        Assert.Equal(NotAuthorized, await same.Code("LogOut", "{}"));
        await IsDead(host, token);
        Assert.Equal("[7]", await other.Text("GetUserAccounts", "{}"));
    }

    [Theory]
    [InlineData("RemoveUser", """{"UserName":"trader"}""")]
    [InlineData("SetUserPassword", """{"UserName":"trader","Password":"something else"}""")]
    public async Task All_sessions_of_a_user_end_with_him_and_with_a_new_password(string call, string payload)
    {
        await using var host = await Start();
        var token = await host.Token();
        await using var byHttp = await WireUser.TakeUp(host, Protocol.Http, token);
        await using var taken = await WireUser.TakeUp(host, Protocol.WebSocket, token);
        await using var connected = await WireUser.LogIn(host, Protocol.WebSocket, "trader");
        await using var other = await WireUser.LogIn(host, Protocol.WebSocket, "viewer");

        Assert.Equal(Received, (await host.Post(call, payload, await host.Token("operator"))).GetRawText());

        foreach (var user in new[] { byHttp, taken, connected })
            Assert.Equal(NotAuthorized, await user.Code("GetUserAccounts", "{}"));
        await IsDead(host, token);
        Assert.Equal("[7]", await other.Text("GetUserAccounts", "{}"));
    }

    [Theory, InlineData(Protocol.Http), InlineData(Protocol.WebSocket)]
    public async Task A_session_that_is_used_within_the_hour_goes_on_and_one_that_is_not_is_over(Protocol over)
    {
        await using var host = await Start();
        var token = await host.Token();
        await using var trader = await WireUser.TakeUp(host, over, token);
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(Idle - AMinute);
            Assert.Equal("[7]", await trader.Text("GetUserAccounts", "{}"));
        }

        _time.Advance(Idle);
        Assert.Equal(NotAuthorized, await trader.Code("GetUserAccounts", "{}"));
        Assert.Equal(NotAuthorized, await trader.Code("LogOut", "{}"));
        await IsDead(host, token);
    }

    [Theory, InlineData(Protocol.Http), InlineData(Protocol.WebSocket)]
    public async Task A_session_is_over_after_a_day_however_much_it_is_used_and_whatever_is_restarted(Protocol over)
    {
        string token;
        await using (var first = await Start())
        {
            token = await first.Token();
            await UseFor(Life / 2, first, token);
        }

        await using var second = await Start();
        await using var trader = await WireUser.TakeUp(second, over, token);
        await UseFor((Life / 2) - AMinute, second, token);
        Assert.Equal("[7]", await trader.Text("GetUserAccounts", "{}"));

        _time.Advance(AMinute);
        Assert.Equal(NotAuthorized, await trader.Code("GetUserAccounts", "{}"));
        await IsDead(second, token);
    }

    [Fact]
    public async Task A_restart_counts_the_unused_hour_anew()
    {
        string token;
        await using (var first = await Start())
            token = await first.Token();

        _time.Advance(Idle * 2);
        await using var second = await Start();
        Assert.Equal("[7]", (await second.Post("GetUserAccounts", "{}", token)).GetRawText());
        _time.Advance(Idle);
        await IsDead(second, token);
    }

    /// <summary>The right to hear is asked again every few seconds: the one wait of this spec that takes as long.</summary>
    [Fact]
    public async Task A_connection_whose_subscriber_may_hear_no_more_is_closed_with_the_reason_however_that_came()
    {
        await using var host = await Start();
        var boss = await host.Token("operator");
        var token = await host.Token();
        await host.Post("AddUserAccount", """{"UserName":"trader2","AccountId":7}""", boss);
        await host.Post("CreateUser", """{"UserName":"leaver","Password":"leaver-demo"}""", boss);
        await host.Post("AddUserPermission", """{"UserName":"leaver","Permission":"Operator"}""", boss);
        await using var loggedOut = await Subscribed(host, "WebAuthenticateUser", $$"""{"SessionToken":"{{token}}"}""");
        await using var revoked = await Subscribed(host, "AuthenticateUser", """{"UserName":"viewer","Password":"viewer-demo"}""");
        await using var dissociated = await Subscribed(host, "AuthenticateUser", """{"UserName":"trader2","Password":"trader2-demo"}""");
        await using var removed = await Subscribed(host, "AuthenticateUser", """{"UserName":"leaver","Password":"leaver-demo"}""");
        await using var staying = await Subscribed(host, "AuthenticateUser", """{"UserName":"operator","Password":"operator-demo"}""");

        await host.Post("LogOut", "{}", token);
        await host.Post("RevokeUserPermission", """{"UserName":"viewer","Permission":"AccountReadOnly"}""", boss);
        await host.Post("RemoveUserAccount", """{"UserName":"trader2","AccountId":7}""", boss);
        await host.Post("RemoveUser", """{"UserName":"leaver"}""", boss);

        foreach (var client in new[] { loggedOut, revoked, dissociated, removed })
            Assert.Equal((WebSocketCloseStatus.PolicyViolation, "Not Authorized"), await client.Closed.WaitAsync(Engine.Patience));
        Assert.Equal("[]", (await staying.Call("GetUserAccounts", "{}")).GetRawText());
    }

    [Fact]
    public async Task A_session_that_ends_its_own_subscriptions_by_LogOut_keeps_its_connection()
    {
        await using var host = await Start();
        await using var trader = await Subscribed(host, "AuthenticateUser", """{"UserName":"trader","Password":"trader-demo"}""");
        Assert.Equal(Received, (await trader.Call("LogOut", "{}")).GetRawText());
        var heard = trader.Heard.Count;

        await host.Post("Deposit", """{"AccountId":7,"ProductId":1,"Amount":1,"Reference":"unheard"}""", await host.Token("operator"));
        await trader.LogIn("trader");
        Assert.Equal([ServerFrame.Reply], trader.Heard.Skip(heard).Select(frame => frame.Kind));
    }

    private Task<WireHost> Start() => WireHost.In(_directory, _time);

    /// <summary>Neither protocol takes the token any more.</summary>
    private static async Task IsDead(WireHost host, string token)
    {
        Assert.Equal(NotAuthorized, (await host.Post("GetUserAccounts", "{}", token)).GetProperty("errorcode").GetInt32());
        await using var client = await host.Connect();
        Assert.Equal("""{"Authenticated":false}""", (await client.Call("WebAuthenticateUser", $$"""{"SessionToken":"{{token}}"}""")).GetRawText());
        Assert.Equal(NotAuthorized, (await client.Call("GetUserAccounts", "{}")).GetProperty("errorcode").GetInt32());
    }

    private async Task UseFor(TimeSpan time, WireHost host, string token)
    {
        for (var step = Idle / 2; time > TimeSpan.Zero; time -= step)
        {
            _time.Advance(step < time ? step : time);
            Assert.Equal(JsonValueKind.Array, (await host.Post("GetUserAccounts", "{}", token)).ValueKind);
        }
    }

    private static async Task<RawClient> Subscribed(WireHost host, string login, string payload)
    {
        var client = await host.Connect();
        Assert.True((await client.Call(login, payload)).GetProperty("Authenticated").GetBoolean());
        Assert.Equal("""{"Subscribed":true}""", (await client.Call("SubscribeAccountEvents", """{"OMSId":1,"AccountId":7}""")).GetRawText());
        return client;
    }
}
