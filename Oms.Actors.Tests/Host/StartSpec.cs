using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Oms.Actors.Api;
using Oms.Actors.Hosting;
using Oms.Host.Demo;
using Oms.Host.Health;
using Oms.Host.Start;
using Xunit;

namespace Oms.Actors.Tests.Host;

public sealed class StartSpec
{
    private static readonly ProductId Dollar = new(1);
    private static readonly ProductId Bitcoin = new(2);
    private static readonly string[] DemoUsers = ["trader", "trader2", "viewer", "operator"];

    [Fact]
    public async Task An_empty_directory_gets_the_demo_in_Development()
    {
        await using var host = await RunningHost.WithDemo();
        foreach (var account in new[] { 7, 8 })
            Assert.Equal([1_000_000m, 100m], new[] { Dollar, Bitcoin }.Select(product => host.Engine.AmountsOf(new AccountId(account))[product]));
        Assert.Equal(
            [Api.Permissions.Trading, Api.Permissions.Trading, Api.Permissions.AccountReadOnly, Api.Permissions.Operator],
            DemoUsers.Select(host.Engine.PermissionsOf));
        Assert.False(File.Exists(Path.Combine(host.DataDirectory, DemoMarker.FileName)));
    }

    [Fact]
    public async Task An_option_that_does_not_exist_is_refused_by_name()
    {
        await using var host = new RunningHost();
        var refused = await Assert.ThrowsAsync<OmsConfigurationException>(() => host.Start("Production", "--Oms:DataDirectry=/tmp/x"));
        Assert.Equal("Oms:DataDirectry is not an option.", refused.Message);
    }

    [Fact]
    public async Task Nothing_is_seeded_in_Production()
    {
        await using var host = new RunningHost();
        await host.Start("Production");
        Assert.Empty(host.Engine.Steps);
        Assert.Null(host.Engine.FirstOperator);
    }

    [Fact]
    public async Task A_directory_with_a_journal_gets_no_demo()
    {
        await using var host = new RunningHost();
        await File.WriteAllTextAsync(Path.Combine(host.DataDirectory, "journal.db"), "");
        await host.Start();
        Assert.Empty(host.Engine.Steps);
    }

    [Fact]
    public async Task A_demo_that_was_cut_off_at_any_step_is_gone_on_with_and_ends_the_same()
    {
        await using var whole = await RunningHost.WithDemo();
        for (var step = 0; step < whole.Engine.Steps.Count; step++)
        {
            await using var host = new RunningHost();
            host.Engine.FailsAt = step;
            await Assert.ThrowsAsync<IOException>(() => host.Start());
            await File.WriteAllTextAsync(Path.Combine(host.DataDirectory, "journal.db"), "");
            await host.Start();
            Assert.Equal(whole.Engine.AmountsOf(DemoSeed.FirstAccount), host.Engine.AmountsOf(DemoSeed.FirstAccount));
            Assert.Equal(Api.Permissions.Operator, host.Engine.PermissionsOf("operator"));
            Assert.Contains("\"Authenticated\":true", await host.LogIn("operator"), StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(host.DataDirectory, DemoMarker.FileName)));
        }
    }

    [Fact]
    public async Task The_first_operator_comes_from_the_environment_and_his_password_is_not_logged()
    {
        await using var host = new RunningHost();
        await host.Start("Production", $"--{FirstOperator.NameKey}", "root", $"--{FirstOperator.PasswordKey}", "deep-secret");
        await host.Stop();
        Assert.Equal("root", host.Engine.FirstOperator);
        Assert.DoesNotContain("deep-secret", host.LogText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_operator_without_a_password_is_a_fault_that_names_the_keys()
    {
        await using var host = new RunningHost();
        var fault = await Assert.ThrowsAsync<SetUpFailedException>(() => host.Start("Production", $"--{FirstOperator.NameKey}", "root"));
        Assert.Contains(FirstOperator.PasswordKey, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_the_engine_stops_the_host_with_an_exit_code()
    {
        await using var host = await RunningHost.WithDemo();
        var stopping = new TaskCompletionSource();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        Assert.Equal(0, host.Services.GetRequiredService<ExitStatus>().Code);
        host.Health.Fault("the journal is gone");
        await stopping.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, host.Services.GetRequiredService<ExitStatus>().Code);
        Assert.Contains("the journal is gone", host.LogText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_whose_engine_takes_calls_is_live_and_ready()
    {
        await using var host = await RunningHost.WithDemo();
        Assert.Equal(HttpStatusCode.OK, await Status(host, "/health/live"));
        Assert.Equal(HttpStatusCode.OK, await Status(host, "/health/ready"));
    }

    [Fact]
    public async Task An_engine_is_ready_only_between_its_start_and_a_fault()
    {
        var health = new EngineHealth();
        var check = new EngineReadiness(health);
        Assert.Equal(HealthStatus.Unhealthy, (await check.CheckHealthAsync(new HealthCheckContext())).Status);
        health.Ready();
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(new HealthCheckContext())).Status);
        health.Fault("the journal is gone");
        Assert.Equal(HealthStatus.Unhealthy, (await check.CheckHealthAsync(new HealthCheckContext())).Status);
    }

    [Fact]
    public void The_hint_has_the_address_and_the_calls()
    {
        var text = DemoHint.Text("http://127.0.0.1:1234");
        Assert.Contains("AP=http://127.0.0.1:1234/AP", text, StringComparison.Ordinal);
        Assert.Contains("/CancelOrder", text, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> Status(RunningHost host, string path)
    {
        using var response = await host.Send(HttpMethod.Get, path);
        return response.StatusCode;
    }
}
