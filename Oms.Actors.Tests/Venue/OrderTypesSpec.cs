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

    private static (OrderType, TimeInForce) Market => (OrderType.Market, TimeInForce.GTC);

    private static (OrderType, TimeInForce) TypeOf(VenueOrder order) => (order.OrderType, order.TimeInForce);

    private static Task<SendOrderAnswer> Send(VenueScenario play, Side side, decimal? price) =>
        play.Engine.Oms.SendOrder(Engine.Trader, Engine.Order(10, side: side) with { OrderType = OrderType.Market, LimitPrice = price });
}
