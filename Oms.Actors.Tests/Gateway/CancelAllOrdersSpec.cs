using Oms.Actors.Api;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>Sweeps.</summary>
public sealed class CancelAllOrdersSpec : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private Engine _engine = null!;

    public async Task InitializeAsync() => _engine = await Engine.On(() => _journal.Store);

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task M01_All_open_orders_of_the_account_are_canceled_each_with_one_event_and_no_others()
    {
        var orders = new List<OrderId>();
        for (var i = 0; i < 150; i++)
            orders.Add(await _engine.Place(quantity: 0.01m));
        var other = await _engine.Place(account: 8);
        var events = await Listener.Of(_engine, Engine.Account);

        Assert.Equal(Receipt.Received, await Sweep());

        foreach (var _ in orders)
            await events.Next<OrderStateEvent>(e => e.Order.State == OrderState.Canceled);
        Assert.Equal(orders.ToHashSet(), events.Heard.OfType<OrderStateEvent>().Select(e => e.Order.OrderId).ToHashSet());
        Assert.Empty(await _engine.OpenOrders());
        Assert.Equal(0, (await _engine.PositionOf(Engine.Usd)).Hold);
        Assert.Equal(OrderState.Working, (await _engine.Status(other)).State);
    }

    [Fact]
    public async Task M02_A_sweep_of_nothing_is_received() => Assert.Equal(Receipt.Received, await Sweep());

    [Fact]
    public async Task M04_A_sweep_of_an_account_of_others_is_20_and_touches_nothing()
    {
        var order = await _engine.Place();
        Assert.Equal(Receipt.Refused(OmsCode.NotAuthorized), await Sweep(Engine.Trader2));
        Assert.Equal(Receipt.Refused(OmsCode.NotAuthorized), await Sweep(Engine.Viewer));
        Assert.Equal(OrderState.Working, (await _engine.Status(order)).State);
    }

    [Fact]
    public async Task M05_An_unknown_instrument_is_104() =>
        Assert.Equal(OmsCode.ResourceNotFound, (await Sweep(instrument: 99)).ErrorCode);

    [Fact]
    public async Task Only_the_named_instruments_orders_are_swept()
    {
        await _engine.Administration.AddInstrument(
            Engine.Operator, new Instrument(new InstrumentId(2), "BTCUSD2", Engine.Btc, Engine.Usd, 0.01m, 0.01m, 0, 100, InstrumentStatus.Running));
        var stays = await _engine.Place();
        var goes = Assert.IsType<SendOrderAnswer.Accepted>(await _engine.Oms.SendOrder(Engine.Trader, Engine.Order() with { InstrumentId = 2 })).OrderId;

        Assert.Equal(Receipt.Received, await Sweep(instrument: 2));

        await _engine.Until(goes, OrderState.Canceled);
        Assert.Equal(OrderState.Working, (await _engine.Status(stays)).State);
    }

    [Fact]
    public async Task M06_An_order_sent_after_the_receipt_is_not_touched()
    {
        var before = await _engine.Place();
        var held = _journal.Inject(JournalFault.HoldWrite, id => id == $"order-{before}");
        Assert.Equal(Receipt.Received, await Sweep());
        await held.Met;
        var after = await _engine.Place();
        held.Dispose();

        await _engine.Until(before, OrderState.Canceled);
        Assert.Equal(OrderState.Working, (await _engine.Status(after)).State);
    }

    [Fact]
    public async Task M07_A_cancel_and_a_sweep_of_one_order_have_one_event()
    {
        var order = await _engine.Place();
        var events = await Listener.Of(_engine, Engine.Account);
        Assert.Equal([Receipt.Received, Receipt.Received], await Task.WhenAll(_engine.Cancel(order), Sweep()));
        await events.Next<OrderStateEvent>(e => e.Order.State == OrderState.Canceled);
        var later = await _engine.Place();
        await events.Next<OrderStateEvent>(e => e.Order.OrderId == later);
        Assert.Single(events.Heard.OfType<OrderStateEvent>(), e => e.Order.OrderId == order);
    }

    [Fact]
    public async Task M09_A_sweep_goes_on_when_its_account_ends_in_the_middle()
    {
        var orders = new List<OrderId>();
        for (var i = 0; i < 5; i++)
            orders.Add(await _engine.Place());
        var held = _journal.Inject(JournalFault.HoldWrite, id => id == $"order-{orders[0]}");
        Assert.Equal(Receipt.Received, await Sweep());
        await held.Met;

        using (var failing = _journal.Inject(JournalFault.FailWrite, id => id == "account-7", times: 1))
        {
            await _engine.Oms.SendOrder(Engine.Trader, Engine.Order());
            await failing.Met;
        }

        held.Dispose();
        foreach (var order in orders)
            await _engine.Until(order, OrderState.Canceled);
    }

    private Task<Receipt> Sweep(Caller? caller = null, int? instrument = null) =>
        _engine.Oms.CancelAllOrders(caller ?? Engine.Trader, new CancelAllOrdersRequest(1, 7, instrument));
}
