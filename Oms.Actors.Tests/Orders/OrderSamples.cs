using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Tests.Orders;

/// <summary>Orders that tests speak of: 10 of base product 2 at 100 of quote product 1, unless said otherwise.</summary>
internal static class OrderSamples
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    public static readonly OrderId Id = new(4711);
    public static readonly AccountId Seven = new(7);
    public static readonly ProductId Usd = new(1);
    public static readonly ProductId Btc = new(2);
    public static readonly Authority Trader = new(new UserId(5), "trader", 3);

    public static OrderTerms Terms(
        long id = 4711, Side side = Side.Buy, decimal quantity = 10, decimal price = 100, long clientOrderId = 0, int instrument = 1, bool atVenue = false, DateTimeOffset? expiresAt = null) => new(
        new OrderId(id),
        Seven,
        new InstrumentId(instrument),
        Btc,
        Usd,
        side,
        OrderType.Limit,
        expiresAt is null ? TimeInForce.GTC : TimeInForce.GTD,
        quantity,
        price,
        new ClientOrderId(clientOrderId),
        Trader,
        Noon,
        atVenue,
        expiresAt);

    public static PlaceOrder Place { get; } = new(Terms());

    public static CancelOrder Cancel(long number = 1) => new(Id, new CancelId(1, number), Trader, new ReplyAddress("gateway"));

    public static ExecuteOrder Execute(decimal quantity = 4, long execution = 1, decimal price = 100) => new(Id, execution, quantity, price, 1, new ReplyAddress("venue"));

    public static SyncOrder Sync(long head = 0) => new(Id, Seven, head);

    public static Order Absent => Order.Absent;

    public static Order Working => After(new OrderPlaced(Terms(), Noon));

    public static Order PartFilled => After(new OrderPlaced(Terms(), Noon), new OrderExecuted(1, 4, 100, Noon));

    public static Order Canceled => After(new OrderPlaced(Terms(), Noon), new OrderCanceled(new CancelId(1, 1), ChangeReason.UserModified, Trader, Noon));

    public static Order FullyExecuted => After(new OrderPlaced(Terms(), Noon), new OrderExecuted(1, 10, 100, Noon));

    public static Order NeverPlaced => After(new OrderNeverPlaced(Seven, Noon));

    public static OrderPlaced PlacedAtVenue { get; } = new(Terms(atVenue: true), Noon);

    public static OrderCancelPending Pending(long number = 1) => new(new CancelId(1, number), Trader, Noon);

    /// <summary>At the venue, which has not said that it has it.</summary>
    public static Order Submitted => After(PlacedAtVenue);

    public static Order Taken => After(PlacedAtVenue, new OrderTaken(Noon));

    public static Order TakenPartFilled => After(PlacedAtVenue, new OrderExecuted(1, 4, 100, Noon));

    public static Order CancelPending => After(PlacedAtVenue, new OrderTaken(Noon), Pending());

    public static Order PendingPartFilled => After(PlacedAtVenue, new OrderExecuted(1, 4, 100, Noon), Pending());

    public static Order PendingUnaccepted => After(PlacedAtVenue, Pending());

    public static Order CancelRefused =>
        After(PlacedAtVenue, new OrderTaken(Noon), Pending(), new OrderCancelRefused(new CancelId(1, 1), [], "auction", Authority.Venue, Noon));

    public static Order CanceledAtVenue =>
        After(PlacedAtVenue, new OrderTaken(Noon), Pending(), new OrderCanceled(new CancelId(1, 1), ChangeReason.UserModified, Trader, Noon));

    public static Order FilledAtVenue => After(PlacedAtVenue, new OrderExecuted(1, 10, 100, Noon));

    public static Order RejectedByVenue => After(PlacedAtVenue, new OrderRejected("no", Noon));

    public static Order After(params IOrderEvent[] events) => events.Aggregate(Order.Absent, Order.Apply);
}
