using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>What SendOrder answers, and what an order holds.</summary>
public sealed class SendOrderSpec(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private Engine Engine => shared.Engine;

    [Fact]
    public async Task From_Accepted_on_status_open_orders_and_cancel_find_the_order()
    {
        var order = await Engine.Place(quantity: 2.5m, price: 99.99m, clientOrderId: 1001, caller: Engine.Trader);

        var status = await Engine.Status(order);
        Assert.Equal(
            (Engine.Account, Engine.BtcUsd, Side.Buy, OrderType.Limit, 2.5m, 2.5m, 99.99m, OrderState.Working, ChangeReason.NewInputAccepted, 1001L, "trader", 1L),
            (status.AccountId, status.InstrumentId, status.Side, status.OrderType, status.Quantity, status.OrigQuantity, status.LimitPrice, status.State, status.ChangeReason, status.ClientOrderId.Value, status.UserName, status.Version));
        Assert.Contains(await Engine.OpenOrders(), open => open == status);
        Assert.Equal(Receipt.Received, await Engine.Cancel(order));
    }

    [Theory]
    [InlineData(Side.Buy, 1, 2, 150)]
    [InlineData(Side.Sell, 2, 2, 2)]
    public async Task An_order_holds_what_it_may_spend_until_it_is_canceled(Side side, int product, decimal quantity, decimal hold)
    {
        var before = (await Engine.PositionOf(new ProductId(product), 8)).Hold;
        var order = await Engine.Place(quantity, 75, side, account: 8);
        Assert.Equal(before + hold, (await Engine.PositionOf(new ProductId(product), 8)).Hold);

        await Engine.Cancel(order, Engine.Trader2);
        await Engine.Until(order, OrderState.Canceled);

        Assert.Equal(before, (await Engine.PositionOf(new ProductId(product), 8)).Hold);
    }

    [Theory]
    [InlineData(Side.Buy, 10_000.01, 100)]
    [InlineData(Side.Sell, 100.00000001, 1)]
    public async Task What_cant_be_covered_is_rejected_with_Not_Enough_Funds(Side side, decimal quantity, decimal price) =>
        Assert.Equal(new SendOrderAnswer.Rejected("Not_Enough_Funds"), await Engine.Oms.SendOrder(Engine.Trader, Engine.Order(quantity, price, side)));

    [Fact]
    public async Task A_client_id_in_use_is_rejected_and_free_again_once_its_order_is_closed()
    {
        var order = await Engine.Place(clientOrderId: 1002);
        Assert.Equal(new SendOrderAnswer.Rejected("Invalid_ClientOrderId"), await Engine.Oms.SendOrder(Engine.Trader, Engine.Order(clientOrderId: 1002)));

        await Engine.Cancel(order);
        await Engine.Until(order, OrderState.Canceled);
        await Engine.Place(clientOrderId: 1002);
    }

    [Fact]
    public async Task X13_Any_number_of_orders_may_be_without_a_client_id()
    {
        await Engine.Place(clientOrderId: 0);
        await Engine.Place(clientOrderId: 0);
    }

    [Fact]
    public async Task An_unknown_instrument_is_100_in_the_words_that_a_client_maps() => Assert.Equal(
        new SendOrderAnswer.Refused(new Receipt(false, "Invalid InstrumentId: 99", OmsCode.InvalidRequest, null)),
        await Engine.Oms.SendOrder(Engine.Trader, Engine.Order() with { InstrumentId = 99 }));

    [Theory]
    [InlineData(InstrumentStatus.Paused)]
    [InlineData(InstrumentStatus.Stopped)]
    [InlineData(InstrumentStatus.Starting)]
    public async Task An_instrument_that_is_not_running_rejects_orders(InstrumentStatus status)
    {
        await Engine.Administration.SetInstrumentStatus(Engine.Operator, Engine.BtcUsd, status);
        var answer = await Engine.Oms.SendOrder(Engine.Trader, Engine.Order());
        await Engine.Administration.SetInstrumentStatus(Engine.Operator, Engine.BtcUsd, InstrumentStatus.Running);

        Assert.Equal(new SendOrderAnswer.Rejected("Instrument_Not_Running"), answer);
    }

    public static TheoryData<string, object> Malformed => new()
    {
        { "OMSId", Engine.Order() with { OmsId = null } },
        { "OMSId", Engine.Order() with { OmsId = -1 } },
        { "AccountId", Engine.Order() with { AccountId = null } },
        { "AccountId", Engine.Order() with { AccountId = 0 } },
        { "InstrumentId", Engine.Order() with { InstrumentId = null } },
        { "Side", Engine.Order() with { Side = null } },
        { "OrderType", Engine.Order() with { OrderType = null } },
        { "Quantity", Engine.Order() with { Quantity = null } },
        { "Quantity", Engine.Order(quantity: 0) },
        { "Quantity", Engine.Order(quantity: -1) },
        { "Quantity", Engine.Order(quantity: 0.000000001m) },
        { "Quantity", Engine.Order(quantity: 1_000_000.1m) },
        { "LimitPrice", Engine.Order() with { LimitPrice = null } },
        { "LimitPrice", Engine.Order(price: 0) },
        { "LimitPrice", Engine.Order(price: -1) },
        { "LimitPrice", Engine.Order(price: 0.001m) },
        { "LimitPrice", Engine.Order(price: decimal.MaxValue) },
        { "ClientOrderId", Engine.Order(clientOrderId: -1) },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_order_is_100_and_the_detail_names_the_field(string field, object request) => Assert.Equal(
        new SendOrderAnswer.Refused(new Receipt(false, "Invalid Request", OmsCode.InvalidRequest, field)),
        await Engine.Oms.SendOrder(Engine.Trader, (SendOrderRequest)request));

    [Theory]
    [InlineData(OrderType.Market)]
    [InlineData(OrderType.StopMarket)]
    [InlineData(OrderType.StopLimit)]
    [InlineData(OrderType.TrailingStopMarket)]
    [InlineData(OrderType.TrailingStopLimit)]
    [InlineData(OrderType.BlockTrade)]
    [InlineData(OrderType.Unknown)]
    public async Task A_type_that_needs_a_market_is_106(OrderType type) => Assert.Equal(
        new SendOrderAnswer.Refused(new Receipt(false, "Operation Not Supported", OmsCode.OperationNotSupported, null)),
        await Engine.Oms.SendOrder(Engine.Trader, Engine.Order() with { OrderType = type }));

    [Theory]
    [InlineData(Side.Short, TimeInForce.GTC)]
    [InlineData(Side.Unknown, TimeInForce.GTC)]
    [InlineData(Side.Buy, TimeInForce.IOC)]
    [InlineData(Side.Buy, TimeInForce.FOK)]
    [InlineData(Side.Buy, TimeInForce.OPG)]
    [InlineData(Side.Buy, TimeInForce.GTX)]
    public async Task A_side_or_a_time_in_force_that_needs_a_market_is_106(Side side, TimeInForce time) => Assert.Equal(
        new SendOrderAnswer.Refused(new Receipt(false, "Operation Not Supported", OmsCode.OperationNotSupported, null)),
        await Engine.Oms.SendOrder(Engine.Trader, Engine.Order(side: side) with { TimeInForce = time }));

    [Fact]
    public async Task Who_may_not_trade_the_account_is_20()
    {
        var refused = new SendOrderAnswer.Refused(Receipt.Refused(OmsCode.NotAuthorized));
        Assert.Equal(refused, await Engine.Oms.SendOrder(Engine.Viewer, Engine.Order()));
        Assert.Equal(refused, await Engine.Oms.SendOrder(Engine.Trader2, Engine.Order()));
        Assert.Equal(refused, await Engine.Oms.SendOrder(Caller.OfSession(null), Engine.Order()));
    }

    [Fact]
    public async Task An_operators_order_for_an_account_that_is_not_open_is_104() => Assert.Equal(
        OmsCode.ResourceNotFound,
        Assert.IsType<SendOrderAnswer.Refused>(await Engine.Oms.SendOrder(Engine.Operator, Engine.Order(account: 99))).Receipt.ErrorCode);
}
