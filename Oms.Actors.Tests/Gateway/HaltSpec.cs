using Oms.Actors.Api;
using Oms.Actors.Tests.Venue;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>An instrument is halted, with its orders canceled or left, and goes on.</summary>
public sealed class HaltSpec
{
    private static readonly InstrumentId UsdBtc = new(2);

    [Fact]
    public async Task U03_A_halt_that_cancels_takes_every_order_of_the_instrument_in_all_accounts_as_the_operators_doing()
    {
        await using var engine = await Engine.Start();
        await engine.Administration.AddInstrument(Caller.Host, new Instrument(UsdBtc, "USDBTC", Engine.Usd, Engine.Btc, 0.01m, 0.01m, 0, 1_000, InstrumentStatus.Running));
        var listener = await Listener.Of(engine, Engine.Account2);
        OrderId[] halted = [await engine.Place(), await engine.Place(), await engine.Place(account: 8)];
        var other = ((SendOrderAnswer.Accepted)await engine.Oms.SendOrder(Engine.Operator, Engine.Order(price: 0.01m) with { InstrumentId = UsdBtc.Value })).OrderId;

        Assert.Equal(Receipt.Received, await engine.Administration.HaltAndCancel(Engine.Operator, Engine.BtcUsd));

        foreach (var order in halted)
        {
            await engine.Until(order, OrderState.Canceled);
            var last = (await engine.Administration.GetOrderRecord(Engine.Operator, order)).Value![^1];
            Assert.Equal(("OrderCanceled", "UserModified, among others", "operator"), (last.What, last.Text, last.By!.UserName));
        }

        Assert.Equal(ChangeReason.UserModified, (await listener.Next<OrderStateEvent>(@event => @event.Order.State == OrderState.Canceled)).Order.ChangeReason);
        Assert.Equal(OrderState.Working, (await engine.Status(other)).State);
        Assert.Equal(InstrumentStatus.Halted, await StatusOf(engine, Engine.BtcUsd));
        Assert.Equal(new SendOrderAnswer.Rejected("Instrument_Not_Running"), await engine.Oms.SendOrder(Engine.Trader, Engine.Order()));
    }

    [Fact]
    public async Task U03_With_a_venue_each_order_is_asked_of_it_and_its_answer_decides()
    {
        await using var play = await VenueScenario.Begin();
        var (canceled, filled) = (await play.Place(), await play.Place());

        Assert.Equal(Receipt.Received, await play.Engine.Administration.HaltAndCancel(Engine.Operator, Engine.BtcUsd));
        await play.Report(new VenueReport.Canceled(canceled, 0, (await play.Venue.CancelAsked(canceled)).CancelId));
        await play.Venue.CancelAsked(filled);
        await play.Fill(filled, 10);

        Assert.Equal("Canceled 0/0 UserModified", (await play.Told(canceled, @event => @event is OrderStateEvent { Order.State: OrderState.Canceled }))[^1]);
        Assert.Equal("cancel rejected, FullyExecuted 10: FullyExecuted", (await play.Told(filled, @event => @event is CancelOrderRejectEvent))[^1]);
    }

    [Fact]
    public async Task U03_Orders_that_are_sent_while_the_instrument_is_being_halted_are_refused_or_canceled()
    {
        await using var engine = await Engine.Start();
        var sending = Enumerable.Range(0, 50).Select(_ => engine.Oms.SendOrder(Engine.Operator, Engine.Order())).ToList();
        var halt = engine.Administration.HaltAndCancel(Engine.Operator, Engine.BtcUsd);
        sending.AddRange(Enumerable.Range(0, 50).Select(_ => engine.Oms.SendOrder(Engine.Operator, Engine.Order())));

        Assert.Equal(Receipt.Received, await halt);
        foreach (var answer in await Task.WhenAll(sending))
        {
            if (answer is SendOrderAnswer.Accepted accepted)
                await engine.Until(accepted.OrderId, OrderState.Canceled);
            else
                Assert.Equal(new SendOrderAnswer.Rejected("Instrument_Not_Running"), answer);
        }
    }

    [Theory]
    [InlineData(InstrumentStatus.Halted)]
    [InlineData(InstrumentStatus.Paused)]
    public async Task U04_A_halt_alone_cancels_nothing_lets_cancels_pass_and_ends(InstrumentStatus halt)
    {
        await using var engine = await Engine.Start();
        var (kept, canceled) = (await engine.Place(), await engine.Place());

        Assert.Equal(Receipt.Received, await engine.Administration.SetInstrumentStatus(Engine.Operator, Engine.BtcUsd, halt));
        Assert.Equal(new SendOrderAnswer.Rejected("Instrument_Not_Running"), await engine.Oms.SendOrder(Engine.Trader, Engine.Order()));
        Assert.Equal(Receipt.Received, await engine.Cancel(canceled));
        await engine.Until(canceled, OrderState.Canceled);
        Assert.Equal(Receipt.Received, await engine.Administration.SetInstrumentStatus(Engine.Operator, Engine.BtcUsd, InstrumentStatus.Running));

        Assert.Equal([kept], (await engine.OpenOrders()).Select(order => order.OrderId));
        await engine.Place();
    }

    [Fact]
    public async Task Only_operators_halt_instruments_that_are_there()
    {
        await using var engine = await Engine.Start();
        var order = await engine.Place();
        Assert.Equal(OmsCode.NotAuthorized, (await engine.Administration.HaltAndCancel(Engine.Trader, Engine.BtcUsd)).ErrorCode);
        Assert.Equal(OmsCode.ResourceNotFound, (await engine.Administration.HaltAndCancel(Engine.Operator, new InstrumentId(99))).ErrorCode);
        Assert.Equal(OrderState.Working, (await engine.Status(order)).State);
        Assert.Equal(InstrumentStatus.Running, await StatusOf(engine, Engine.BtcUsd));
    }

    private static async Task<InstrumentStatus> StatusOf(Engine engine, InstrumentId instrument) =>
        (await engine.Oms.GetInstruments(1)).Value!.Single(one => one.InstrumentId == instrument).Status;
}
