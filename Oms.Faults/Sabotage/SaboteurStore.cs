using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Microsoft.Extensions.Logging;
using Oms.Actors.Nodes;
using Oms.Actors.Persistence;

namespace Oms.Faults.Sabotage;

/// <summary>The journal as it is shipped, with settings that the engine refuses, and without its checks.</summary>
internal sealed class SaboteurStore(IJournalStore shipped, string settings) : IJournalStore
{
    public Config Config => ConfigurationFactory.ParseString(settings).WithFallback(shipped.Config);

    public IReadOnlyList<Setup> Setups => shipped.Setups;

    public IReadOnlyList<RequiredSetting> RequiredSettings => [];

    public Task Open(CancellationToken cancellation) => shipped.Open(cancellation);

    public IClusterGate? OpenGate(ILoggerFactory loggers) => shipped.OpenGate(loggers);

    public IJournalHeads OpenHeads(ActorSystem system) => shipped.OpenHeads(system);

    public IJournalHistory OpenHistory(ActorSystem system) => shipped.OpenHistory(system);

    public ValueTask DisposeAsync() => shipped.DisposeAsync();
}
