using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>The states that one order went through.</summary>
public sealed class OrderStatesSpec(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private Engine Engine => shared.Engine;

    private ReplyAddress Nobody => Entities.Addresses.Of(Engine.Actors.DeadLetters);

    [Fact]
    public async Task They_are_told_newest_first_each_as_the_order_was_then()
    {
        var order = await Engine.Place(quantity: 3, price: 100, clientOrderId: 77);
        var region = Akka.Cluster.Sharding.ClusterSharding.Get(Engine.Actors).ShardRegion(Entities.Regions.Orders);
        region.Tell(new ExecuteOrder(order, 1, 1, 100, 0, Nobody), Akka.Actor.ActorRefs.NoSender);
        region.Tell(new ExecuteOrder(order, 2, 0.5m, 98, 0, Nobody), Akka.Actor.ActorRefs.NoSender);
        await Engine.Cancel(order);
        var last = await Engine.Until(order, OrderState.Canceled);

        var states = await States(new GetOrderHistoryByOrderIdRequest(1, order.Value));

        Assert.Equal(
            [
                (OrderState.Canceled, 4L, 0m, 1.5m, 149m, ChangeReason.UserModified),
                (OrderState.Working, 3L, 1.5m, 1.5m, 149m, ChangeReason.Trade),
                (OrderState.Working, 2L, 2m, 1m, 100m, ChangeReason.Trade),
                (OrderState.Working, 1L, 3m, 0m, 0m, ChangeReason.NewInputAccepted),
            ],
            states.Select(state => (state.State, state.Version, state.Quantity, state.QuantityExecuted, state.GrossValueExecuted, state.ChangeReason)));
        Assert.Equal(last, states[0]);
        Assert.Equal([4L, 3L], (await States(new GetOrderHistoryByOrderIdRequest(1, order.Value, 7, Depth: 2))).Select(state => state.Version));
    }

    [Fact]
    public async Task An_order_of_hundreds_of_executions_is_read_to_its_beginning()
    {
        var order = await Engine.Place(quantity: 600, price: 1);
        var region = Akka.Cluster.Sharding.ClusterSharding.Get(Engine.Actors).ShardRegion(Entities.Regions.Orders);
        for (var execution = 1; execution <= 600; execution++)
        {
            region.Tell(new ExecuteOrder(order, execution, 1, 1, 0, Nobody), Akka.Actor.ActorRefs.NoSender);
            if (execution % 50 == 0)
                await UntilExecuted(order, execution);
        }

        var states = await States(new GetOrderHistoryByOrderIdRequest(1, order.Value, Depth: 1000));
        Assert.Equal(Enumerable.Range(0, 601).Select(executed => 600m - executed), states.Select(state => state.QuantityExecuted));
    }

    [Theory]
    [InlineData("trader2", 0, OmsCode.NotAuthorized)]
    [InlineData("nobody", 0, OmsCode.NotAuthorized)]
    [InlineData("operator", 8, OmsCode.ResourceNotFound)]
    [InlineData("trader", 8, OmsCode.NotAuthorized)]
    public async Task Who_may_not_read_the_order_or_names_another_account_is_refused(string user, int account, OmsCode code)
    {
        var order = await Engine.Place();
        var answer = await Engine.Oms.GetOrderHistoryByOrderId(Caller.OfUser(user), new GetOrderHistoryByOrderIdRequest(1, order.Value, account));
        Assert.Equal(code, answer.Refusal?.ErrorCode);
    }

    [Theory]
    [InlineData(1, null, null, OmsCode.InvalidRequest, "OrderId")]
    [InlineData(1, 0L, null, OmsCode.InvalidRequest, "OrderId")]
    [InlineData(1, -1L, null, OmsCode.InvalidRequest, "OrderId")]
    [InlineData(null, 1L, null, OmsCode.InvalidRequest, "OMSId")]
    [InlineData(1, 1L, 0, OmsCode.InvalidRequest, "Depth")]
    [InlineData(1, 1L, 1001, OmsCode.InvalidRequest, "Depth")]
    [InlineData(2, 1L, null, OmsCode.ResourceNotFound, "no such OMS")]
    [InlineData(1, 900_000_000L, null, OmsCode.ResourceNotFound, "no such order")]
    public async Task What_is_malformed_or_unknown_is_refused(int? oms, long? order, int? depth, OmsCode code, string detail)
    {
        var answer = await Engine.Oms.GetOrderHistoryByOrderId(Engine.Operator, new GetOrderHistoryByOrderIdRequest(oms, order, Depth: depth));
        Assert.Equal((code, detail), (answer.Refusal!.ErrorCode, answer.Refusal.Detail));
    }

    [Fact]
    public async Task A_journal_that_can_not_be_read_is_102()
    {
        var order = await Engine.Place();
        using var unread = shared.Journal.Inject(JournalFault.FailRead, id => id == $"order-{order}");
        Assert.Equal(OmsCode.ServerError, (await Engine.Oms.GetOrderHistoryByOrderId(Engine.Operator, new GetOrderHistoryByOrderIdRequest(1, order.Value))).Refusal?.ErrorCode);
    }

    private async Task UntilExecuted(OrderId order, decimal executed)
    {
        using var patience = new CancellationTokenSource(Tests.Engine.Patience);
        while ((await Engine.Status(order)).QuantityExecuted < executed)
            patience.Token.ThrowIfCancellationRequested();
    }

    private async Task<IReadOnlyList<OrderView>> States(GetOrderHistoryByOrderIdRequest request)
    {
        var answer = await Engine.Oms.GetOrderHistoryByOrderId(Engine.Operator, request);
        Assert.True(answer.IsAnswered, answer.Refusal?.ToString());
        return answer.Value;
    }
}
