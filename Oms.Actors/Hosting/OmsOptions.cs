namespace Oms.Actors.Hosting;

/// <summary>What the host of an engine decides about it. Read once, when the engine starts.</summary>
public sealed class OmsOptions
{
    private const int MostShards = 10_000;
    /// <summary>
    /// The directory that holds the journal, the snapshots and the lock of one engine. It is created when missing, readable by its owner only.
    /// Relative paths count from the process's working directory. Default <c>./data</c>.
    /// </summary>
    public string DataDirectory { get; set; } = "./data";

    /// <summary>Where events are kept. Default <see cref="OmsJournal.Sqlite"/>.</summary>
    public OmsJournal Journal { get; set; } = OmsJournal.Sqlite;

    /// <summary>
    /// The Npgsql connection string of the journal, when that is <see cref="OmsJournal.Postgres"/>; its role needs to read and insert in the schema that <see cref="OmsPostgresSchema"/>
    /// creates. It is a secret: it is never logged and belongs in no file.
    /// </summary>
    public string? PostgresConnection { get; set; }

    /// <summary>The number of this order management system, part of every request (AlphaPoint's <c>OMSId</c>). Positive. Default 1.</summary>
    public int OmsId { get; set; } = 1;

    /// <summary>
    /// The number of shards that orders, accounts and users are spread over. Fixed with the first start on a journal:
    /// an engine refuses to start with another one. 1 to 10,000; ten for each node that may ever take part is a good measure. Default 64.
    /// </summary>
    public int ShardCount { get; set; } = 64;

    /// <summary>
    /// A HOCON file of the operator, laid over all other settings, or null. Settings that keep events from being lost can't be changed by it:
    /// the engine refuses to start with an <see cref="OmsConfigurationException"/>.
    /// </summary>
    public string? HoconFile { get; set; }

    /// <summary>How long the engine may take to start before that counts as failed. Default 30 seconds.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Lets a user who is associated with exactly one account cancel by <c>OMSId</c> and <c>ClientOrderId</c> alone, as some clients do although the specification
    /// says that the pair can't be identified. Default false.
    /// </summary>
    public bool ResolveClientOrderIdByCaller { get; set; }

    /// <summary>How many events a subscriber may fall behind before it is dropped and has to subscribe anew. 1 or more. Default 1,000.</summary>
    public int SubscriptionBuffer { get; set; } = 1_000;

    /// <summary>This node's place in a cluster; null: the engine is alone. Default null.</summary>
    public OmsClusterOptions? Cluster { get; set; }

    /// <exception cref="OmsConfigurationException">An option is out of its range; the message names it.</exception>
    internal void Verify()
    {
        Require(!string.IsNullOrWhiteSpace(DataDirectory), nameof(DataDirectory), DataDirectory, "a path");
        Require(Enum.IsDefined(Journal), nameof(Journal), Journal, "sqlite or postgres");
        Require(OmsId > 0, nameof(OmsId), OmsId, "1 or more");
        Require(ShardCount is > 0 and <= MostShards, nameof(ShardCount), ShardCount, "1 to 10,000");
        Require(SubscriptionBuffer > 0, nameof(SubscriptionBuffer), SubscriptionBuffer, "1 or more");
        Require(StartTimeout > TimeSpan.Zero, nameof(StartTimeout), StartTimeout, "a time above 0");
        if (Cluster is not null)
            Verify(Cluster);
    }

    private static void Verify(OmsClusterOptions cluster)
    {
        Require(OmsClusterOptions.IsHost(cluster.Host), "Cluster:Host", cluster.Host, "a name or an IPv4 address by which other nodes reach this one");
        Require(OmsClusterOptions.IsPort(cluster.Port), "Cluster:Port", cluster.Port, "1 to 65,535");
        Require(cluster.Seeds.Count > 0, "Cluster:Seeds", "empty", "one node at least, as host:port");
        foreach (var seed in cluster.Seeds)
            Require(OmsClusterOptions.Read(seed) is not null, "Cluster:Seeds", seed, "host:port");
    }

    private static void Require(bool isSo, string option, object found, string required)
    {
        if (!isSo)
            throw new OmsConfigurationException($"The option {option} is '{found}'; required is {required}.");
    }
}
