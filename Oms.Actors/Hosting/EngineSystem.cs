using System.Security.Cryptography;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Hosting.Logging;
using Akka.Persistence;
using Microsoft.Extensions.Logging;
using Oms.Actors.Nodes;
using Oms.Actors.Persistence;

namespace Oms.Actors.Hosting;

/// <summary>
/// The engine's own actor system, apart from any of the host's: started, joined to itself, its settings checked and its journal answering.
/// </summary>
internal sealed class EngineSystem : IAsyncDisposable
{
    private readonly IJournalStore _journal;
    private readonly IClusterGate? _gate;

    private EngineSystem(ActorSystem system, IJournalStore journal, IClusterGate? gate)
    {
        _journal = journal;
        _gate = gate;
        Actors = system;
        Heads = journal.OpenHeads(system);
        History = journal.OpenHistory(system);
    }

    public ActorSystem Actors { get; }

    public IJournalHeads Heads { get; }

    public IJournalHistory History { get; }

    /// <summary>The engine as it is shipped, on the journal that was chosen.</summary>
    public static Task<EngineSystem> Start(OmsOptions options, ILoggerFactory loggers, CancellationToken cancellation) =>
        Start(options, JournalStores.Of(options), loggers, cancellation);

    /// <summary>On a journal that this call takes over, and disposes of with the engine or when the start fails.</summary>
    /// <exception cref="OmsConfigurationException">A setting or the data directory can't be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or not ready within <see cref="OmsOptions.StartTimeout"/>.</exception>
    public static async Task<EngineSystem> Start(
        OmsOptions options, IJournalStore journal, ILoggerFactory loggers, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(options.StartTimeout);
        ActorSystem? system = null;
        IClusterGate? gate = null;
        try
        {
            RequiredSetting[] required = [.. StartUpChecks.Engine, .. Place(options), .. journal.RequiredSettings];
            var composed = EngineConfiguration.Compose(options, journal);
            // Before a port is open, or an actor system exists that would end the process with it;
            StartUpChecks.Verify(composed, required);
            await journal.Open(deadline.Token);
            gate = GateOf(options, journal, loggers);
            system = Create(NameOf(options), composed, journal, loggers);
            // and what has come of it, whatever else Akka has taken into account.
            StartUpChecks.Verify(system.Settings.Config, required);
            var joined = Join(system, options, gate, deadline.Token);
            await JournalAnswers(system, deadline.Token);
            await joined;
            return new EngineSystem(system, journal, gate);
        }
        catch
        {
            if (system is not null)
                await system.Terminate();
            await Dispose(journal, gate);
            throw;
        }
    }

    /// <summary>Lets regions hand off and entities finish their writes, then ends the actor system. The process goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        await CoordinatedShutdown.Get(Actors).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        await Actors.WhenTerminated;
        await Dispose(_journal, _gate);
    }

    /// <summary>Null: the engine is alone.</summary>
    private static IClusterGate? GateOf(OmsOptions options, IJournalStore journal, ILoggerFactory loggers) =>
        options.Cluster is null ? null
        : journal.OpenGate(loggers) ?? throw new OmsConfigurationException("A cluster needs a journal that all of its nodes share: Journal=postgres.");

    private static async Task Dispose(IJournalStore journal, IClusterGate? gate)
    {
        if (gate is not null)
            await gate.DisposeAsync();
        await journal.DisposeAsync();
    }

    private static IReadOnlyList<RequiredSetting> Place(OmsOptions options) =>
        options.Cluster is { } cluster ? ClusterChecks.Of(cluster) : StartUpChecks.SingleNode;

    private static ActorSystem Create(string name, Config config, IJournalStore journal, ILoggerFactory loggers)
    {
        var setups = journal.Setups
            .Append(BootstrapSetup.Create().WithConfig(config))
            .Append(new LoggerFactorySetup(loggers))
            .ToArray();
        return ActorSystem.Create(name, ActorSystemSetup.Create(setups));
    }

    /// <summary>
    /// A node takes messages and joins only from systems that address it by its name. The nodes of a cluster have that of their OMS. On a node that is alone nobody has reason
    /// to, so the name is one that can't be guessed: another process of this machine that finds the port can neither join nor address an actor.
    /// </summary>
    private static string NameOf(OmsOptions options) =>
        options.Cluster is null ? $"oms-{RandomNumberGenerator.GetHexString(16, lowercase: true)}" : $"oms-{options.OmsId}";

    /// <summary>Takes hold of the gate, before anything is served; <paramref name="expelled"/> is told when it turns out to be another cluster's.</summary>
    public Task Enter(Action<string> expelled, CancellationToken cancellation) => _gate?.Enter(expelled, cancellation) ?? Task.CompletedTask;

    private static Task Join(ActorSystem system, OmsOptions options, IClusterGate? gate, CancellationToken cancellation)
    {
        var cluster = Cluster.Get(system);
        return options.Cluster is null ? cluster.JoinAsync(cluster.SelfAddress, cancellation)
            : Formation.Join(system, gate!, options.Cluster, cancellation);
    }

    /// <summary>A replay of nothing: its answer says that the files are open and the schema is there.</summary>
    private static async Task JournalAnswers(ActorSystem system, CancellationToken cancellation)
    {
        var journal = Akka.Persistence.Persistence.Instance.Apply(system).JournalFor("");
        var answer = await journal.Ask<object>(
            sender => new ReplayMessages(1, 0, 0, "oms-start-up", sender), timeout: null, cancellation);
        if (answer is ReplayMessagesFailure failure)
            throw new OmsConfigurationException($"The journal can't be read: {failure.Cause.Message}", failure.Cause);
    }
}
