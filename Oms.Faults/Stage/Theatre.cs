using System.Globalization;
using System.Reflection;
using Oms.Faults.Recording;
using Oms.Faults.Sabotage;

namespace Oms.Faults.Stage;

/// <summary>Three nodes of the real host on a real database.</summary>
internal sealed class Theatre : IAsyncDisposable
{
    public const string OperatorName = "boss";
    public const string OperatorPassword = "boss-of-the-test";
    public static readonly IReadOnlyList<string> Names = ["a", "b", "c"];
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(3);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private Theatre(INetwork network, Database database, IReadOnlyList<Node> nodes) => (Network, Database, Nodes) = (network, database, nodes);

    public INetwork Network { get; }

    public Database Database { get; }

    public IReadOnlyList<Node> Nodes { get; }

    /// <param name="directory">Where data and logs go.</param>
    /// <param name="isSandboxed">Whether namespaces may be made.</param>
    /// <param name="mistake">What the nodes do wrong; null: they are as they are shipped.</param>
    /// <param name="recorder">The recording of the round that is under way.</param>
    public static async Task<Theatre> Open(string directory, bool isSandboxed, Mistake? mistake, Func<Recorder> recorder)
    {
        INetwork network = isSandboxed ? await Namespaces.Create(Names.Count) : new Loopback(Names.Count);
        var database = await Database.Start(Path.Combine(directory, "postgres"), network, mistake?.Schema);
        Node[] nodes = [.. Names.Select((name, at) => new Node(name, network.ClientsOf(at), CommandOf(at, network, database, mistake?.Host ?? Host(), Path.Combine(directory, name)), recorder))];
        var theatre = new Theatre(network, database, nodes);
        return await theatre.IsReady(StartPatience) ? theatre : throw new InvalidOperationException($"The nodes do not start: see {directory}");
    }

    /// <summary>Waits until every node serves.</summary>
    public async Task<bool> IsReady(TimeSpan patience)
    {
        foreach (var node in Nodes)
        {
            if (!await Pause.Until(() => IsReady(node), patience, TimeSpan.FromMilliseconds(200)))
                return false;
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Nodes.Select(node => node.DisposeAsync().AsTask()));
        await Database.DisposeAsync();
        _http.Dispose();
    }

    private async Task<bool> IsReady(Node node)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(node.Clients, "/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static NodeCommand CommandOf(int node, INetwork network, Database database, IReadOnlyList<string> host, string directory)
    {
        var (address, port) = network.PeerOf(node);
        var seeds = Names.Select((_, at) => network.PeerOf(at)).Select((seed, at) => string.Create(CultureInfo.InvariantCulture, $"--Oms:Cluster:Seeds:{at}={seed.Host}:{seed.Port}"));
        string[] arguments =
        [
            $"--urls={network.ClientsOf(node).GetLeftPart(UriPartial.Authority)}",
            "--Oms:Journal=postgres",
            $"--Oms:Cluster:Host={address}",
            string.Create(CultureInfo.InvariantCulture, $"--Oms:Cluster:Port={port}"),
            .. seeds,
        ];
        var environment = new Dictionary<string, string>
        {
            ["OMS_POSTGRES"] = database.Connection,
            ["OMS_FIRST_OPERATOR_NAME"] = OperatorName,
            ["OMS_FIRST_OPERATOR_PASSWORD"] = OperatorPassword,
            ["DOTNET_gcServer"] = "0",
        };
        return new NodeCommand([.. network.At(node), .. host], arguments, environment, directory);
    }

    private static string[] Host() =>
        ["dotnet", typeof(Theatre).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Host").Value!];
}
