using Oms.Actors.Api;
using Oms.Actors.Gateway;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>What is over the limits is refused at once, and a trader can always cancel.</summary>
public sealed class LimitsSpec
{
    [Fact]
    public async Task Row_12_calls_over_the_gateways_limit_are_101_at_once_and_limits_on_placing_never_stop_a_cancel()
    {
        var journal = new FaultyJournal();
        await using var engine = await Engine.On(() => journal.Store, limits: new GatewayLimits(Calls: 12));
        var order = await engine.Place(account: 8);
        using var held = journal.Inject(JournalFault.HoldWrite, id => id == "account-7");
        var places = Enumerable.Range(0, 12).Select(_ => engine.Oms.SendOrder(Engine.Trader, Engine.Order())).ToList();
        await held.Met;

        var over = await engine.Oms.SendOrder(Engine.Trader2, Engine.Order(account: 8));
        Assert.Equal(new SendOrderAnswer.Refused(Receipt.Refused(OmsCode.OperationFailed)), over);
        Assert.Equal(Receipt.Received, await engine.Cancel(order, Engine.Trader2));

        held.Dispose();
        Assert.All(await Task.WhenAll(places), answer => Assert.IsType<SendOrderAnswer.Accepted>(answer));
    }

    [Fact]
    public async Task Cancels_that_wait_for_their_outcome_are_limited_too_and_refused_before_the_receipt()
    {
        var journal = new FaultyJournal();
        await using var engine = await Engine.On(() => journal.Store, limits: new GatewayLimits(Carried: 2));
        var orders = new[] { await engine.Place(), await engine.Place(), await engine.Place() };
        using var held = journal.Inject(JournalFault.HoldWrite, id => id.StartsWith("order-", StringComparison.Ordinal));

        Assert.Equal(Receipt.Received, await engine.Cancel(orders[0]));
        Assert.Equal(Receipt.Received, await engine.Cancel(orders[1]));
        Assert.Equal(Receipt.Refused(OmsCode.OperationFailed), await engine.Cancel(orders[2]));
        Assert.Equal(OrderState.Working, (await engine.Status(orders[2])).State);
    }

    [Fact]
    public async Task A_cancel_by_order_id_does_not_wait_behind_places_of_its_connection()
    {
        var journal = new FaultyJournal();
        await using var engine = await Engine.On(() => journal.Store);
        var order = await engine.Place();
        var caller = Engine.Trader with { Connection = 9 };
        using var held = journal.Inject(JournalFault.HoldWrite, id => id == "account-7");
        var place = engine.Oms.SendOrder(caller, Engine.Order());
        await held.Met;

        Assert.Equal(Receipt.Received, await engine.Cancel(order, caller));
        Assert.False(place.IsCompleted);
    }

    [Fact]
    public async Task An_engine_that_is_not_running_refuses_and_nobody_waits()
    {
        var engine = await Engine.On(() => new FaultyJournal().Store);
        await engine.DisposeAsync();
        Assert.Equal(OmsCode.OperationFailed, (await engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, OrderId: 1))).ErrorCode);
    }

    [Fact]
    public async Task A_call_without_a_request_is_102_and_costs_the_gateway_nothing()
    {
        await using var engine = await Engine.On(() => new FaultyJournal().Store);
        Assert.Equal(OmsCode.ServerError, (await engine.Oms.CancelOrder(Engine.Trader, null!)).ErrorCode);
        Assert.Equal(Receipt.Received, await engine.Cancel(await engine.Place()));
    }

    [Fact]
    public async Task An_actor_system_that_ends_by_itself_is_a_fault_and_nobody_waits()
    {
        await using var engine = await Engine.On(() => new FaultyJournal().Store);
        await engine.Actors.Terminate();

        Assert.IsType<OmsHealth.Faulted>(await engine.Health.WaitForOtherThan(new OmsHealth.Ready()).WaitAsync(Engine.Patience));
        Assert.False((await engine.Cancel(new OrderId(1))).Result);
    }
}
