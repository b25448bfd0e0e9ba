using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence;
using Npgsql;
using Oms.Actors.Hosting;
using Oms.Actors.Persistence.Postgres;
using Oms.Actors.Persistence.Serialization;
using Oms.Actors.Protocol;
using Oms.Faults.Checking;

namespace Oms.Faults.Stage;

/// <summary>Reads the journal twice: its rows, with nothing between; and its events, as the engine's own plugin replays them with the settings of the nodes.</summary>
internal sealed class JournalReader : IAsyncDisposable
{
    private const int AtOnce = 16;

    /// <summary>This system has no nodes to talk to and nothing to say.</summary>
    private const string Alone =
        """
        akka { actor.provider = local, loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }
        """;

    /// <summary>Orders and accounts that began after a mark, and everything that is neither.</summary>
    private const string Rows =
        """
        SELECT persistence_id, sequence_number, message, manifest
        FROM oms.journal
        WHERE persistence_id NOT SIMILAR TO '(order|account)-%'
           OR persistence_id IN (SELECT persistence_id FROM oms.journal WHERE sequence_number = 1 AND ordering > $1)
        ORDER BY persistence_id, sequence_number
        """;

    private readonly Database _database;
    private readonly PostgresJournalStore _store;
    private readonly ActorSystem _system;
    private readonly IActorRef _journal;

    /// <param name="database">The database.</param>
    /// <param name="overrides">Settings of the nodes that differ from those that are shipped.</param>
    public JournalReader(Database database, string overrides)
    {
        _database = database;
        var options = new OmsOptions { Journal = OmsJournal.Postgres, PostgresConnection = database.Connection };
        _store = new PostgresJournalStore(options);
        var config = ConfigurationFactory.ParseString(Alone).WithFallback(ConfigurationFactory.ParseString(overrides)).WithFallback(EngineConfiguration.Compose(options, _store));
        _system = ActorSystem.Create("reader", ActorSystemSetup.Create([.. _store.Setups, BootstrapSetup.Create().WithConfig(config)]));
        _journal = Persistence.Instance.Apply(_system).JournalFor("");
    }

    /// <summary>What is written from now on is behind this mark.</summary>
    public async Task<long> Mark()
    {
        await using var connection = await _database.Connect();
        await using var command = new NpgsqlCommand("SELECT COALESCE(MAX(ordering), 0) FROM oms.journal", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The rows of all streams that began behind the mark, and of those that are neither orders nor accounts.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Row>>> ReadRows(long mark)
    {
        await using var connection = await _database.Connect();
        await using var command = new NpgsqlCommand(Rows, connection) { Parameters = { new NpgsqlParameter { Value = mark } } };
        await using var reader = await command.ExecuteReaderAsync();
        var streams = new Dictionary<string, IReadOnlyList<Row>>();
        while (await reader.ReadAsync())
        {
            var id = reader.GetString(0);
            if (!streams.TryGetValue(id, out var rows))
                streams[id] = rows = new List<Row>();
            ((List<Row>)rows).Add(new Row(reader.GetInt64(1), (IPersistedEvent)Codecs.Of(reader.GetString(3)).Read(reader.GetFieldValue<byte[]>(2))));
        }

        return streams;
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<IPersistedEvent>>> Replay(IEnumerable<string> streams)
    {
        var replayed = new System.Collections.Concurrent.ConcurrentDictionary<string, IReadOnlyList<IPersistedEvent>>();
        await Parallel.ForEachAsync(streams, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (stream, _) =>
        {
            var heard = new TaskCompletionSource<IReadOnlyList<IPersistedEvent>>(TaskCreationOptions.RunContinuationsAsynchronously);
            _system.ActorOf(Props.Create(() => new Replaying(_journal, stream, heard)));
            replayed[stream] = await heard.Task;
        });
        return replayed;
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        await _store.DisposeAsync();
    }

    /// <summary>Hears one stream to its end, as an entity does that recovers.</summary>
    private sealed class Replaying : UntypedActor
    {
        private readonly List<IPersistedEvent> _events = [];
        private readonly TaskCompletionSource<IReadOnlyList<IPersistedEvent>> _heard;

        public Replaying(IActorRef journal, string stream, TaskCompletionSource<IReadOnlyList<IPersistedEvent>> heard)
        {
            _heard = heard;
            journal.Tell(new ReplayMessages(1, long.MaxValue, long.MaxValue, stream, Self));
        }

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case ReplayedMessage { Persistent.Payload: IPersistedEvent @event }:
                    _events.Add(@event);
                    break;
                case RecoverySuccess:
                    _heard.TrySetResult(_events);
                    Context.Stop(Self);
                    break;
                case ReplayMessagesFailure failure:
                    _heard.TrySetException(failure.Cause);
                    Context.Stop(Self);
                    break;
            }
        }
    }
}
