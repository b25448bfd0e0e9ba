using System.Diagnostics;
using System.Globalization;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Xunit;
using Xunit.Abstractions;

namespace Oms.Actors.Tests.Postgres;

/// <summary>An engine in which one order's write is refused, as that of an order that has been overtaken elsewhere is, while its neighbours write in the same batch.</summary>
public sealed class FailedBatchSpec(ITestOutputHelper output)
{
    private const int Orders = 60;

    [Fact]
    public async Task Every_cancel_that_was_received_has_its_one_outcome_without_anybody_asking_again()
    {
        var place = await PostgresPlace.Create();
        await using var engine = await Engine.On(place.Store);
        var orders = await Task.WhenAll(Enumerable.Range(0, Orders).Select(_ => engine.Place()));
        await Refuse(place, orders[Orders / 2]);

        var since = Stopwatch.StartNew();
        var receipts = await Task.WhenAll(orders.Select(order => engine.Cancel(order)));

        Assert.All(receipts, receipt => Assert.Equal(Receipt.Received, receipt));
        await UntilAllAreCanceled(place);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all have their outcome {since.ElapsedMilliseconds} ms after the first cancel"));
        Assert.True(await PostgresServer.Ask<long>(place.Connection, "SELECT last_value FROM refusals") > 1);
        foreach (var order in orders)
            await engine.UntilCanceled(order);
        Assert.Empty(await engine.OpenOrders());
        Assert.Equal(0, (await engine.PositionOf(Engine.Usd)).Hold);
    }

    /// <summary>Looks into the journal: a question to an order that is just starting anew is lost, and its answer is waited for longer than the order needs.</summary>
    private static async Task UntilAllAreCanceled(PostgresPlace place)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        while (await PostgresServer.Ask<long>(place.Connection, "SELECT count(*) FROM oms.journal WHERE manifest = 'ord.canceled.1'") < Orders)
            patience.Token.ThrowIfCancellationRequested();
        Assert.Equal((long)Orders, await PostgresServer.Ask<long>(place.Connection, "SELECT count(DISTINCT persistence_id) FROM oms.journal WHERE manifest = 'ord.canceled.1'"));
    }

    /// <summary>A sequence counts what is rolled back as well.</summary>
    private static async Task Refuse(PostgresPlace place, OrderId order)
    {
        await PostgresServer.Run(place.Connection, "CREATE SEQUENCE refusals");
        await PostgresServer.Run(
            place.Connection,
            $"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF NEW.persistence_id = '{OrderProcess.PersistenceIdOf(order)}' AND nextval('refusals') = 1 THEN
                RAISE unique_violation;
              END IF;
              RETURN NEW;
            END $$
            """);
        await PostgresServer.Run(place.Connection, "CREATE TRIGGER refuse BEFORE INSERT ON oms.journal FOR EACH ROW EXECUTE FUNCTION refuse()");
    }
}
