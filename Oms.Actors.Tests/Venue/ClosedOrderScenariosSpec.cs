using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Venue;

/// <summary>Cancels that find their order closed, after the scenarios that FIX describes: what is answered, the whole sequence that a subscriber is told, and the end.</summary>
public sealed class ClosedOrderScenariosSpec : IAsyncLifetime
{
    private VenueScenario _play = null!;

    public async Task InitializeAsync() => _play = await VenueScenario.Begin();

    public async Task DisposeAsync() => await _play.DisposeAsync();

    [Fact]
    public async Task C10_A_cancel_of_a_filled_order_finds_nothing_and_makes_no_event()
    {
        var order = await _play.Place();
        await _play.Fill(order, 10);
        await _play.Engine.Until(order, OrderState.FullyExecuted);

        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "FullyExecuted"), await _play.Engine.Cancel(order));
        Assert.Equal(["Working 0/10 NewInputAccepted", "Buy 10 at 100", "FullyExecuted 10/0 Trade"], await ToldUpToNow(order));
        Assert.Equal((OrderState.FullyExecuted, 10m), await _play.Engine.Status(order) is var view ? (view.State, view.QuantityExecuted) : default);
    }

    [Fact]
    public async Task C11_A_cancel_of_a_canceled_order_finds_nothing_and_makes_no_second_event()
    {
        var order = await _play.Place();
        await _play.Report(new VenueReport.Canceled(order, 0, await _play.Cancel(order)));
        await _play.Engine.Until(order, OrderState.Canceled);

        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "Canceled"), await _play.Engine.Cancel(order));
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 1_000_000, 0), await _play.Engine.PositionOf(Engine.Usd));
        Assert.Equal(["Working 0/10 NewInputAccepted", "Canceled 0/0 UserModified"], await ToldUpToNow(order));
    }

    [Fact]
    public async Task U10_A_cancel_that_is_sent_again_is_received_while_it_is_under_way_and_afterwards_told_the_state()
    {
        var order = await _play.Place();
        var cancel = await _play.Cancel(order);
        Assert.Equal(Receipt.Received, await _play.Engine.Cancel(order));
        Assert.Equal(OrderState.Working, (await _play.Engine.Status(order)).State);
        await _play.Report(new VenueReport.Canceled(order, 0, cancel));
        await _play.Engine.Until(order, OrderState.Canceled);

        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "Canceled"), await _play.Engine.Cancel(order));
        Assert.Equal(OrderState.Canceled, (await _play.Engine.Status(order)).State);
        Assert.Equal(["Working 0/10 NewInputAccepted", "Canceled 0/0 UserModified"], await ToldUpToNow(order));
    }

    [Fact]
    public async Task M03_An_order_that_fills_during_a_sweep_is_too_late_for_it_and_the_others_are_canceled()
    {
        OrderId[] orders = [await _play.Place(), await _play.Place(), await _play.Place()];
        Assert.Equal(Receipt.Received, await _play.Engine.Oms.CancelAllOrders(Engine.Trader, new CancelAllOrdersRequest(1, 7)));
        await _play.Fill(orders[1], 10);
        foreach (var order in new[] { orders[0], orders[2] })
            await _play.Report(new VenueReport.Canceled(order, 0, (await _play.Venue.CancelAsked(order)).CancelId));

        foreach (var order in new[] { orders[0], orders[2] })
            await _play.Engine.Until(order, OrderState.Canceled);
        await _play.Engine.Until(orders[1], OrderState.FullyExecuted);
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 1_000_000 - 1_000, 0), await _play.Engine.PositionOf(Engine.Usd));
        Assert.Equal(
            ["Working 0/10 NewInputAccepted", "Buy 10 at 100", "FullyExecuted 10/0 Trade", "cancel rejected, FullyExecuted 10: FullyExecuted"], await ToldUpToNow(orders[1]));
        Assert.Equal(["Working 0/10 NewInputAccepted", "Canceled 0/0 UserModified"], Told(orders[0]));
        Assert.Equal(["Working 0/10 NewInputAccepted", "Canceled 0/0 UserModified"], Told(orders[2]));
    }

    /// <summary>What the subscriber was told of the order, when all that was on its way has come: a later order's first event is behind it.</summary>
    private async Task<string[]> ToldUpToNow(OrderId order)
    {
        var later = await _play.Engine.Place();
        await _play.Listener.Next<OrderStateEvent>(@event => @event.Order.OrderId == later);
        return Told(order);
    }

    private string[] Told(OrderId order) => [.. _play.Listener.Heard.Where(@event => VenueScenario.IsOf(@event, order)).Select(VenueScenario.Text)];
}
