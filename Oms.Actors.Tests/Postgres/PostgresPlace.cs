using Npgsql;
using Oms.Actors.Hosting;
using Oms.Actors.Persistence;
using Oms.Actors.Persistence.Postgres;
using Oms.Actors.Tests.Persistence;

namespace Oms.Actors.Tests.Postgres;

/// <summary>A database of the test's with the engine's schema. It stays until its server goes.</summary>
internal sealed class PostgresPlace : IJournalPlace
{
    private PostgresPlace(string connection) => Connection = connection;

    public string Connection { get; }

    public static async Task<PostgresPlace> Create(PostgresServer? server = null) => new(await (server ?? await PostgresServer.Shared).Database());

    public OmsOptions Options() => new() { Journal = OmsJournal.Postgres, PostgresConnection = Connection };

    public IJournalStore Store() => new PostgresJournalStore(Options());

    public bool IsSecondWriter(Exception refused) => refused is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
