using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence;
using Npgsql;
using Oms.Actors.Persistence;
using Oms.Actors.Tests.Persistence;
using Xunit;
using Xunit.Abstractions;

namespace Oms.Actors.Tests.Postgres;

/// <summary>
/// One writer that has been overtaken, among 90 busy entities: its row is refused, and with it all that stand in the same batch. How far that goes, and how soon it is over.
/// </summary>
public sealed class StaleWriterSpec(ITestOutputHelper output)
{
    private const int Neighbours = 90;

    /// <summary>The plugin's own, as far as a batch that fails is concerned.</summary>
    private const string AsThePluginShipsIt =
        """
        akka.persistence.journal.sql {
          batch-size = 100
          circuit-breaker { max-failures = 10, call-timeout = 10s, reset-timeout = 30s }
        }
        """;

    /// <summary>From the refusal on.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task No_more_neighbours_than_a_batch_are_stopped_and_all_serve_again_within_5_seconds()
    {
        await using var scene = await Scene.Of("");

        var stopped = await scene.RefuseOneOf(Neighbours);

        var since = Stopwatch.StartNew();
        using var bound = new CancellationTokenSource(Bound);
        Assert.True(await scene.IsRecovered("bystander", bound.Token));
        var bystander = since.Elapsed;
        foreach (var neighbour in stopped)
            await scene.Writes(neighbour, bound.Token);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stopped.Count} neighbours stopped, a bystander recovered after {bystander.TotalMilliseconds:0} ms, all served after {since.ElapsedMilliseconds} ms"));
        Assert.InRange(stopped.Count, 1, 63);
    }

    [Fact]
    public async Task With_the_settings_that_the_plugin_ships_a_bystander_can_not_even_be_recovered()
    {
        await using var scene = await Scene.Of(AsThePluginShipsIt);

        var stopped = await scene.RefuseOneOf(Neighbours);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stopped.Count} neighbours stopped"));
        Assert.InRange(stopped.Count, 64, Neighbours);
        Assert.False(await scene.IsRecovered("bystander", CancellationToken.None));
    }

    /// <summary>A node without a cluster: what is looked at is the journal.</summary>
    private sealed class Scene : IAsyncDisposable
    {
        private readonly PostgresPlace _place;
        private readonly IJournalStore _journal;
        private readonly ActorSystem _node;

        private Scene(PostgresPlace place, IJournalStore journal, string overrides)
        {
            _place = place;
            _journal = journal;
            var config = ConfigurationFactory.ParseString(overrides)
                .WithFallback(ConfigurationFactory.ParseString("akka { stdout-loglevel = OFF, loglevel = OFF }"))
                .WithFallback(journal.Config);
            _node = ActorSystem.Create("node", ActorSystemSetup.Create([.. journal.Setups, BootstrapSetup.Create().WithConfig(config)]));
        }

        public static async Task<Scene> Of(string overrides)
        {
            var place = await PostgresPlace.Create();
            var scene = new Scene(place, place.Store(), overrides);
            await Write(scene.Start("bystander"), CancellationToken.None);
            return scene;
        }

        /// <summary>The names of the neighbours that were stopped by the refusal of one that stood among them.</summary>
        public async Task<IReadOnlyList<string>> RefuseOneOf(int neighbours)
        {
            var stale = Start("overtaken");
            await Write(stale, CancellationToken.None);
            await Write(Start("overtaken"), CancellationToken.None);

            string[] names = [.. Enumerable.Range(0, neighbours).Select(number => $"neighbour-{number}")];
            var actors = names.Select(Start).ToArray();
            foreach (var actor in actors)
                await Write(actor, CancellationToken.None);

            var writes = await AllInOneQueue([.. actors[..(neighbours / 2)], stale, .. actors[(neighbours / 2)..]]);
            var stopped = new List<string>();
            foreach (var (name, write) in names.Zip(writes.Where((_, at) => at != neighbours / 2)))
            {
                if (await write.WaitAsync(Engine.Patience) is not null)
                    stopped.Add(name);
            }

            Assert.True(_place.IsSecondWriter((await writes[neighbours / 2])!));
            return stopped;
        }

        /// <summary>Starts an entity; it reads out what it has written, or ends because it can't be recovered.</summary>
        public Task<bool> IsRecovered(string name, CancellationToken cancellation) =>
            Succeeds(name, actor => actor.Ask<Notebook.Pages>(new Notebook.Read(name), cancellation), cancellation);

        /// <summary>Starts an entity and repeats a note until it is written, as an entity's callers do.</summary>
        public async Task Writes(string name, CancellationToken cancellation)
        {
            while (!await Succeeds(name, actor => Write(actor, cancellation), cancellation))
                cancellation.ThrowIfCancellationRequested();
        }

        public async ValueTask DisposeAsync()
        {
            await _node.Terminate();
            await _journal.DisposeAsync();
        }

        /// <summary>
        /// Holds the table until all that are to write stand behind each other in the journal: three in front, one for each writer, which wait for the table, and behind them
        /// all the others.
        /// </summary>
        private async Task<Task<Exception?>[]> AllInOneQueue(IReadOnlyList<IActorRef> writers)
        {
            await using var holder = new NpgsqlConnection(_place.Connection);
            await holder.OpenAsync();
            await using var held = await holder.BeginTransactionAsync();
            await using (var hold = new NpgsqlCommand("LOCK TABLE oms.journal IN EXCLUSIVE MODE", holder, held))
                await hold.ExecuteNonQueryAsync();

            foreach (var first in new[] { "first", "second", "third" })
                _ = Outcome(Start(first));
            while (await PostgresServer.Ask<long>(_place.Connection, "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'oms.journal'::regclass") < 3)
                Assert.False(_node.WhenTerminated.IsCompleted);

            var writes = writers.Select(Outcome).ToArray();
            // Answered when the note has been taken up, and so handed to the journal; the journal's answer comes when it has taken them all.
            foreach (var writer in writers)
                await writer.Ask<ActorIdentity>(new Identify(1), Engine.Patience);
            var journal = Akka.Persistence.Persistence.Instance.Apply(_node).JournalFor("");
            await journal.Ask<object>(sender => new ReplayMessages(1, 0, 0, "nobody", sender), Engine.Patience, CancellationToken.None);
            await held.CommitAsync();
            return writes;
        }

        private async Task<bool> Succeeds(string name, Func<IActorRef, Task> step, CancellationToken cancellation)
        {
            var actor = Start(name);
            var ended = actor.WatchAsync(cancellation);
            var done = step(actor);
            return await Task.WhenAny(ended, done).WaitAsync(cancellation) == done && done.IsCompletedSuccessfully;
        }

        private IActorRef Start(string name) => _node.ActorOf(Props.CreateBy(new Notebook.Producer(name)));

        /// <summary>Why the write failed, or null: it has not.</summary>
        private static async Task<Exception?> Outcome(IActorRef actor)
        {
            try
            {
                await Write(actor, CancellationToken.None);
                return null;
            }
            catch (Exception refused)
            {
                return refused;
            }
        }

        private static Task<Notebook.Written> Write(IActorRef actor, CancellationToken cancellation) => actor.Ask<Notebook.Written>(new Notebook.Write("", "note"), Engine.Patience, cancellation);
    }
}
