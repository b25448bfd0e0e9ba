using System.Reflection;
using Oms.Actors.Api;
using Oms.Actors.Hosting;

namespace Oms.Host;

/// <summary>What the command line and the environment decide.</summary>
/// <param name="DataDirectory">Where SQLite's journal is: <c>Oms:DataDirectory</c>, absolute or from the current directory.</param>
/// <param name="OmsId">The one OMS here.</param>
/// <param name="SeedsDemo">In the Development environment an empty data directory gets a demo; a database of PostgreSQL gets none.</param>
/// <param name="ConfigureEngine">Hands the section <c>Oms</c> to the engine.</param>
internal sealed record HostSettings(string DataDirectory, OmsId OmsId, bool SeedsDemo, Action<OmsOptions> ConfigureEngine)
{
    private const BindingFlags Named = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    /// <summary>The environment variable that holds the connection string of PostgreSQL, and the only way to give it: a file or a command line may be read by others.</summary>
    public const string PostgresVariable = "OMS_POSTGRES";

    public const string DefaultUrl = "http://127.0.0.1:5080";

    public static HostSettings Of(IConfiguration configuration, IHostEnvironment environment)
    {
        var section = configuration.GetSection("Oms");
        VerifyNames<OmsOptions>(section);
        VerifyNames<OmsClusterOptions>(section.GetSection(nameof(OmsOptions.Cluster)));
        if (section.GetSection(nameof(OmsOptions.PostgresConnection)).Exists())
            throw new OmsConfigurationException($"The connection string of PostgreSQL is given by the environment variable {PostgresVariable} and in no other way.");

        void Configure(OmsOptions options)
        {
            Bind(section, options);
            options.PostgresConnection = Environment.GetEnvironmentVariable(PostgresVariable);
            if (options.DataDirectory.Length > 0)
                options.DataDirectory = Path.GetFullPath(options.DataDirectory);
        }

        var chosen = new OmsOptions();
        Configure(chosen);
        return new HostSettings(chosen.DataDirectory, new OmsId(chosen.OmsId), environment.IsDevelopment() && chosen.Journal == OmsJournal.Sqlite, Configure);
    }

    private static void VerifyNames<T>(IConfiguration section)
    {
        if (section.GetChildren().FirstOrDefault(given => typeof(T).GetProperty(given.Key, Named) is null) is { } unknown)
            throw new OmsConfigurationException($"{unknown.Path} is not an option.");
    }

    private static void Bind(IConfiguration section, OmsOptions options)
    {
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException unreadable)
        {
            // Names the option and the value.
            throw new OmsConfigurationException(unreadable.Message, unreadable);
        }
    }
}
