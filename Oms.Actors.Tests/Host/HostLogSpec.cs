using Serilog.Events;
using Xunit;

namespace Oms.Actors.Tests.Host;

public sealed class HostLogSpec : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async Task InitializeAsync() => _host = await RunningHost.WithDemo();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Each_call_is_one_line_with_call_user_code_and_duration()
    {
        var token = await _host.Token();
        await _host.Post("cancelorder", """{"OMSId":1,"OrderId":99}""", token);
        await _host.Stop();
        var line = Assert.Single(_host.Log, entry => entry.Properties.TryGetValue("Call", out var call) && call.ToString() != "\"Authenticate\"");
        Assert.Equal(LogEventLevel.Information, line.Level);
        Assert.Equal("\"CancelOrder\"", line.Properties["Call"].ToString());
        Assert.Equal("\"trader\"", line.Properties["User"].ToString());
        Assert.Equal("104", line.Properties["Code"].ToString());
        Assert.IsType<double>(((ScalarValue)line.Properties["Milliseconds"]).Value);
    }

    [Fact]
    public async Task No_line_has_a_secret_in_it()
    {
        var token = await _host.Token();
        await _host.LogIn("trader", "wrong-secret-1");
        await _host.LogIn("secret-as-name-2", "x");
        await _host.Post("Authenticate", """{"UserName":"trader","Password":"wrong-secret-3"}""");
        await _host.Get("Authenticate?UserName=trader&Password=wrong-secret-4");
        await _host.Post("CancelOrder", """{"OMSId":1,"OrderId":99,"Password":"secret-5"}""", token);
        await _host.Get("Unknown-secret-6?Password=secret-7", token);
        _host.Engine.Throws = new IOException("broken");
        await _host.Post("CancelOrder", """{"OMSId":1,"OrderId":"secret-8"}""", token);
        await _host.Post("CancelOrder", """{"OMSId":1,"OrderId":1}""", token);
        await _host.Stop();

        var text = _host.LogText();
        Assert.Contains("CancelOrder", text, StringComparison.Ordinal);
        Assert.DoesNotContain(token, text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("trader-demo", text, StringComparison.Ordinal);
        Assert.DoesNotContain("dHJhZGVyOnRyYWRlci1kZW1v", text, StringComparison.Ordinal);
    }
}
