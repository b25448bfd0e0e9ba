using Oms.Actors.Tests.Persistence;

namespace Oms.Actors.Tests.Postgres;

public sealed class MovedEntityOnPostgresSpec : MovedEntitySpec
{
    /// <summary>The plugin creates the table, not the schema that it lies in.</summary>
    private protected override async Task<IJournalPlace> Empty()
    {
        var place = await PostgresPlace.Create();
        await PostgresServer.Run(place.Connection, "DROP TABLE oms.journal");
        return place;
    }
}
