using System.Globalization;

namespace Oms.Actors.Hosting;

/// <summary>
/// How a node of a cluster is reached and whom it asks to let it in. All nodes of a cluster have the same engine options and the same settings, apart from <see cref="Host"/>
/// and <see cref="Port"/>.
/// </summary>
public sealed class OmsClusterOptions
{
    /// <summary>
    /// The name or address by which the other nodes reach this one, which also listens on it. Whoever reaches the port may command the engine: it belongs to a network of
    /// the cluster's own.
    /// </summary>
    public string Host { get; set; } = "";

    /// <summary>The port that this node listens on. 1 to 65,535. Default 4053.</summary>
    public int Port { get; set; } = 4053;

    /// <summary>
    /// Nodes to ask, each as <c>host:port</c>, in the same words as they are given in their own options; this node may be among them. One at least. Those that do not answer are asked again;
    /// none of them has to be the first to start.
    /// </summary>
    public IList<string> Seeds { get; } = [];

    internal string Self => Written(Host, Port);

    /// <summary>An address of a node as options have it, and as it is compared.</summary>
    internal static (string Host, int Port)? Read(string address)
    {
        var colon = address.LastIndexOf(':');
        return colon > 0 && IsHost(address[..colon]) && int.TryParse(address[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && IsPort(port)
            ? (address[..colon], port)
            : null;
    }

    internal static bool IsHost(string host) =>
        Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 && host != "0.0.0.0";

    internal static bool IsPort(int port) => port is > 0 and <= ushort.MaxValue;

    private static string Written(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
}
