using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>What a caller may rely on, on one connection.</summary>
public sealed class ConnectionOrderSpec(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private static readonly int[] Accounts = [7, 8];

    [Fact]
    public async Task A_place_and_behind_it_without_waiting_a_cancel_by_its_client_id_cancels_it()
    {
        for (var i = 1; i <= 50; i++)
        {
            var caller = Engine.Trader with { Connection = i };
            var place = shared.Engine.Oms.SendOrder(caller, Engine.Order(clientOrderId: 500 + i));
            var cancel = shared.Engine.Oms.CancelOrder(caller, new CancelOrderRequest(1, 7, 500 + i));

            var order = Assert.IsType<SendOrderAnswer.Accepted>(await place).OrderId;
            Assert.Equal(Receipt.Received, await cancel);
            await shared.Engine.Until(order, OrderState.Canceled);
        }
    }

    [Fact]
    public async Task A_sweep_behind_places_sweeps_them()
    {
        var caller = Engine.Trader with { Connection = 1000 };
        var places = Enumerable.Range(0, 20).Select(_ => shared.Engine.Oms.SendOrder(caller, Engine.Order())).ToList();
        var sweep = shared.Engine.Oms.CancelAllOrders(caller, new CancelAllOrdersRequest(1, 7));

        Assert.Equal(Receipt.Received, await sweep);
        foreach (var place in places)
            await shared.Engine.Until(Assert.IsType<SendOrderAnswer.Accepted>(await place).OrderId, OrderState.Canceled);
    }

    [Fact]
    public async Task A_cancel_behind_a_place_that_is_rejected_is_104()
    {
        var caller = Engine.Trader with { Connection = 1001 };
        var place = shared.Engine.Oms.SendOrder(caller, Engine.Order(quantity: 1_000_000, price: 100, clientOrderId: 900));
        var cancel = shared.Engine.Oms.CancelOrder(caller, new CancelOrderRequest(1, 7, 900));
        Assert.IsType<SendOrderAnswer.Rejected>(await place);
        Assert.Equal(OmsCode.ResourceNotFound, (await cancel).ErrorCode);
    }

    [Fact]
    public async Task A_place_behind_a_sweep_is_not_swept()
    {
        for (var i = 0; i < 20; i++)
        {
            var caller = Engine.Trader with { Connection = 2000 + i };
            var before = shared.Engine.Oms.SendOrder(caller, Engine.Order());
            var sweep = shared.Engine.Oms.CancelAllOrders(caller, new CancelAllOrdersRequest(1, 7));
            var after = shared.Engine.Oms.SendOrder(caller, Engine.Order());

            Assert.Equal(Receipt.Received, await sweep);
            await shared.Engine.Until(Assert.IsType<SendOrderAnswer.Accepted>(await before).OrderId, OrderState.Canceled);
            Assert.Equal(OrderState.Working, (await shared.Engine.Status(Assert.IsType<SendOrderAnswer.Accepted>(await after).OrderId)).State);
        }
    }

    [Fact]
    public async Task A_cancel_by_a_client_id_that_is_closed_does_not_hit_the_place_behind_it()
    {
        var first = await shared.Engine.Place(clientOrderId: 3000);
        await shared.Engine.Cancel(first);
        await shared.Engine.Until(first, OrderState.Canceled);

        var caller = Engine.Trader with { Connection = 3000 };
        var cancel = shared.Engine.Oms.CancelOrder(caller, new CancelOrderRequest(1, 7, 3000));
        var place = shared.Engine.Oms.SendOrder(caller, Engine.Order(clientOrderId: 3000));

        Assert.Equal("Canceled", (await cancel).Detail);
        Assert.Equal(OrderState.Working, (await shared.Engine.Status(Assert.IsType<SendOrderAnswer.Accepted>(await place).OrderId)).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sweep_of_a_users_accounts_or_of_all_sweeps_the_places_before_it_and_not_the_one_behind_it(bool ofUser)
    {
        int? user = ofUser ? (await shared.Engine.Oms.Identify(Engine.Both)).Value!.UserId.Value : null;
        for (var i = 0; i < 10; i++)
        {
            var caller = Engine.Operator with { Connection = 4000 + i };
            var before = Accounts.Select(account => shared.Engine.Oms.SendOrder(caller, Engine.Order(account: account))).ToList();
            var sweep = shared.Engine.Oms.CancelAllOrders(caller, new CancelAllOrdersRequest(1, null, UserId: user));
            var after = shared.Engine.Oms.SendOrder(caller, Engine.Order(account: 8));

            Assert.Equal(Receipt.Received, await sweep);
            foreach (var place in before)
                await shared.Engine.Until(Assert.IsType<SendOrderAnswer.Accepted>(await place).OrderId, OrderState.Canceled);
            Assert.Equal(OrderState.Working, (await shared.Engine.Status(Assert.IsType<SendOrderAnswer.Accepted>(await after).OrderId)).State);
        }
    }

    [Fact]
    public async Task A_cancel_by_client_id_that_names_no_account_waits_for_its_place_too()
    {
        await using var engine = await Engine.On(() => new Journals.FaultyJournal().Store, configure: options => options.ResolveClientOrderIdByCaller = true);
        for (var i = 1; i <= 25; i++)
        {
            var caller = Engine.Trader with { Connection = i };
            var place = engine.Oms.SendOrder(caller, Engine.Order(clientOrderId: i));
            var cancel = engine.Oms.CancelOrder(caller, new CancelOrderRequest(1, ClientOrderId: i));
            Assert.Equal(Receipt.Received, await cancel);
            await engine.Until(Assert.IsType<SendOrderAnswer.Accepted>(await place).OrderId, OrderState.Canceled);
        }
    }
}
