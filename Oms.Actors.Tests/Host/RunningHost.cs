using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Oms.Actors.Api;
using Oms.Actors.Hosting;
using Oms.Host;
using Serilog.Core;
using Serilog.Events;
using Xunit;

namespace Oms.Actors.Tests.Host;

/// <summary>The host in this process on a port of the system's choice, with the fake engine behind it and its log in memory.</summary>
internal sealed class RunningHost : IAsyncDisposable, ILogEventSink
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("oms-host-");
    private readonly HttpClient _http = new();
    private WebApplication? _app;

    public FakeEngine Engine { get; private init; } = new();

    public EngineHealth Health { get; } = new();

    public ConcurrentQueue<LogEvent> Log { get; } = new();

    public string DataDirectory => _directory.FullName;

    public IServiceProvider Services => _app!.Services;

    public Uri Address => _http.BaseAddress!;

    /// <summary>A host with the demo in it.</summary>
    public static async Task<RunningHost> WithDemo()
    {
        var host = new RunningHost();
        await host.Start();
        return host;
    }

    public async Task Start(string environment = "Development", params string[] more)
    {
        _app = HostApplication.Create(
            ["--environment", environment, "--urls", "http://127.0.0.1:0", "--Oms:DataDirectory", DataDirectory, .. more],
            (services, _) => services
                .AddSingleton<IOms>(Engine)
                .AddSingleton<IOmsAdministration>(Engine)
                .AddSingleton<IOmsHealth>(Health)
                .AddSingleton<ILogEventSink>(this));
        Health.Ready();
        await _app.StartAsync();
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    /// <summary>Ends the host in order: every exchange is over after that, and its line is in the log.</summary>
    public Task Stop() => _app!.StopAsync();

    public void Emit(LogEvent logEvent) => Log.Enqueue(logEvent);

    /// <summary>Every line of the log, with all its properties and exceptions.</summary>
    public string LogText() => string.Join('\n', Log.Select(entry =>
        $"{entry.RenderMessage(null)} {string.Join(' ', entry.Properties.Select(property => $"{property.Key}={property.Value}"))} {entry.Exception}"));

    public async Task<string> LogIn(string user = "trader", string? password = null)
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password ?? $"{user}-demo"}"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/AP/Authenticate");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
        using var response = await _http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<string> Token(string user = "trader")
    {
        using var answer = System.Text.Json.JsonDocument.Parse(await LogIn(user));
        return answer.RootElement.GetProperty("SessionToken").GetString()!;
    }

    public Task<string> Get(string call, string? token = null) => Text(HttpMethod.Get, call, null, token);

    public Task<string> Post(string call, string body, string? token = null) => Text(HttpMethod.Post, call, Encoding.UTF8.GetBytes(body), token);

    public Task<string> Post(string call, byte[] body, string? token = null) => Text(HttpMethod.Post, call, body, token);

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, byte[]? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new ByteArrayContent(body);
        if (token is not null)
            request.Headers.Add("APToken", token);
        return await _http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private async Task<string> Text(HttpMethod method, string call, byte[]? body, string? token)
    {
        using var response = await Send(method, $"/AP/{call}", body, token);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        return await response.Content.ReadAsStringAsync();
    }
}
