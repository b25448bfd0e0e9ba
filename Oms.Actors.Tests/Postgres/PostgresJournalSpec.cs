using Oms.Actors.Persistence;
using Oms.Actors.Persistence.Postgres;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Postgres;

/// <summary>The tables as the engine fills them, and how they are read.</summary>
public sealed class PostgresJournalSpec : JournalSpec
{
    private PostgresPlace _place = null!;

    [Fact]
    public async Task Heads_step_down_the_unique_index_once_for_each_id()
    {
        await Fill();
        string[] page = [.. Enumerable.Range(0, IJournalHeads.PageSize).Select(number => $"many-{number}")];

        var plan = await Plan(PostgresJournalHeads.Query, [page]);

        Assert.Contains("Index Only Scan Backward using journal_uq", plan, StringComparison.Ordinal);
        AssertNothingIsSearchedThrough(plan);
    }

    [Fact]
    public async Task Names_step_along_the_unique_index_once_for_each_name()
    {
        await Fill();

        var plan = await Plan(PostgresJournalHeads.NamesQuery, "many-", "many.", 100);

        Assert.Contains("Index Only Scan using journal_uq", plan, StringComparison.Ordinal);
        AssertNothingIsSearchedThrough(plan);
    }

    [Fact]
    public async Task History_goes_backwards_along_the_unique_index()
    {
        await Fill();

        var plan = await Plan(PostgresJournalHistory.Query, "many-7", 30L, 10);

        Assert.Contains("Index Scan Backward using journal_uq", plan, StringComparison.Ordinal);
        AssertNothingIsSearchedThrough(plan);
    }

    [Fact]
    public async Task What_is_reported_as_committed_is_on_disk_whatever_the_roles_default_is()
    {
        var connections = new PostgresConnections(_place.Connection + ";Options=-c synchronous_commit=off");

        Assert.Equal("on", await PostgresServer.Ask<string>(connections.Journal, "SHOW synchronous_commit"));
    }

    [Fact]
    public async Task The_engine_never_creates_its_table()
    {
        await PostgresServer.Run(_place.Connection, "ALTER TABLE oms.journal RENAME TO away");

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => Running.Heads.Read(["a"], CancellationToken.None));

        Assert.Contains("oms.journal", refused.Message, StringComparison.Ordinal);
    }

    private protected override async Task<IJournalPlace> Open() => _place = await PostgresPlace.Create();

    private static void AssertNothingIsSearchedThrough(string plan)
    {
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
    }

    /// <summary>1,000 streams of 50 events, and statistics: with an empty table every plan is as good as any other.</summary>
    private async Task Fill()
    {
        await PostgresServer.Run(
            _place.Connection,
            """
            INSERT INTO oms.journal (created, deleted, persistence_id, sequence_number, message)
            SELECT 0, false, 'many-' || stream, number, '' FROM generate_series(0, 999) AS stream, generate_series(1, 50) AS number
            """);
        await PostgresServer.Run(_place.Connection, "VACUUM ANALYZE oms.journal");
    }

    private async Task<string> Plan(string query, params object[] parameters) =>
        string.Join('\n', await PostgresServer.List(_place.Connection, "EXPLAIN (COSTS OFF) " + query, parameters));
}
