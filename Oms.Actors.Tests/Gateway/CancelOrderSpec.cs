using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>A cancel through the public call, on the journal that is shipped.</summary>
public sealed class CancelOrderSpec
{
    [Fact]
    public async Task C01_An_open_order_is_canceled_after_its_receipt_and_its_hold_released()
    {
        await using var engine = await Engine.Start();
        var order = await engine.Place(quantity: 2, price: 100);
        Assert.Equal(200, (await engine.PositionOf(Engine.Usd)).Hold);

        Assert.Equal(Receipt.Received, await engine.Cancel(order));

        var canceled = await engine.Until(order, OrderState.Canceled);
        Assert.Equal((0m, 2m, 0m, ChangeReason.UserModified), (canceled.Quantity, canceled.OrigQuantity, canceled.QuantityExecuted, canceled.ChangeReason));
        Assert.Empty(await engine.OpenOrders());
        Assert.Equal(new Position(Engine.Account, Engine.Usd, 1_000_000, 0), await engine.PositionOf(Engine.Usd));
    }
}
