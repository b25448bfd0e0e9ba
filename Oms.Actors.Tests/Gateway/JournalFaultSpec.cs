using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>A journal that fails, rejects or hangs: the caller gets the code for it, nothing is half done, and the order lives on when the journal does.</summary>
public sealed class JournalFaultSpec : IAsyncLifetime
{
    private static readonly Timings Hurried = Timings.Default with
    {
        AskPatience = TimeSpan.FromSeconds(1),
        WritePatience = TimeSpan.FromSeconds(1.5),
        CarryAgain = TimeSpan.FromMilliseconds(200),
        SyncAgain = TimeSpan.FromMilliseconds(200),
        UpdateAgain = TimeSpan.FromMilliseconds(300),
        PlaceAgain = TimeSpan.FromMilliseconds(200),
        IdleClosed = TimeSpan.FromMilliseconds(50),
    };

    private readonly FaultyJournal _journal = new();
    private Engine _engine = null!;

    public async Task InitializeAsync() => _engine = await Engine.On(() => _journal.Store, timings: Hurried);

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Theory]
    [InlineData(JournalFault.FailWrite)]
    [InlineData(JournalFault.RejectWrite)]
    [InlineData(JournalFault.StoreAndFail)]
    internal async Task X01_X02_A_receipted_cancel_whose_write_fails_is_carried_to_its_one_outcome(JournalFault fault)
    {
        var order = await _engine.Place();
        var events = await Listener.Of(_engine, Engine.Account);
        using var failing = _journal.Inject(fault, Is($"order-{order}"), times: 1);

        Assert.Equal(Receipt.Received, await _engine.Cancel(order));

        await failing.Met;
        await events.Next<OrderStateEvent>(e => e.Order.State == OrderState.Canceled);
        Assert.Equal(OrderState.Canceled, (await _engine.Status(order)).State);
        Assert.Single(_journal.Stream($"order-{order}").Select(entry => entry.Event).OfType<OrderCanceled>());
        Assert.Equal(0, (await _engine.PositionOf(Engine.Usd)).Hold);
        Assert.Empty(events.Heard.OfType<CancelOrderRejectEvent>());
    }

    [Fact]
    public async Task While_an_orders_journal_cant_be_read_its_cancel_is_102_without_an_exceptions_text_and_later_it_is_received()
    {
        var order = await Asleep();
        using (_journal.Inject(JournalFault.FailRecovery, Is($"order-{order}")))
            Assert.Equal(new Receipt(false, "Server Error", OmsCode.ServerError, null), await _engine.Cancel(order));

        Assert.Equal(Receipt.Received, await _engine.Cancel(order));
        await _engine.Until(order, OrderState.Canceled);
    }

    [Fact]
    public async Task An_order_that_does_not_answer_in_time_is_101_and_nothing_happened()
    {
        var order = await Asleep();
        using (_journal.Inject(JournalFault.HoldRecovery, Is($"order-{order}")))
            Assert.Equal(new Receipt(false, "Operation Failed", OmsCode.OperationFailed, null), await _engine.Cancel(order));

        Assert.Equal(OrderState.Working, (await _engine.Status(order)).State);
    }

    [Theory]
    [InlineData(JournalFault.FailWrite)]
    [InlineData(JournalFault.RejectWrite)]
    internal async Task An_admission_whose_write_fails_is_102_outcome_unknown_and_holds_nothing(JournalFault fault)
    {
        SendOrderAnswer answer;
        using (_journal.Inject(fault, Is("account-7"), times: 1))
            answer = await _engine.Oms.SendOrder(Engine.Trader, Engine.Order(clientOrderId: 31));

        Assert.Equal(Unknown, answer);
        Assert.Empty(await _engine.OpenOrders());
        Assert.Equal(0, (await _engine.PositionOf(Engine.Usd)).Hold);
        await _engine.Place(clientOrderId: 31);
    }

    [Fact]
    public async Task An_admission_that_was_stored_but_reported_as_failed_is_102_and_is_put_right_by_the_recovery()
    {
        SendOrderAnswer answer;
        using (_journal.Inject(JournalFault.StoreAndFail, Is("account-7"), times: 1))
            answer = await _engine.Oms.SendOrder(Engine.Trader, Engine.Order(clientOrderId: 32));

        Assert.Equal(Unknown, answer);
        Assert.Empty(await _engine.OpenOrders());
        Assert.Equal(0, (await _engine.PositionOf(Engine.Usd)).Hold);
        Assert.IsType<OrderNeverPlaced>(_journal.Stream(_journal.Streams().Single(id => id.StartsWith("order-", StringComparison.Ordinal)))[^1].Event);
    }

    [Fact]
    public async Task A_journal_that_hangs_gives_102_to_a_place_and_the_order_is_there_when_it_goes_on()
    {
        var held = _journal.Inject(JournalFault.HoldWrite, Is("account-7"));
        Assert.Equal(Unknown, await _engine.Oms.SendOrder(Engine.Trader, Engine.Order(clientOrderId: 33)));
        held.Dispose();

        var events = await Listener.Of(_engine, Engine.Account);
        if (!events.Heard.OfType<AccountSnapshotEvent>().Last().OpenOrders.Any(order => order.ClientOrderId.Value == 33))
            await events.Next<OrderStateEvent>(e => e.Order.ClientOrderId.Value == 33);
        Assert.Equal(Receipt.Received, await _engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, 7, 33)));
    }

    [Fact]
    public async Task An_order_whose_own_first_write_fails_is_placed_again_and_accepted()
    {
        using var failing = _journal.Inject(JournalFault.FailWrite, id => id.StartsWith("order-", StringComparison.Ordinal), times: 1);

        var order = await _engine.Place();

        Assert.Equal(1, failing.Hits);
        Assert.Equal(OrderState.Working, (await _engine.Status(order)).State);
    }

    private static SendOrderAnswer Unknown { get; } =
        new SendOrderAnswer.Refused(new Receipt(false, "Server Error", OmsCode.ServerError, "outcome unknown, look it up by ClientOrderId"));

    private static Func<string, bool> Is(string id) => other => other == id;

    /// <summary>An open order that has left memory: its engine has been started anew on the same journal.</summary>
    private async Task<OrderId> Asleep()
    {
        var order = await _engine.Place();
        await _engine.DisposeAsync();
        _engine = await Engine.On(() => _journal.Store, empty: false, Hurried);
        return order;
    }
}
