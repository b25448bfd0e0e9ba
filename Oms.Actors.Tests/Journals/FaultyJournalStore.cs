using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Microsoft.Extensions.Logging;
using Oms.Actors.Nodes;
using Oms.Actors.Persistence;

namespace Oms.Actors.Tests.Journals;

/// <summary>Lets an engine run on a <see cref="FaultyJournal"/>. Disposed of with the engine; the journal stays.</summary>
internal sealed class FaultyJournalStore(FaultyJournal journal, IClusterGate? gate = null) : IJournalStore
{
    public Config Config => ConfigurationFactory.ParseString(
        """
        akka.persistence {
          journal.plugin = "oms.faulty-journal"
          snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        }
        oms.faulty-journal {
          class = "Oms.Actors.Tests.Journals.FaultyJournalActor, Oms.Actors.Tests"
          plugin-dispatcher = "akka.actor.default-dispatcher"
        }
        """);

    public IReadOnlyList<Setup> Setups { get; } = [new FaultyJournalSetup(journal)];

    public IReadOnlyList<RequiredSetting> RequiredSettings => [];

    public Task Open(CancellationToken cancellation) => Task.CompletedTask;

    public IClusterGate? OpenGate(ILoggerFactory loggers) => gate;

    public IJournalHeads OpenHeads(ActorSystem system) => new FaultyJournalHeads(journal);

    public IJournalHistory OpenHistory(ActorSystem system) => new FaultyJournalHistory(journal);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Hands a test's journal to the plugin that Akka creates.</summary>
internal sealed class FaultyJournalSetup(FaultyJournal journal) : Setup
{
    public FaultyJournal Journal { get; } = journal;
}
