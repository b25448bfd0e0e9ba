using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Akka.Actor;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Oms.Actors.Entities;
using Oms.Actors.Hosting;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Journals;
using Oms.Actors.Tests.Persistence;
using Oms.Host;
using Serilog.Core;
using Serilog.Events;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>The host in this process with a real engine on SQLite behind it and the demo in it, spoken to over its two protocols on a port of the system's choice.</summary>
internal sealed class WireHost : IAsyncDisposable, ILogEventSink
{
    private readonly TemporaryDirectory? _directory;
    private readonly string _data;
    private readonly FaultyJournal? _journal;
    private readonly HttpClient _http = new();
    private readonly Channel<string> _log = Channel.CreateBounded<string>(new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropOldest });
    private WebApplication? _app;

    private WireHost(TemporaryDirectory? owned, string data, FaultyJournal? journal = null) => (_directory, _data, _journal) = (owned, data, journal);

    private TimeProvider Time { get; init; } = TimeProvider.System;

    private Oms.Actors.Api.IExecutionVenue? Venue { get; init; }

    public Uri Address => _http.BaseAddress!;

    public IServiceProvider Services => _app!.Services;

    /// <summary>A host of a fresh directory, with settings such as <c>--Wire:LoginDeadline=00:00:01</c>.</summary>
    public static Task<WireHost> Start(params string[] settings)
    {
        var directory = new TemporaryDirectory();
        return Start(new WireHost(directory, Path.Combine(directory.FullPath, "data")), settings);
    }

    /// <summary>A host of a fresh directory with a venue.</summary>
    public static Task<WireHost> With(Oms.Actors.Api.IExecutionVenue venue)
    {
        var directory = new TemporaryDirectory();
        return Start(new WireHost(directory, Path.Combine(directory.FullPath, "data")) { Venue = venue }, []);
    }

    /// <summary>A host on a journal in memory that can be made to fail.</summary>
    public static Task<WireHost> On(FaultyJournal journal, params string[] settings)
    {
        var directory = new TemporaryDirectory();
        return Start(new WireHost(directory, Path.Combine(directory.FullPath, "data"), journal), settings);
    }

    /// <summary>A host of a directory of the test's, which may hold an earlier life's journal.</summary>
    public static Task<WireHost> In(TemporaryDirectory directory, params string[] settings) =>
        Start(new WireHost(null, Path.Combine(directory.FullPath, "data")), settings);

    /// <summary>The same at a time of the test's.</summary>
    public static Task<WireHost> In(TemporaryDirectory directory, TimeProvider time, params string[] settings) =>
        Start(new WireHost(null, Path.Combine(directory.FullPath, "data")) { Time = time }, settings);

    public async Task<string> Token(string user = "trader") => (await Post("Authenticate", $$"""{"UserName":"{{user}}","Password":"{{user}}-demo"}""")).GetProperty("SessionToken").GetString()!;

    /// <summary>Posts a body; the answer, which is JSON with status 200.</summary>
    public Task<JsonElement> Post(string call, string body, string? token = null) => Post(call, Encoding.UTF8.GetBytes(body), token);

    public async Task<JsonElement> Post(string call, byte[] body, string? token = null)
    {
        var (status, answer) = await Send(call, body, token);
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonElement.Parse(answer);
    }

    /// <summary>Posts a body, whatever the status of the answer.</summary>
    public async Task<(HttpStatusCode Status, string Answer)> Send(string call, byte[] body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/AP/{call}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (token is not null)
            request.Headers.Add("APToken", token);
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A connection to the WebSocket gateway.</summary>
    public Task<RawClient> Connect(string path = "/WSGateway/") => RawClient.Connect(Address, path);

    /// <summary>A connection with a session of a user of the demo.</summary>
    public async Task<RawClient> Connected(string user = "trader")
    {
        var client = await Connect();
        await client.LogIn(user);
        return client;
    }

    /// <summary>How many events the journal holds.</summary>
    public async Task<long> Rows()
    {
        await using var journal = new SqliteConnection($"Data Source={Path.Combine(_data, "journal.db")};Mode=ReadOnly;Pooling=False");
        await journal.OpenAsync();
        await using var count = journal.CreateCommand();
        count.CommandText = "select count(*) from journal";
        return (long)(await count.ExecuteScalarAsync())!;
    }

    /// <summary>An address whose answers nobody hears.</summary>
    public ReplyAddress Nobody => Addresses.Of(Actors.DeadLetters);

    /// <summary>Sends to an entity of the engine what the wire has no call for.</summary>
    public void Tell(IEntityMessage message, string region) =>
        Akka.Cluster.Sharding.ClusterSharding.Get(Actors).ShardRegion(region).Tell(message, ActorRefs.NoSender);

    /// <summary>Asks an account to leave memory, as a hand-off and passivation do.</summary>
    public void StopAccount(int account) => Actors.ActorSelection($"/system/sharding/{Regions.Accounts}/*/{account}").Tell(StopEntity.Now, ActorRefs.NoSender);

    /// <summary>The next line of the log with this in it; those before it are behind us.</summary>
    public async Task<string> Logged(string text)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        while (true)
        {
            var line = await _log.Reader.ReadAsync(patience.Token);
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }
    }

    public void Emit(LogEvent logEvent) => _log.Writer.TryWrite(logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Ends the host in order.</summary>
    public Task Stop() => _app!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_app is not null)
        {
            await Stop();
            await _app.DisposeAsync();
        }

        _directory?.Dispose();
    }

    private static async Task<WireHost> Start(WireHost host, string[] settings)
    {
        host._app = HostApplication.Create(
            ["--environment", "Development", "--urls", "http://127.0.0.1:0", "--Oms:DataDirectory", host._data, .. settings],
            host.AddEngine);
        await host._app.StartAsync();
        host._http.BaseAddress = new Uri(host._app.Urls.Single());
        return host;
    }

    private ActorSystem Actors => Services.GetRequiredService<OmsEngine>().Actors!;

    /// <summary>What is registered last is what is taken.</summary>
    private void AddEngine(IServiceCollection services, HostSettings chosen)
    {
        services.AddSingleton<ILogEventSink>(this).AddSingleton(Time);
        services.AddOms(chosen.ConfigureEngine);
        if (Venue is not null)
            services.AddSingleton(Venue);
        if (_journal is null)
            return;
        var options = new OmsOptions();
        chosen.ConfigureEngine(options);
        services.AddSingleton(provider => new OmsEngine(options, () => _journal.Store, provider.GetRequiredService<ILoggerFactory>(), Time));
    }
}
