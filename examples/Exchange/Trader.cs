using System.Collections.Concurrent;
using Oms.Actors.Api;

namespace Exchange;

/// <summary>A trader with an account of his own, who follows what is told of his orders.</summary>
internal sealed class Trader(IOms oms, AccountId account, InstrumentId instrument)
{
    private readonly ConcurrentDictionary<OrderId, Course> _orders = [];

    public AccountId Account => account;

    /// <summary>Follows the account's events until canceled. From here on nothing is missed.</summary>
    public async Task Follow(CancellationToken cancellation)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Listen(begun, cancellation);
        await begun.Task;
    }

    public async Task<Course> Send(Side side, decimal quantity, decimal price, TimeInForce time)
    {
        var request = new SendOrderRequest(1, account.Value, instrument.Value, side, OrderType.Limit, quantity, price, time);
        var answer = await oms.SendOrder(Caller.Host, request);
        return answer is SendOrderAnswer.Accepted accepted
            ? CourseOf(accepted.OrderId)
            : throw new InvalidOperationException($"{request} is answered {answer}");
    }

    /// <summary>Cancels; true when the receipt was given.</summary>
    public async Task<bool> Cancel(OrderId order) => (await oms.CancelOrder(Caller.Host, new CancelOrderRequest(1, OrderId: order.Value))).Result;

    public async Task<OrderView?> Status(OrderId order) => (await oms.GetOrderStatus(Caller.Host, new GetOrderStatusRequest(1, OrderId: order.Value))).Value;

    /// <summary>What is owned and held of a product.</summary>
    public async Task<Position> PositionOf(ProductId product)
    {
        var answer = await oms.GetAccountPositions(Caller.Host, new AccountRequest(1, account.Value));
        return answer.Value?.SingleOrDefault(position => position.ProductId == product) ?? new Position(account, product, 0, 0);
    }

    private async Task Listen(TaskCompletionSource begun, CancellationToken cancellation)
    {
        await foreach (var @event in oms.SubscribeAccountEvents(Caller.Host, new AccountRequest(1, account.Value), cancellation))
        {
            switch (@event)
            {
                case AccountSnapshotEvent:
                    begun.TrySetResult();
                    break;
                case OrderStateEvent { Order: { State: not OrderState.Working } order }:
                    CourseOf(order.OrderId).Ended(order);
                    break;
                case CancelOrderRejectEvent reject:
                    CourseOf(reject.Order.OrderId).Rejected();
                    break;
            }
        }
    }

    private Course CourseOf(OrderId order) => _orders.GetOrAdd(order, id => new Course(id));
}

/// <summary>What has been told of an order.</summary>
internal sealed class Course(OrderId order)
{
    private readonly TaskCompletionSource<OrderView> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _rejected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<OrderState, bool> _ends = [];

    public OrderId Order => order;

    /// <summary>The order in its last state.</summary>
    public Task<OrderView> End => _end.Task;

    /// <summary>A cancel has been rejected.</summary>
    public Task CancelRejected => _rejected.Task;

    /// <summary>The different ends that were told: there may be one only.</summary>
    public int Ends => _ends.Count;

    public void Ended(OrderView view)
    {
        _ends[view.State] = true;
        _end.TrySetResult(view);
    }

    public void Rejected() => _rejected.TrySetResult();
}
