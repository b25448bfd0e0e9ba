using System.Reflection;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.DistributedData;
using Oms.Actors.Persistence;

namespace Oms.Actors.Hosting;

/// <summary>Puts together what an engine's actor system runs with. What comes first wins.</summary>
internal static class EngineConfiguration
{
    public static Config Compose(OmsOptions options, IJournalStore journal) =>
        Operator(options.HoconFile)
            .WithFallback(journal.Config)
            .WithFallback(options.Cluster is { } cluster ? OfMember(cluster) : Embedded("single-node.conf"))
            .WithFallback(Embedded("serialization.conf"))
            .WithFallback(Embedded("oms.conf"))
            .WithFallback(ClusterSharding.DefaultConfig())
            .WithFallback(DistributedData.DefaultConfig())
            .WithFallback(ClusterSingleton.DefaultConfig());

    /// <summary>One of the files that are compiled into this assembly.</summary>
    public static Config Embedded(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"hocon/{file}")
            ?? throw new InvalidOperationException($"hocon/{file} is not part of this assembly.");
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }

    private static Config OfMember(OmsClusterOptions cluster) =>
        ConfigurationFactory.ParseString(
            $$"""
            akka.remote.dot-netty.tcp {
              hostname = "{{cluster.Host}}"
              public-hostname = "{{cluster.Host}}"
              port = {{cluster.Port}}
            }
            """).WithFallback(Embedded("cluster.conf"));

    private static Config Operator(string? file)
    {
        if (file is null)
            return Config.Empty;

        try
        {
            return ConfigurationFactory.ParseString(File.ReadAllText(file));
        }
        catch (Exception unreadable)
        {
            // Of any type: the parser has no exception of its own.
            throw new OmsConfigurationException($"The configuration file '{file}' can't be read: {unreadable.Message}", unreadable);
        }
    }
}
