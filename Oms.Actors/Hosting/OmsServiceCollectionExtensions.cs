using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Oms.Actors.Api;

namespace Oms.Actors.Hosting;

/// <summary>Embeds the engine in a host.</summary>
public static class OmsServiceCollectionExtensions
{
    /// <summary>
    /// Adds an order management system: <see cref="IOms"/>, <see cref="IOmsAdministration"/> and <see cref="IOmsHealth"/>. It starts and stops with the host, runs in an actor
    /// system of its own, and never ends the process: a fault is told by <see cref="IOmsHealth"/>. An <see cref="IExecutionVenue"/> that the
    /// host has registered gets the orders, and reports to <see cref="IVenueReports"/>. Time comes from a registered <see cref="TimeProvider"/>, if there is one.
    /// </summary>
    /// <param name="services">The host's services. One engine for each host.</param>
    /// <param name="configure">Decides the options; null for the defaults.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddOms(this IServiceCollection services, Action<OmsOptions>? configure = null)
    {
        var options = new OmsOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new OmsEngine(options, provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<TimeProvider>())
        {
            Venue = provider.GetService<IExecutionVenue>,
        });
        services.AddSingleton(provider => provider.GetRequiredService<OmsEngine>().Calls);
        services.AddSingleton(provider => provider.GetRequiredService<OmsEngine>().Administration);
        services.AddSingleton(provider => provider.GetRequiredService<OmsEngine>().Reports);
        services.AddSingleton<IOmsHealth>(provider => provider.GetRequiredService<OmsEngine>().Health);
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<OmsEngine>());
        return services;
    }
}
