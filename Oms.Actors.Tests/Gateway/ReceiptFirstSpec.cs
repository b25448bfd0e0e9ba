using Oms.Actors.Api;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>The order of things: the receipt, then the commit, then the outcome.</summary>
public sealed class ReceiptFirstSpec
{
    [Fact]
    public async Task The_receipt_is_given_while_the_write_is_held_back_and_the_outcome_comes_after_it_is_released()
    {
        var journal = new FaultyJournal();
        await using var engine = await Engine.On(() => journal.Store);
        var order = await engine.Place();
        var events = await Listener.Of(engine, Engine.Account);
        var held = journal.Inject(JournalFault.HoldWrite, id => id == $"order-{order}");

        Assert.Equal(Receipt.Received, await engine.Cancel(order));
        await held.Met;
        Assert.Equal(Receipt.Received, await engine.Cancel(order));
        Assert.Equal(OrderState.Working, (await engine.Status(order)).State);
        Assert.Single(await engine.OpenOrders());
        Assert.Single(journal.Stream($"order-{order}"));
        Assert.DoesNotContain(events.Heard, e => e is OrderStateEvent { Order.State: OrderState.Canceled });

        held.Dispose();

        await events.Next<OrderStateEvent>(e => e.Order.State == OrderState.Canceled);
        await engine.Until(order, OrderState.Canceled);
        Assert.Equal(2, journal.Stream($"order-{order}").Count);
    }

    [Fact]
    public async Task C12_C13_A_second_cancel_under_way_is_received_and_both_have_one_outcome()
    {
        var journal = new FaultyJournal();
        await using var engine = await Engine.On(() => journal.Store);
        var order = await engine.Place();
        var events = await Listener.Of(engine, Engine.Account);
        var held = journal.Inject(JournalFault.HoldWrite, id => id == $"order-{order}");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => engine.Cancel(order)));
        held.Dispose();
        await events.Next<OrderStateEvent>(e => e.Order.State == OrderState.Canceled);

        // A later order's event comes behind whatever the earlier cancels have brought about.
        var later = await engine.Place();
        await events.Next<OrderStateEvent>(e => e.Order.OrderId == later);
        Assert.Single(events.Heard.OfType<OrderStateEvent>(), e => e.Order.OrderId == order && e.Order.State == OrderState.Canceled);
        Assert.Empty(events.Heard.OfType<CancelOrderRejectEvent>());
    }
}
