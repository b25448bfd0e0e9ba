using Oms.Actors.Api;

namespace Oms.Actors.Tests.Host;

internal static class Samples
{
    public static readonly DateTimeOffset Received = new(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero);

    public static readonly OrderView Order = new(
        new OrderId(6500),
        new AccountId(7),
        new InstrumentId(1),
        Side.Buy,
        OrderType.Limit,
        TimeInForce.GTC,
        new ClientOrderId(42),
        LimitPrice: 19010.50m,
        OrigQuantity: 0.00000003m,
        Quantity: 0.00000003m,
        QuantityExecuted: 0,
        GrossValueExecuted: 0,
        OrderState.Working,
        ChangeReason.NewInputAccepted,
        new UserId(5),
        "trader",
        Received,
        Received.AddMilliseconds(1),
        Version: 1);
}
