using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>CancelReplaceOrder and ModifyOrder where the order itself is the authority: who may, what is refused and changes nothing, and what is held.</summary>
public sealed class ReplaceOrderSpec(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private Engine Engine => shared.Engine;

    [Fact]
    public async Task A_replacement_takes_the_place_of_the_order_with_its_terms_but_for_what_is_said()
    {
        var order = await Engine.Place(2, 90, clientOrderId: 31);
        var answer = await Replace(new CancelReplaceOrderRequest(1, order.Value, 3, ClientOrderId: 31));
        var replaced = Assert.IsType<CancelReplaceOrderAnswer.Replaced>(answer);

        Assert.Equal((order, new ClientOrderId(31), new ClientOrderId(31)), (replaced.OriginalOrderId, replaced.OriginalClientOrderId, replaced.ReplacementClientOrderId));
        var view = await Engine.Status(replaced.ReplacementOrderId);
        Assert.Equal((OrderState.Working, 3m, 90m, Side.Buy, order), (view.State, view.Quantity, view.LimitPrice, view.Side, view.OriginalOrderId));
        Assert.Equal((OrderState.Canceled, ChangeReason.UserModified), ((await Engine.Status(order)).State, (await Engine.Status(order)).ChangeReason));
        Assert.Equal(Receipt.Received, await Engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, 7, 31)));
        await Engine.Until(replaced.ReplacementOrderId, OrderState.Canceled);
    }

    [Theory]
    [InlineData(10_000, 99)]
    [InlineData(5_000, 200)]
    public async Task All_that_an_account_has_may_be_in_the_order_that_is_replaced(decimal quantity, decimal price)
    {
        await using var engine = await Engine.Start();
        var order = await engine.Place(10_000, 100);
        Assert.IsType<SendOrderAnswer.Rejected>(await engine.Oms.SendOrder(Engine.Trader, Engine.Order(1, 1)));
        var answer = await engine.Oms.CancelReplaceOrder(Engine.Trader, new CancelReplaceOrderRequest(1, order.Value, quantity, price));

        Assert.IsType<CancelReplaceOrderAnswer.Replaced>(answer);
        Assert.Equal(quantity * price, (await engine.PositionOf(Engine.Usd)).Hold);
    }

    [Theory]
    [InlineData(200_000, 100, "Not_Enough_Funds")]
    [InlineData(1, 100, "Invalid_ClientOrderId")]
    public async Task A_replacement_that_the_account_does_not_take_leaves_the_order_as_it_is(decimal quantity, decimal price, string why)
    {
        var order = await Engine.Place(1, 80);
        var other = await Engine.Place(1, 70, clientOrderId: 32);
        var request = new CancelReplaceOrderRequest(1, order.Value, quantity, price, ClientOrderId: why == "Invalid_ClientOrderId" ? 32 : null);

        Assert.Equal(new CancelReplaceOrderAnswer.Rejected(why), await Replace(request));
        Assert.Equal((OrderState.Working, 1), ((await Engine.Status(order)).State, (await Engine.Status(order)).Version));
        await Engine.Cancel(order);
        await Engine.Cancel(other);
    }

    [Fact]
    public async Task What_can_be_asked_of_an_order_of_ones_own_is_refused_of_any_other()
    {
        var order = await Engine.Place(1, 60);
        CancelReplaceOrderRequest request = new(1, order.Value, 2);
        foreach (var stranger in new[] { Engine.Trader2, Engine.Viewer, Engine.Powerless })
        {
            Assert.Equal(Refused(OmsCode.NotAuthorized), await Engine.Oms.CancelReplaceOrder(stranger, request));
            Assert.Equal(Receipt.Refused(OmsCode.NotAuthorized), await Engine.Oms.ModifyOrder(stranger, new ModifyOrderRequest(1, order.Value, 0.5m)));
        }

        Assert.Equal(1, (await Engine.Status(order)).Version);
        Assert.IsType<CancelReplaceOrderAnswer.Replaced>(await Engine.Oms.CancelReplaceOrder(Engine.Operator, request));
    }

    [Fact]
    public async Task What_is_malformed_or_named_wrongly_is_said_and_changes_nothing()
    {
        var order = await Engine.Place(1, 50);
        Assert.Equal(Refused(OmsCode.InvalidRequest, "OrderIdToReplace"), await Replace(new CancelReplaceOrderRequest(1, null, 2)));
        Assert.Equal(Refused(OmsCode.InvalidRequest, "Quantity"), await Replace(new CancelReplaceOrderRequest(1, order.Value, null)));
        Assert.Equal(Refused(OmsCode.InvalidRequest, "Quantity"), await Replace(new CancelReplaceOrderRequest(1, order.Value, 0)));
        Assert.Equal(Refused(OmsCode.InvalidRequest, "LimitPrice"), await Replace(new CancelReplaceOrderRequest(1, order.Value, 1, 0.001m)));
        Assert.Equal(Refused(OmsCode.InvalidRequest, "Side"), await Replace(new CancelReplaceOrderRequest(1, order.Value, 1, Side: Side.Sell)));
        Assert.Equal(Refused(OmsCode.ResourceNotFound, "no such order"), await Replace(new CancelReplaceOrderRequest(1, order.Value, 1, InstrumentId: 9)));
        Assert.Equal(Refused(OmsCode.ResourceNotFound, "no such order"), await Replace(new CancelReplaceOrderRequest(1, 900_719_925_474, 1)));
        Assert.Equal(Refused(OmsCode.OperationNotSupported), await Replace(new CancelReplaceOrderRequest(1, order.Value, 1, OrderType: OrderType.Market)));
        Assert.Equal(Refused(OmsCode.ResourceNotFound, "no such OMS"), await Replace(new CancelReplaceOrderRequest(2, order.Value, 1)));
        Assert.Equal(1, (await Engine.Status(order)).Version);
    }

    [Fact]
    public async Task A_reduction_has_a_receipt_and_then_its_event_and_releases_what_it_gives_up()
    {
        await using var engine = await Engine.Start();
        var listener = await Listener.Of(engine, Engine.Account);
        var order = await engine.Place(10, 100);
        Assert.Equal(Receipt.Received, await engine.Oms.ModifyOrder(Engine.Trader, new ModifyOrderRequest(1, order.Value, 4, 7, 1)));
        var reduced = await listener.Next<OrderStateEvent>(@event => @event.Order.OrderId == order && @event.Order.Version == 2);

        Assert.Equal((OrderState.Working, 4m, 4m, ChangeReason.UserModified), (reduced.Order.State, reduced.Order.OrigQuantity, reduced.Order.Quantity, reduced.Order.ChangeReason));
        Assert.Equal(400, (await listener.Next<AccountPositionEvent>(@event => @event.Number > reduced.Number)).Position.Hold);
        Assert.Equal(Invalid("not less than the order has"), await engine.Oms.ModifyOrder(Engine.Trader, new ModifyOrderRequest(1, order.Value, 4)));
        Assert.Equal(Receipt.Refused(OmsCode.InvalidRequest, "Quantity"), await engine.Oms.ModifyOrder(Engine.Trader, new ModifyOrderRequest(1, order.Value, 0)));
        Assert.Equal(Receipt.Refused(OmsCode.InvalidRequest, "OrderId"), await engine.Oms.ModifyOrder(Engine.Trader, new ModifyOrderRequest(1, null, 1)));
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "no such order"), await engine.Oms.ModifyOrder(Engine.Trader, new ModifyOrderRequest(1, order.Value, 1, 7, 9)));
    }

    [Fact]
    public async Task The_history_of_an_order_shows_its_reduction_and_that_of_a_replacement_what_it_replaced()
    {
        var order = await Engine.Place(3, 40);
        await Engine.Oms.ModifyOrder(Engine.Trader, new ModifyOrderRequest(1, order.Value, 2));
        var replaced = Assert.IsType<CancelReplaceOrderAnswer.Replaced>(await Replace(new CancelReplaceOrderRequest(1, order.Value, 5)));

        var states = await Engine.Oms.GetOrderHistoryByOrderId(Engine.Trader, new GetOrderHistoryByOrderIdRequest(1, order.Value));
        Assert.Equal([(OrderState.Canceled, 2m), (OrderState.Working, 2m), (OrderState.Working, 3m)], states.Value!.Select(state => (state.State, state.OrigQuantity)));
        states = await Engine.Oms.GetOrderHistoryByOrderId(Engine.Trader, new GetOrderHistoryByOrderIdRequest(1, replaced.ReplacementOrderId.Value));
        Assert.Equal(order, Assert.Single(states.Value!).OriginalOrderId);
    }

    private Task<CancelReplaceOrderAnswer> Replace(CancelReplaceOrderRequest request) => Engine.Oms.CancelReplaceOrder(Engine.Trader, request);

    private static CancelReplaceOrderAnswer.Refused Refused(OmsCode code, string? detail = null) => new(Receipt.Refused(code, detail));

    private static Receipt Invalid(string detail) => new(false, "Invalid Quantity", OmsCode.InvalidRequest, detail);
}
