using Oms.Actors.Api;
using Oms.Actors.Tests.Venue;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>Orders that are named twice, wrongly, or not at all, after the scenarios that FIX describes: what is answered, and that nothing else happens.</summary>
public sealed class NamingScenariosSpec(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private Engine Engine => shared.Engine;

    [Fact]
    public async Task U09_A_new_order_under_the_client_id_of_an_open_one_is_rejected_and_the_first_is_told_as_it_is()
    {
        var events = await Listener.Of(Engine, Engine.Account);
        var first = await Engine.Place(clientOrderId: 9_009);
        Assert.Equal(new SendOrderAnswer.Rejected("Invalid_ClientOrderId"), await Engine.Oms.SendOrder(Engine.Trader, Engine.Order(clientOrderId: 9_009)));

        var rejected = await events.Next<NewOrderRejectEvent>(@event => @event.ClientOrderId.Value == 9_009);
        Assert.NotEqual(first, rejected.OrderId);
        Assert.Equal(["rejected: Invalid_ClientOrderId"], Told(events, rejected.OrderId));
        Assert.Equal(["Working 0/1 NewInputAccepted"], Told(events, first));
        var status = await Engine.Oms.GetOrderStatus(Engine.Trader, new GetOrderStatusRequest(1, 7, ClientOrderId: 9_009));
        Assert.Equal((first, OrderState.Working), (status.Value!.OrderId, status.Value.State));
        Assert.Single(await Engine.OpenOrders(), order => order.ClientOrderId.Value == 9_009);
    }

    [Fact]
    public async Task U11_The_status_of_an_unknown_order_and_of_a_wrong_pair_of_account_and_order_is_104()
    {
        var order = await Engine.Place();

        foreach (var request in new GetOrderStatusRequest[]
                 {
                     new(1, OrderId: long.MaxValue), new(1, OrderId: order.Value + 500), new(1, 7, ClientOrderId: 9_011), new(1, 8, order.Value), new(1, 7, order.Value, 9_011),
                 })
        {
            var answer = await Engine.Oms.GetOrderStatus(Engine.Operator, request);
            Assert.Equal(OmsCode.ResourceNotFound, answer.Refusal?.ErrorCode);
        }

        Assert.DoesNotContain(shared.Journal.Streams(), stream => stream == $"order-{order.Value + 500}");
    }

    [Theory]
    [InlineData(8, null)]
    [InlineData(7, 9_015L)]
    public async Task X14_A_cancel_whose_account_or_client_id_is_not_the_orders_finds_nothing_and_leaves_it_as_it_is(int account, long? clientOrder)
    {
        var events = await Listener.Of(Engine, Engine.Account);
        var order = await Engine.Place();

        var receipt = await Engine.Oms.CancelOrder(Engine.Both, new CancelOrderRequest(1, account, clientOrder, order.Value));

        Assert.Equal((false, OmsCode.ResourceNotFound), (receipt.Result, receipt.ErrorCode));
        var later = await Engine.Place();
        await events.Next<OrderStateEvent>(@event => @event.Order.OrderId == later);
        Assert.Equal(["Working 0/1 NewInputAccepted"], Told(events, order));
        Assert.Equal(OrderState.Working, (await Engine.Status(order)).State);
    }

    private static string[] Told(Listener events, OrderId order) => [.. events.Heard.Where(@event => VenueScenario.IsOf(@event, order)).Select(VenueScenario.Text)];
}
