using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Venue;

/// <summary>Which orders go to a venue, and what is held for them.</summary>
public sealed class OrderTypesSpec
{
    [Theory]
    [InlineData(OrderType.Limit, TimeInForce.GTC, true)]
    [InlineData(OrderType.Limit, null, true)]
    [InlineData(OrderType.Limit, TimeInForce.IOC, true)]
    [InlineData(OrderType.Limit, TimeInForce.FOK, false)]
    [InlineData(OrderType.Limit, TimeInForce.GTD, false)]
    [InlineData(OrderType.Market, TimeInForce.GTC, true)]
    [InlineData(OrderType.StopMarket, TimeInForce.GTC, false)]
    public async Task An_order_is_taken_when_the_venue_takes_its_type_and_time(OrderType type, TimeInForce? time, bool taken)
    {
        var venue = new ScriptedVenue { Taken = [(OrderType.Limit, TimeInForce.GTC), (OrderType.Limit, TimeInForce.IOC), (OrderType.Market, TimeInForce.GTC)] };
        await using var engine = await Engine.With(venue);
        var answer = await engine.Oms.SendOrder(Engine.Trader, Engine.Order() with { OrderType = type, TimeInForce = time });

        if (taken)
            Assert.Equal((type, time ?? TimeInForce.GTC), TypeOf(await venue.Submitted(Assert.IsType<SendOrderAnswer.Accepted>(answer).OrderId)));
        else
            Assert.Equal(new SendOrderAnswer.Refused(Receipt.Refused(OmsCode.OperationNotSupported)), answer);
    }

    [Fact]
    public async Task A_market_order_to_buy_names_its_worst_price_and_holds_money_at_it_and_gets_back_what_it_did_not_spend()
    {
        await using var play = await VenueScenario.Begin(Market);
        Assert.Equal(
            new SendOrderAnswer.Refused(Receipt.Refused(OmsCode.InvalidRequest, "LimitPrice")), await Send(play, Side.Buy, null));

        var order = Assert.IsType<SendOrderAnswer.Accepted>(await Send(play, Side.Buy, 110)).OrderId;
        Assert.Equal(1_100, (await play.Engine.PositionOf(Engine.Usd)).Hold);
        await play.Fill(order, 4);
        await play.Report(new VenueReport.Canceled(order, 4, null, ChangeReason.SystemCanceled_NoMoreMarket));

        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "Buy 4 at 100", "Working 4/6 Trade", "Canceled 4/0 SystemCanceled_NoMoreMarket"],
            await play.Told(order, @event => @event is OrderStateEvent { Order.State: OrderState.Canceled }));
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 1_000_000 - 400, 0), await play.Engine.PositionOf(Engine.Usd));
    }

    [Fact]
    public async Task A_market_order_to_sell_needs_no_price_and_takes_any()
    {
        await using var play = await VenueScenario.Begin(Market);
        var order = Assert.IsType<SendOrderAnswer.Accepted>(await Send(play, Side.Sell, null)).OrderId;
        Assert.Equal(10, (await play.Engine.PositionOf(Engine.Btc)).Hold);
        await play.Fill(order, 10, 0.01m);

        Assert.Equal(OrderState.FullyExecuted, (await play.Engine.Until(order, OrderState.FullyExecuted)).State);
        Assert.Equal(new Position(Engine.Account, Engine.Btc, 90, 0), await play.Engine.PositionOf(Engine.Btc));
    }

    [Fact]
    public async Task C16_What_an_IOC_leaves_is_canceled_by_the_venue_and_a_cancel_after_it_finds_that()
    {
        await using var play = await VenueScenario.Begin((OrderType.Limit, TimeInForce.IOC));
        var answer = await play.Engine.Oms.SendOrder(Engine.Trader, Engine.Order(10) with { TimeInForce = TimeInForce.IOC });
        var order = Assert.IsType<SendOrderAnswer.Accepted>(answer).OrderId;
        await play.Fill(order, 3);
        await play.Report(new VenueReport.Canceled(order, 3, null, ChangeReason.SystemCanceled_NoMoreMarket));

        Assert.Equal((3m, ChangeReason.SystemCanceled_NoMoreMarket), await play.Engine.Status(order) is var view ? (view.QuantityExecuted, view.ChangeReason) : default);
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "Canceled"), await play.Engine.Cancel(order));
    }

    [Theory]
    [InlineData(OrderType.StopMarket)]
    [InlineData(OrderType.StopLimit)]
    [InlineData(OrderType.TrailingStopMarket)]
    [InlineData(OrderType.TrailingStopLimit)]
    public async Task A_stop_order_goes_to_a_venue_that_takes_it_with_what_its_type_waits_for_and_no_more(OrderType type)
    {
        await using var play = await VenueScenario.Begin((type, TimeInForce.GTC));
        var order = Assert.IsType<SendOrderAnswer.Accepted>(await Send(play, type, Side.Buy, 110, Everything)).OrderId;

        var waitsFor = WaitsFor(type);
        Assert.Equal((type, waitsFor), (await play.Venue.Submitted(order)) is var sent ? (sent.OrderType, sent.Trigger) : default);
        Assert.Equal(waitsFor, (await play.Engine.Status(order)).Trigger);
        Assert.Equal(1_100, (await play.Engine.PositionOf(Engine.Usd)).Hold);
    }

    [Theory]
    [InlineData(OrderType.StopMarket, "StopPrice")]
    [InlineData(OrderType.StopLimit, "StopPrice")]
    [InlineData(OrderType.TrailingStopMarket, "TrailingAmount")]
    [InlineData(OrderType.TrailingStopLimit, "TrailingAmount", "LimitOffset")]
    public async Task A_stop_order_without_what_its_type_needs_is_100_and_the_detail_names_the_field(OrderType type, params string[] needed)
    {
        await using var play = await VenueScenario.Begin((type, TimeInForce.GTC));
        foreach (var field in needed)
        {
            foreach (var bad in new decimal?[] { null, -1, 0.001m, decimal.MaxValue })
                Assert.Equal(Malformed(field), await Send(play, type, Side.Sell, 90, With(field, bad)));
        }

        Assert.IsType<SendOrderAnswer.Accepted>(await Send(play, type, Side.Sell, 90, With("LimitOffset", 0)));
    }

    [Theory]
    [InlineData(OrderType.StopMarket, false)]
    [InlineData(OrderType.StopLimit, true)]
    [InlineData(OrderType.TrailingStopMarket, false)]
    [InlineData(OrderType.TrailingStopLimit, false)]
    public async Task A_stop_order_names_its_worst_price_to_buy_and_to_sell_only_where_that_is_its_limit(OrderType type, bool toSell)
    {
        await using var play = await VenueScenario.Begin((type, TimeInForce.GTC));
        Assert.Equal(Malformed("LimitPrice"), await Send(play, type, Side.Buy, null, Everything));
        Assert.Equal(toSell, await Send(play, type, Side.Sell, null, Everything) is SendOrderAnswer.Refused { Receipt.Detail: "LimitPrice" });
    }

    [Fact]
    public async Task A_replaced_stop_order_waits_for_what_it_did_but_for_what_is_said()
    {
        await using var play = await VenueScenario.Begin((OrderType.StopLimit, TimeInForce.GTC));
        var order = Assert.IsType<SendOrderAnswer.Accepted>(await Send(play, OrderType.StopLimit, Side.Buy, 110, Everything)).OrderId;
        await play.Report(new VenueReport.Accepted(order));
        var replacing = play.Engine.Oms.CancelReplaceOrder(
            Engine.Trader, new CancelReplaceOrderRequest(1, order.Value, 10) { Trigger = new OrderTrigger(StopPrice: 104) });
        await play.Report(new VenueReport.Canceled(order, 0, (await play.Venue.CancelAsked(order)).CancelId, ChangeReason.UserModified));

        var replacement = Assert.IsType<CancelReplaceOrderAnswer.Replaced>(await replacing).ReplacementOrderId;
        Assert.Equal(new OrderTrigger(StopPrice: 104, Peg: PegPriceType.Ask), (await play.Venue.Submitted(replacement)).Trigger);
    }

    private static OrderTrigger Everything => new(105, 5, 0.5m, PegPriceType.Ask);

    private static OrderTrigger WaitsFor(OrderType type) => type switch
    {
        OrderType.StopMarket or OrderType.StopLimit => new OrderTrigger(StopPrice: 105, Peg: PegPriceType.Ask),
        OrderType.TrailingStopMarket => new OrderTrigger(TrailingAmount: 5, Peg: PegPriceType.Ask),
        _ => new OrderTrigger(TrailingAmount: 5, LimitOffset: 0.5m, Peg: PegPriceType.Ask),
    };

    private static OrderTrigger With(string field, decimal? value) => field switch
    {
        "StopPrice" => Everything with { StopPrice = value },
        "TrailingAmount" => Everything with { TrailingAmount = value },
        _ => Everything with { LimitOffset = value },
    };

    private static SendOrderAnswer.Refused Malformed(string field) => new(Receipt.Refused(OmsCode.InvalidRequest, field));

    private static Task<SendOrderAnswer> Send(VenueScenario play, OrderType type, Side side, decimal? price, OrderTrigger trigger) =>
        play.Engine.Oms.SendOrder(Engine.Trader, Engine.Order(10, side: side) with { OrderType = type, LimitPrice = price, Trigger = trigger });

    private static (OrderType, TimeInForce) Market => (OrderType.Market, TimeInForce.GTC);

    private static (OrderType, TimeInForce) TypeOf(VenueOrder order) => (order.OrderType, order.TimeInForce);

    private static Task<SendOrderAnswer> Send(VenueScenario play, Side side, decimal? price) =>
        play.Engine.Oms.SendOrder(Engine.Trader, Engine.Order(10, side: side) with { OrderType = OrderType.Market, LimitPrice = price });
}
