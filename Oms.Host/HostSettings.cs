namespace Oms.Host;

/// <summary>What the command line and the environment decide.</summary>
/// <param name="DataDirectory">Where the journal is: <c>Oms:DataDirectory</c>, absolute or from the current directory.</param>
/// <param name="SeedsDemo">In the Development environment an empty data directory gets a demo.</param>
internal sealed record HostSettings(string DataDirectory, bool SeedsDemo)
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    public static HostSettings Of(IConfiguration configuration, IHostEnvironment environment) =>
        new(Path.GetFullPath(configuration["Oms:DataDirectory"] is { Length: > 0 } given ? given : "data"), environment.IsDevelopment());
}
