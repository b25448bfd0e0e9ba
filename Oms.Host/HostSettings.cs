using Oms.Actors.Api;
using Oms.Actors.Hosting;

namespace Oms.Host;

/// <summary>What the command line and the environment decide.</summary>
/// <param name="DataDirectory">Where the journal is: <c>Oms:DataDirectory</c>, absolute or from the current directory.</param>
/// <param name="OmsId">The one OMS here.</param>
/// <param name="SeedsDemo">In the Development environment an empty data directory gets a demo.</param>
/// <param name="ConfigureEngine">Hands the section <c>Oms</c> to the engine.</param>
internal sealed record HostSettings(string DataDirectory, OmsId OmsId, bool SeedsDemo, Action<OmsOptions> ConfigureEngine)
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    public static HostSettings Of(IConfiguration configuration, IHostEnvironment environment)
    {
        void Configure(OmsOptions options)
        {
            configuration.GetSection("Oms").Bind(options);
            options.DataDirectory = Path.GetFullPath(options.DataDirectory);
        }

        var chosen = new OmsOptions();
        Configure(chosen);
        return new HostSettings(chosen.DataDirectory, new OmsId(chosen.OmsId), environment.IsDevelopment(), Configure);
    }
}
