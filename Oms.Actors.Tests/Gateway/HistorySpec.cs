using Oms.Actors.Api;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>What is told after a restart, on the journal that is shipped.</summary>
public sealed class HistorySpec
{
    [Fact]
    public async Task Open_and_closed_orders_are_told_newest_first_before_and_after_a_restart()
    {
        using var directory = new TemporaryDirectory();
        List<OrderId> closed = [];
        OrderId open;
        await using (var engine = await Engine.In(directory, empty: true))
        {
            for (var i = 0; i < 7; i++)
            {
                closed.Insert(0, await engine.Place(clientOrderId: 100 + i));
                await engine.Cancel(closed[0]);
                await engine.Until(closed[0], OrderState.Canceled);
            }

            open = await engine.Place(clientOrderId: 200);
            Assert.Equal([open, .. closed], await History(engine, new GetOrdersHistoryRequest(1, 7)));
        }

        await using var again = await Engine.In(directory, empty: false);
        Assert.Equal([open, .. closed], await History(again, new GetOrdersHistoryRequest(1, 7)));
        Assert.Equal([.. closed.Skip(1).Take(3)], await History(again, new GetOrdersHistoryRequest(1, 7, Depth: 3, StartIndex: 2)));
        Assert.Equal([closed[4]], await History(again, new GetOrdersHistoryRequest(1, 7, ClientOrderId: 102)));
        Assert.Equal([open], await History(again, new GetOrdersHistoryRequest(1, 7, OrderState: OrderState.Working)));
        Assert.Empty(await History(again, new GetOrdersHistoryRequest(1, 7, InstrumentId: 2)));
        Assert.Empty(await History(again, new GetOrdersHistoryRequest(1, 8)));
    }

    [Theory]
    [InlineData(0, 0, "Depth")]
    [InlineData(1001, 0, "Depth")]
    [InlineData(1, -1, "StartIndex")]
    [InlineData(1, 10_001, "StartIndex")]
    public async Task A_page_beyond_the_limits_is_100(int depth, int start, string field)
    {
        await using var engine = await Engine.On(() => new Journals.FaultyJournal().Store);
        var answer = await engine.Oms.GetOrdersHistory(Engine.Trader, new GetOrdersHistoryRequest(1, 7, Depth: depth, StartIndex: start));
        Assert.Equal(new Receipt(false, "Invalid Request", OmsCode.InvalidRequest, field), answer.Refusal);
    }

    [Fact]
    public async Task C17_X03_A_restarted_engine_knows_orders_holds_sessions_and_ids_and_cancels_what_was_open()
    {
        using var directory = new TemporaryDirectory();
        OrderId order;
        string token;
        await using (var engine = await Engine.In(directory, empty: true))
        {
            order = await engine.Place(quantity: 3, price: 50, clientOrderId: 9);
            token = (await engine.Oms.Authenticate("trader", Engine.Password)).Value!.Token;
        }

        await using var again = await Engine.In(directory, empty: false);
        var view = await again.Status(order);
        Assert.Equal((OrderState.Working, 3m, 9L), (view.State, view.Quantity, view.ClientOrderId.Value));
        Assert.Equal(150, (await again.PositionOf(Engine.Usd)).Hold);
        Assert.True((await again.Place()).Value > order.Value);
        Assert.Equal(Receipt.Received, await again.Oms.CancelOrder(Caller.OfSession(token), new CancelOrderRequest(1, 7, 9)));
        await again.Until(order, OrderState.Canceled);
        Assert.Equal(100, (await again.PositionOf(Engine.Usd)).Hold);
    }

    [Fact]
    public async Task An_account_with_more_open_orders_than_one_question_to_the_journal_takes_answers_after_a_restart()
    {
        using var directory = new TemporaryDirectory();
        const int Orders = 700;
        await using (var engine = await Engine.In(directory, empty: true))
            await Task.WhenAll(Enumerable.Range(0, Orders).Select(_ => engine.Place(quantity: 0.01m)));

        await using var again = await Engine.In(directory, empty: false);
        Assert.Equal(Orders, (await again.OpenOrders()).Count);
        await again.Place();
    }

    private static async Task<IEnumerable<OrderId>> History(Engine engine, GetOrdersHistoryRequest request)
    {
        var answer = await engine.Oms.GetOrdersHistory(Engine.Operator, request);
        Assert.True(answer.IsAnswered, answer.Refusal?.ToString());
        Assert.True(answer.Value.Complete);
        return answer.Value.Orders.Select(order => order.OrderId);
    }
}
