using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Oms.Actors.Hosting;
using Oms.Actors.Persistence;
using Oms.Host;

namespace Oms.Faults.Sabotage;

/// <summary>The stand-alone host around an engine that makes a mistake.</summary>
internal static class SaboteurHost
{
    public const string Command = "saboteur-host";

    public static Task<int> Run(Mistake mistake, string[] settings) => OmsHost.Run(settings, services =>
    {
        services.Replace(ServiceDescriptor.Singleton(provider =>
        {
            var options = new OmsOptions();
            provider.GetRequiredService<HostSettings>().ConfigureEngine(options);
            return new OmsEngine(
                options, () => new SaboteurStore(JournalStores.Of(options), mistake.Settings), provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<TimeProvider>());
        }));
    });
}
