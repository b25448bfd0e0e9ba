using System.Net;
using System.Net.Sockets;

namespace Oms.Faults.Stage;

/// <summary>All on one address of the machine, on free ports, where there may be no namespaces: nothing can be cut.</summary>
internal sealed class Loopback : INetwork
{
    private readonly int[] _peers;
    private readonly int[] _clients;

    public Loopback(int nodes)
    {
        _peers = [.. Enumerable.Range(0, nodes).Select(_ => FreePort())];
        _clients = [.. Enumerable.Range(0, nodes).Select(_ => FreePort())];
        DatabasePort = FreePort();
    }

    public bool CanCut => false;

    public string DatabaseHost => "127.0.0.1";

    public int DatabasePort { get; }

    public (string Host, int Port) PeerOf(int node) => ("127.0.0.1", _peers[node]);

    public Uri ClientsOf(int node) => new($"http://127.0.0.1:{_clients[node]}");

    public IReadOnlyList<string> At(int node) => [];

    public Task Cut(int node, Link link) => throw new NotSupportedException("There is one network for all.");

    public Task Mend(int node, Link link) => Task.CompletedTask;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
