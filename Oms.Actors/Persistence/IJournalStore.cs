using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Microsoft.Extensions.Logging;
using Oms.Actors.Nodes;

namespace Oms.Actors.Persistence;

/// <summary>The kind of journal an engine runs on: what it adds to the configuration, and how it is read beside the plugin.</summary>
internal interface IJournalStore : IAsyncDisposable
{
    /// <summary>Laid over the engine's own configuration, below the operator's file.</summary>
    Config Config { get; }

    /// <summary>What the plugin is given in code.</summary>
    IReadOnlyList<Setup> Setups { get; }

    /// <summary>Settings that this journal can't do without.</summary>
    IReadOnlyList<RequiredSetting> RequiredSettings { get; }

    /// <summary>Takes hold of what the journal stands on, before the actor system exists.</summary>
    /// <exception cref="Hosting.OmsConfigurationException">It can't be used, or belongs to others.</exception>
    Task Open(CancellationToken cancellation);

    /// <summary>What keeps nodes on this journal from being more than one cluster; null: it is a journal of one node. The caller disposes of it.</summary>
    IClusterGate? OpenGate(ILoggerFactory loggers);

    IJournalHeads OpenHeads(ActorSystem system);

    IJournalHistory OpenHistory(ActorSystem system);
}
