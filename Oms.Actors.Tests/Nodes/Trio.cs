using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Actors.Hosting;
using Oms.Actors.Persistence;
using Oms.Actors.Tests.Journals;
using Oms.Actors.Tests.Persistence;

namespace Oms.Actors.Tests.Nodes;

/// <summary>Three nodes in this process, on one journal, in memory if nothing else is said, and free ports of this machine, furnished as <see cref="Engine"/> is. Each can be made to die, to stand still or to leave.</summary>
internal sealed class Trio : IAsyncDisposable
{
    /// <summary>Quick to decide, and yet slower than the pauses of a busy machine.</summary>
    private const string Quick =
        """
        akka.cluster {
          periodic-tasks-initial-delay = 100 ms
          gossip-interval = 200 ms
          leader-actions-interval = 200 ms
          unreachable-nodes-reaper-interval = 200 ms
          split-brain-resolver.stable-after = 2 s
          down-removal-margin = 1 s
          singleton.hand-over-retry-interval = 200 ms
          sharding.retry-interval = 200 ms
          sharding.rebalance-interval = 1 s
        }
        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly MemoryGates _gates = new();
    private readonly List<Node> _nodes = [];
    private readonly List<string> _seeds = [];
    private string? _database;

    private Trio()
    {
    }

    public FaultyJournal Journal { get; } = new() { RecoveryAwaitsWrites = false };

    /// <summary>How many clusters have been founded on the journal.</summary>
    public int Founded => _gates.Founded;

    public IReadOnlyList<Node> Nodes => _nodes;

    public Node A => _nodes[0];

    public Node B => _nodes[1];

    public Node C => _nodes[2];

    /// <summary>All three, at once.</summary>
    public static Task<Trio> Start() => Start(null);

    /// <summary>As it is shipped, on this database.</summary>
    public static Task<Trio> OnPostgres(string connection) => Start(connection);

    private static async Task<Trio> Start(string? database)
    {
        var trio = new Trio { _database = database };
        trio._seeds.AddRange(Enumerable.Range(0, 3).Select(_ => $"127.0.0.1:{FreePort()}"));
        foreach (var seed in trio._seeds)
            trio._nodes.Add(trio.Make(seed));

        await Task.WhenAll(trio._nodes.Select(node => node.Start()));
        await trio.A.Engine.Furnish();
        return trio;
    }

    /// <summary>The node that has this entity in memory; fails when none has.</summary>
    public async Task<Node> HostOf(string type, string id)
    {
        foreach (var node in _nodes)
        {
            if (await node.Hosts(type, id))
                return node;
        }

        throw new InvalidOperationException($"{type} {id} is nowhere.");
    }

    /// <summary>Another node than this one.</summary>
    public Node OtherThan(params Node[] nodes) => _nodes.First(node => !nodes.Contains(node));

    /// <summary>A node at the address of one that has gone.</summary>
    public async Task<Node> StartAgain(Node gone)
    {
        var node = Make(gone.Address);
        _nodes[_nodes.IndexOf(gone)] = node;
        await node.Start();
        return node;
    }

    /// <summary>A node of this address with options of the test's; it is nobody's before it starts.</summary>
    public Node Make(string address, Action<OmsOptions>? configure = null, ILoggerFactory? loggers = null)
    {
        var cluster = new OmsClusterOptions { Host = "127.0.0.1", Port = int.Parse(address.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture) };
        foreach (var seed in _seeds)
            cluster.Seeds.Add(seed);

        var options = new OmsOptions
        {
            DataDirectory = _directory.FullPath,
            HoconFile = _database is null ? _directory.Write("quick.conf", Quick) : null,
            ShardCount = 12,
            StartTimeout = 3 * Tests.Engine.Patience,
            Cluster = cluster,
        };
        configure?.Invoke(options);
        var gate = _gates.Open();
        return new Node(address, options, () => StoreOf(options, gate), gate, loggers ?? NullLoggerFactory.Instance);
    }

    private IJournalStore StoreOf(OmsOptions options, MemoryGate gate)
    {
        if (_database is null)
            return new FaultyJournalStore(Journal, gate);

        (options.Journal, options.PostgresConnection) = (OmsJournal.Postgres, _database);
        return JournalStores.Of(options);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();

        _directory.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
