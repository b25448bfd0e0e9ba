using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Postgres;

/// <summary>A whole engine on PostgreSQL.</summary>
public sealed class PostgresEngineSpec
{
    [Fact]
    public async Task Orders_and_books_are_there_again_after_a_restart()
    {
        var place = await PostgresPlace.Create();
        OrderId canceled, open;
        await using (var engine = await Engine.On(place.Store))
        {
            canceled = await engine.Place(2, 100);
            open = await engine.Place(3, 100);
            Assert.Equal(Receipt.Received, await engine.Cancel(canceled));
            await engine.Until(canceled, OrderState.Canceled);
        }

        await using var next = await Engine.On(place.Store, empty: false);

        Assert.Equal(OrderState.Canceled, (await next.Status(canceled)).State);
        Assert.Equal([open], (await next.OpenOrders()).Select(order => order.OrderId));
        Assert.Equal(300, (await next.PositionOf(Engine.Usd)).Hold);
        Assert.Equal(Receipt.Received, await next.Cancel(open));
        await next.Until(open, OrderState.Canceled);
    }

    [Fact]
    public async Task An_engine_goes_on_by_itself_when_the_server_has_been_away()
    {
        await using var server = await PostgresServer.OfTheTest();
        var place = await PostgresPlace.Create(server);
        await using var engine = await Engine.On(place.Store);
        var order = await engine.Place();

        await server.Stop();
        Assert.Equal(Receipt.Received, await engine.Cancel(order));
        await server.StartAgain();

        await Canceled(engine, order);
    }

    [Fact]
    public async Task An_engine_goes_on_by_itself_when_all_its_connections_are_cut()
    {
        var place = await PostgresPlace.Create();
        await using var engine = await Engine.On(place.Store);
        var order = await engine.Place();

        await PostgresServer.Run(place.Connection, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Assert.Equal(Receipt.Received, await engine.Cancel(order));

        await Canceled(engine, order);
    }

    /// <summary>Reads may fail while the journal does.</summary>
    private static async Task Canceled(Engine engine, OrderId order)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        OrderState? state = null;
        while (state != OrderState.Canceled)
        {
            var answer = await engine.Oms.GetOrderStatus(Engine.Operator, new GetOrderStatusRequest(1, OrderId: order.Value), patience.Token);
            state = answer.IsAnswered ? answer.Value.State : null;
        }
    }
}
