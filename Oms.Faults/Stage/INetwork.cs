namespace Oms.Faults.Stage;

/// <summary>Where nodes, database and clients find each other.</summary>
internal interface INetwork
{
    /// <summary>Whether links can be cut.</summary>
    bool CanCut { get; }

    /// <summary>Where the database listens.</summary>
    string DatabaseHost { get; }

    int DatabasePort { get; }

    /// <summary>Where the node at this place listens for the others, as they know it.</summary>
    (string Host, int Port) PeerOf(int node);

    /// <summary>Where it listens for clients.</summary>
    Uri ClientsOf(int node);

    /// <summary>What stands before a command that is to run at this node's place.</summary>
    IReadOnlyList<string> At(int node);

    Task Cut(int node, Link link);

    Task Mend(int node, Link link);
}

/// <summary>A node has two links: so it can be cut off from the others and still reach the database, and be reached by clients.</summary>
internal enum Link
{
    /// <summary>To the other nodes.</summary>
    Peers = 0,

    /// <summary>To the database and the clients.</summary>
    Service,
}
