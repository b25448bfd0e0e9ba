namespace Oms.Actors.Hosting;

/// <summary>Where an engine keeps its events.</summary>
public enum OmsJournal
{
    /// <summary>In files of its data directory, for an engine that is alone.</summary>
    Sqlite,

    /// <summary>In a PostgreSQL database (15 or later), alone or shared by the nodes of a cluster.</summary>
    Postgres,
}
