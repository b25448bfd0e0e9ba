using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Oms.Host.Calls;
using Oms.Host.Connections;
using Oms.Host.Demo;
using Oms.Host.Health;
using Oms.Host.Http;
using Oms.Host.Logging;
using Oms.Host.Start;

namespace Oms.Host;

/// <summary>Puts the process together: the engine, AlphaPoint's gateway before it, health, log.</summary>
internal static class HostApplication
{
    private const int MostConnections = 4_000;

    /// <param name="args">The command line.</param>
    /// <param name="addEngine">Registers IOms, IOmsAdministration, IOmsHealth and what runs them.</param>
    public static WebApplication Create(string[] args, Action<IServiceCollection, HostSettings> addEngine)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddLog();
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
            builder.WebHost.UseUrls(HostSettings.DefaultUrl);
        var limits = WireLimits.Of(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = HttpPayload.LargestReceived;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxConcurrentUpgradedConnections = limits.Connections;
        });

        var settings = HostSettings.Of(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(settings);
        AddSetUpAndEngine(builder.Services, settings, addEngine);
        builder.Services.AddSingleton(limits);
        AddGateways(builder.Services);

        var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = limits.KeepAlive, KeepAliveTimeout = limits.KeepAliveTimeout });
        app.Map("/WSGateway", app.Services.GetRequiredService<WebSocketGateway>().Handle);
        app.Map("/AP/{**call}", app.Services.GetRequiredService<ApGateway>().Handle);
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        return app;
    }

    /// <summary>Hosted services start one after the other in this order, the server last; they stop the other way round.</summary>
    private static void AddSetUpAndEngine(IServiceCollection services, HostSettings settings, Action<IServiceCollection, HostSettings> addEngine)
    {
        services.AddSingleton<DemoMarker>();
        services.AddSingleton<DemoSeed>();
        services.AddSingleton<DemoHint>();
        services.AddSingleton<FirstOperator>();
        services.AddSingleton<ExitStatus>();
        services.AddHostedService<BeforeEngine>();
        addEngine(services, settings);
        services.AddHostedService<FaultWatch>();
        services.AddHostedService<BeforeCalls>();
        services.AddHealthChecks().AddCheck<EngineReadiness>("engine");
    }

    private static void AddGateways(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SessionNames>();
        services.AddSingleton<LoginLimits>();
        services.AddSingleton<LoginCall>();
        services.AddSingleton<ProductSymbols>();
        services.AddSingleton<AccountNames>();
        services.AddSingleton<OrderReads>();
        services.AddSingleton<TradeReads>();
        services.AddSingleton<CatalogueReads>();
        services.AddSingleton<SubscriptionCalls>();
        services.AddSingleton<AdministrationCalls>();
        services.AddSingleton<CallTable>();
        services.AddSingleton<ApGateway>();
        services.AddSingleton<EventWriter>();
        services.AddSingleton<DisconnectCancels>();
        services.AddSingleton<WebSocketGateway>();
    }
}
