using Oms.Actors.Api;
using Oms.Faults.Recording;

namespace Oms.Faults.Checking;

/// <summary>
/// What was done to each order and said of it. A cancel is two operations: its receipt says that the order was open, its effect comes at any later time. A replacement is a
/// cancel of the one and a place of the other.
/// </summary>
internal sealed class OrderHistories
{
    private readonly Calls _calls;
    private readonly Dictionary<long, List<Operation>> _operations;
    private readonly ILookup<int, long> _ofAccount;

    private OrderHistories(Calls calls)
    {
        _calls = calls;
        _operations = calls.Placing.Keys.ToDictionary(order => order, _ => new List<Operation>());
        _ofAccount = calls.Placing.ToLookup(placing => placing.Value.Request.Account, placing => placing.Key);
        foreach (var call in calls.All)
            Add(call);
        AddTold();
    }

    /// <summary>By the client id that names the order.</summary>
    public static IReadOnlyDictionary<long, List<Operation>> Of(Calls calls) => new OrderHistories(calls)._operations;

    private void Add(RecordedCall call)
    {
        switch (call.Request.Act)
        {
            case Act.Place:
                AddPlace(call.Request.Order, call, call.To);
                break;
            case Act.Cancel:
                AddReceipt(call);
                AddEffect(_calls.WithReplacements(call.Request.Order), call);
                break;
            case Act.CancelAll:
                AddEffect(_ofAccount[call.Request.Account].Where(order => _calls.Placing[order].From < call.To), call);
                break;
            case Act.Replace:
                AddReceipt(call);
                AddEffect([call.Request.Order], call);
                // While the engine is slow the answer comes first, with the new order's number: so it does not say that it works already.
                AddPlace(call.Request.Replacement, call, Operation.NeverHeard);
                break;
            case Act.Status:
                AddStatus(call);
                break;
            case Act.OpenOrders:
                AddList(call);
                break;
        }
    }

    private void AddPlace(long order, RecordedCall call, long to)
    {
        if (call.MayHaveTakenEffect)
            Add(order, Step.Place, call, to);
    }

    /// <summary>A receipt says that the order is open, a refusal may say that it is not.</summary>
    private void AddReceipt(RecordedCall call)
    {
        if (call.Outcome == Outcome.Done)
            Add(call.Request.Order, Step.SeeWorking, call, call.To);
        else if (call.Outcome == Outcome.Refused)
            AddRefusal(call);
    }

    private void AddRefusal(RecordedCall call)
    {
        if (call.Detail == nameof(OrderState.Canceled))
            Add(call.Request.Order, Step.SeeCanceled, call, call.To);
        else if (call.Answered!.Code == (int)OmsCode.ResourceNotFound)
            Add(call.Request.Order, Step.SeeAbsent, call, call.To);
    }

    private void AddEffect(IEnumerable<long> orders, RecordedCall call)
    {
        if (!call.MayHaveTakenEffect)
            return;

        foreach (var order in orders)
            Add(order, Step.Cancel, call, Operation.NeverHeard);
    }

    private void AddStatus(RecordedCall call)
    {
        if (call is { Outcome: Outcome.Done, Answered.Orders: [var seen] } && Operation.SeenAs(seen.State) is { } step)
            Add(call.Request.Order, step, call, call.To);
        else if (call.Outcome == Outcome.Refused)
            AddRefusal(call);
    }

    private void AddList(RecordedCall call)
    {
        if (call.Outcome != Outcome.Done)
            return;

        var listed = call.Answered!.Orders!.Select(seen => seen.Order).ToHashSet();
        foreach (var order in _ofAccount[call.Request.Account].Where(order => _calls.Placing[order].From < call.To))
            Add(order, listed.Contains(order) ? Step.SeeWorking : Step.SeeNotOpen, call, call.To);
    }

    /// <summary>An event says what was so at some moment since its subscription was asked for.</summary>
    private void AddTold()
    {
        var subscriptions = _calls.Entries.OfType<Subscribed>().ToDictionary(subscribed => subscribed.Subscription);
        foreach (var told in _calls.Entries.OfType<Told>())
        {
            var subscription = subscriptions[told.Subscription];
            if (_operations.TryGetValue(told.Order.Order, out var operations) && Operation.SeenAs(told.Order.State) is { } step)
                operations.Add(new Operation(step, subscription.At, told.At, $"event to {subscription.Client} on {subscription.Node}"));
        }
    }

    private void Add(long order, Step step, RecordedCall call, long to)
    {
        if (_operations.TryGetValue(order, out var operations))
            operations.Add(new Operation(step, call.From, to, call.ToString()));
    }
}
