using System.Globalization;

namespace Oms.Faults.Stage;

/// <summary>
/// Each node in a network namespace, with one link to a bridge of the nodes and one to a bridge that database and clients are at. Inside a <see cref="Sandbox"/>, whose end is the end of it all.
/// </summary>
internal sealed class Namespaces : INetwork
{
    private const int PeerPort = 4053;
    private const int ClientPort = 5080;

    private Namespaces()
    {
    }

    public bool CanCut => true;

    public string DatabaseHost => "10.77.2.254";

    public int DatabasePort => 5432;

    public static async Task<Namespaces> Create(int nodes)
    {
        var network = new Namespaces();
        Directory.CreateDirectory("/run/netns");
        await Shell.Run("mount", "-t", "tmpfs", "none", "/run/netns");
        await Ip("link set lo up");
        foreach (var link in Enum.GetValues<Link>())
        {
            await Ip($"link add {BridgeOf(link)} type bridge");
            await Ip($"link set {BridgeOf(link)} up");
        }

        await Ip($"addr add {network.DatabaseHost}/24 dev {BridgeOf(Link.Service)}");
        for (var node = 0; node < nodes; node++)
            await Add(node);
        return network;
    }

    public (string Host, int Port) PeerOf(int node) => (AddressOf(node, Link.Peers), PeerPort);

    public Uri ClientsOf(int node) => new($"http://{AddressOf(node, Link.Service)}:{ClientPort}");

    public IReadOnlyList<string> At(int node) => ["ip", "netns", "exec", NameOf(node)];

    public Task Cut(int node, Link link) => Ip($"link set {PortOf(node, link)} down");

    public Task Mend(int node, Link link) => Ip($"link set {PortOf(node, link)} up");

    private static async Task Add(int node)
    {
        await Ip($"netns add {NameOf(node)}");
        await Ip($"-n {NameOf(node)} link set lo up");
        foreach (var link in Enum.GetValues<Link>())
        {
            await Ip($"link add {PortOf(node, link)} type veth peer name {BridgeOf(link)} netns {NameOf(node)}");
            await Ip($"link set {PortOf(node, link)} master {BridgeOf(link)} up");
            await Ip($"-n {NameOf(node)} addr add {AddressOf(node, link)}/24 dev {BridgeOf(link)}");
            await Ip($"-n {NameOf(node)} link set {BridgeOf(link)} up");
        }
    }

    private static Task<string> Ip(string command) => Shell.Run("ip", command.Split(' '));

    private static string NameOf(int node) => string.Create(CultureInfo.InvariantCulture, $"node{node}");

    private static string BridgeOf(Link link) => link == Link.Peers ? "peers" : "service";

    private static string PortOf(int node, Link link) => string.Create(CultureInfo.InvariantCulture, $"{BridgeOf(link)}{node}");

    private static string AddressOf(int node, Link link) => string.Create(CultureInfo.InvariantCulture, $"10.77.{(link == Link.Peers ? 1 : 2)}.{node + 1}");
}
