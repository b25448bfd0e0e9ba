using Akka.Actor;
using Akka.Configuration;
using Oms.Actors.Hosting;
using Oms.Actors.Persistence;
using Oms.Actors.Persistence.Serialization;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Serialization;

/// <summary>What the assembly has, looked up in it rather than listed.</summary>
internal static class SerializedTypes
{
    public static IReadOnlyList<Type> Messages { get; } =
        [.. typeof(IProtocolMessage).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IProtocolMessage)))];

    /// <summary>The codecs of what is in journals and snapshots, and so is there for ever. Nothing but its manifest tells a snapshot from a message.</summary>
    public static IReadOnlyList<Codec> Kept { get; } =
        [.. Codecs.All.Where(codec => codec.Type.IsAssignableTo(typeof(IPersistedEvent)) || codec.Manifest.Contains(".snapshot.", StringComparison.Ordinal))];

    public static TheoryData<string> Manifests { get; } = [.. Codecs.All.Select(codec => codec.Manifest)];

    public static TheoryData<string> KeptManifests { get; } = [.. Kept.Select(codec => codec.Manifest)];

    /// <summary>An actor system with the engine's own settings, except that it listens on no port and logs nothing.</summary>
    public static ActorSystem System()
    {
        using var directory = new TemporaryDirectory();
        var options = new OmsOptions { DataDirectory = directory.FullPath };
        var config = EngineConfiguration.Compose(options, new SqliteJournalStore(options));
        return ActorSystem.Create(
            "serialization",
            ConfigurationFactory.ParseString("akka { actor.provider = local, loggers = [], loglevel = OFF, persistence.journal.auto-start-journals = [] }")
                .WithFallback(config));
    }
}
