using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Actors.Hosting;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Hosting;

/// <summary>An option out of its range stops the start and is named.</summary>
public sealed class OmsOptionsSpec
{
    public static TheoryData<string, Action<OmsOptions>> Wrong => new()
    {
        { nameof(OmsOptions.DataDirectory), options => options.DataDirectory = " " },
        { nameof(OmsOptions.OmsId), options => options.OmsId = 0 },
        { nameof(OmsOptions.ShardCount), options => options.ShardCount = 0 },
        { nameof(OmsOptions.ShardCount), options => options.ShardCount = 10_001 },
        { nameof(OmsOptions.SubscriptionBuffer), options => options.SubscriptionBuffer = 0 },
        { nameof(OmsOptions.StartTimeout), options => options.StartTimeout = TimeSpan.Zero },
        { "Cluster:Host", options => options.Cluster = Member(host: "") },
        { "Cluster:Host", options => options.Cluster = Member(host: "0.0.0.0") },
        { "Cluster:Host", options => options.Cluster = Member(host: "10.7.0.1:4053") },
        { "Cluster:Port", options => options.Cluster = Member(port: 0) },
        { "Cluster:Port", options => options.Cluster = Member(port: 65_536) },
        { "Cluster:Seeds", options => options.Cluster = Member(seeds: []) },
        { "Cluster:Seeds", options => options.Cluster = Member(seeds: ["10.7.0.1"]) },
        { "Cluster:Seeds", options => options.Cluster = Member(seeds: ["10.7.0.1:4053", "10.7.0.2:"]) },
        { "Cluster:Seeds", options => options.Cluster = Member(seeds: ["akka.tcp://oms@10.7.0.1:4053"]) },
    };

    private static OmsClusterOptions Member(string host = "10.7.0.1", int port = 4053, string[]? seeds = null)
    {
        var cluster = new OmsClusterOptions { Host = host, Port = port };
        foreach (var seed in seeds ?? ["10.7.0.1:4053"])
            cluster.Seeds.Add(seed);

        return cluster;
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_option_out_of_its_range_is_refused_by_name(string option, Action<OmsOptions> wrong)
    {
        using var directory = new TemporaryDirectory();
        var options = new OmsOptions { DataDirectory = directory.FullPath };
        wrong(options);
        await using var engine = new OmsEngine(options, NullLoggerFactory.Instance, TimeProvider.System);

        var refused = await Assert.ThrowsAsync<OmsConfigurationException>(() => engine.StartAsync(CancellationToken.None));

        Assert.Contains($"The option {option} ", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(directory.FullPath));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_files_of_an_engine_are_its_users_only_whatever_the_directory_is()
    {
        using var directory = new TemporaryDirectory();
        File.SetUnixFileMode(directory.FullPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        await using var engine = await Engine.In(directory, empty: true);

        var databases = Directory.EnumerateFiles(directory.FullPath, "*.db*").ToList();
        Assert.Contains(databases, file => file.EndsWith("-wal", StringComparison.Ordinal));
        Assert.All(databases, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }
}
