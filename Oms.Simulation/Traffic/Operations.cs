using Oms.Actors.Api;
using Oms.Actors.Gateway;
using Oms.Actors.Gateway.Administration;
using Oms.Simulation.Checking;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Traffic;

/// <summary>A client's call at one gateway, and what its answer must be.</summary>
internal abstract class Operation(World world) : ICaller
{
    protected World World { get; } = world;

    protected Checker Checker => World.Checker;

    /// <summary>Whether the call was answered with what was asked for.</summary>
    public bool IsServed { get; protected set; }

    public bool IsAnswered { get; private set; }

    /// <summary>Begins now; what a client sends to a paused node is read when it goes on.</summary>
    public void Begin(SimNode node)
    {
        Begins();
        World.Log($"{node} takes {this}");
        node.Run(node.Life, () => node.Gateway?.Call(Call()));
    }

    public void Answered(object answer)
    {
        World.Log($"{this} is answered {answer}");
        IsAnswered = true;
        Judge(answer);
    }

    protected abstract GatewayCall Call();

    protected virtual void Begins()
    {
    }

    protected abstract void Judge(object answer);
}

/// <summary>A call that may have brought an order about.</summary>
internal interface IPlaced
{
    AccountId Account { get; }

    ClientOrderId ClientOrder { get; }

    /// <summary>The order, once its account has been told to admit it.</summary>
    OrderId? Order { get; }
}

/// <summary>Places an order.</summary>
internal sealed class PlaceOperation(World world, AccountId account, SendOrderRequest request, long connection) : Operation(world), IPlaced
{
    private SendOrderCall? _call;
    private string _gateway = "";

    public AccountId Account { get; } = account;

    public ClientOrderId ClientOrder => new(request.ClientOrderId ?? 0);

    /// <summary>The order, once its account has been told to admit it.</summary>
    public OrderId? Order => _call is null ? null : Checker.Receipts.AdmittedBy(_gateway, _call.Id);

    public bool IsAccepted { get; private set; }

    /// <summary>A cancel by client id sent right behind this place, on the same connection.</summary>
    public CancelOperation? Behind { get; set; }

    public Action<PlaceOperation>? Then { get; init; }

    public void BeginAt(SimNode node)
    {
        _gateway = $"gateway/{node}";
        Begin(node);
    }

    public override string ToString() => $"place {ClientOrder} for {Account}";

    protected override GatewayCall Call() => _call = new SendOrderCall(Caller.Host with { Connection = World.Mutant.ConnectionOrder ? connection : 0 }, request) { Waiter = this };

    protected override void Judge(object answer)
    {
        switch (answer)
        {
            case SendOrderAnswer.Accepted accepted:
                if (accepted.OrderId != Order)
                    World.Fail($"{this} admitted {Order} and is answered {accepted.OrderId}");
                IsServed = IsAccepted = true;
                Checker.HearsAccepted(Account, accepted.OrderId);
                break;
            case SendOrderAnswer.Rejected when Order is { } order:
                Checker.HearsRefused(order);
                break;
            case SendOrderAnswer.Refused { Receipt.ErrorCode: not OmsCode.ServerError } when Order is { } order:
                Checker.HearsRefused(order);
                break;
        }

        Behind?.JudgePipelined();
        Then?.Invoke(this);
    }
}

/// <summary>Cancels an order, by its id or by its client id.</summary>
internal sealed class CancelOperation(World world, AccountId account, OrderId? order, ClientOrderId clientOrder, long connection, PlaceOperation? ahead = null)
    : Operation(world)
{
    private Told _before;
    private OrderId? _named;
    private Receipt? _answer;

    public Action? Then { get; init; }

    public override string ToString() => $"cancel {(order is null ? $"client id {clientOrder} of {account}" : $"order {order}")}";

    /// <summary>A place and, right behind it, a cancel by its client id: when the one is accepted, the other can't have missed it.</summary>
    public void JudgePipelined()
    {
        if (ahead is { IsAccepted: true } && _answer is { ErrorCode: OmsCode.ResourceNotFound } && !IsClosedState(_answer.Detail))
            World.Fail($"{this} right behind {ahead} is answered {_answer}");
    }

    protected override GatewayCall Call() => new CancelOrderCall(
        Caller.Host with { Connection = World.Mutant.ConnectionOrder ? connection : 0 },
        order is { } id ? new CancelOrderRequest(1, OrderId: id.Value) : new CancelOrderRequest(1, account.Value, clientOrder.Value))
    { Waiter = this };

    protected override void Begins() => _before = order is { } id ? Checker.Known.Of(id) : KnownByClientId();

    protected override void Judge(object answer)
    {
        var receipt = _answer = (Receipt)answer;
        if (receipt.Result && _before.Closed)
            World.Fail($"{this} is received, and the order was told to be closed before");

        if (receipt.ErrorCode == OmsCode.ResourceNotFound)
            JudgeNotFound(receipt.Detail);

        IsServed = receipt.Result || receipt.ErrorCode == OmsCode.ResourceNotFound;
        JudgePipelined();
        Then?.Invoke();
    }

    private static bool IsClosedState(string? detail) => Enum.TryParse<OrderState>(detail, out var state) && state != OrderState.Working;

    private void JudgeNotFound(string? detail)
    {
        if (!IsClosedState(detail))
        {
            if (_before.Version > 0 && (order is not null || Checker.Truth.NewestUses[(account, clientOrder)] == _named))
                World.Fail($"{this} finds nothing ({detail}), told before: {_before}");
        }
        else if (order is { } id)
        {
            if (Checker.Truth.Of(id).State.ToString() != detail)
                World.Fail($"{this} says {detail}, the journal {Checker.Truth.Of(id).State}");
            Checker.Known.Tell(id, account, Checker.Truth.ClosedAt(id), true);
        }
    }

    private Told KnownByClientId()
    {
        foreach (var (known, told) in Checker.Known.OfAccount(account))
        {
            if (Checker.Truth.NewestUses.GetValueOrDefault((account, clientOrder)) == known)
            {
                _named = known;
                return told with { Closed = false };
            }
        }

        return default;
    }
}

/// <summary>Cancels all of an account's orders. What was accepted before it began is closed in the end, what was admitted behind its boundary is not touched.</summary>
internal sealed class SweepOperation(World world, AccountId account) : Operation(world)
{
    public override string ToString() => $"sweep {account}";

    protected override GatewayCall Call() => new CancelAllOrdersCall(Caller.Host, new CancelAllOrdersRequest(1, account.Value)) { Waiter = this };

    protected override void Judge(object answer) => IsServed = ((Receipt)answer).Result;
}

/// <summary>Reads one order.</summary>
internal sealed class StatusOperation(World world, AccountId account, OrderId order) : Operation(world)
{
    private Told _before;

    public override string ToString() => $"status of order {order}";

    protected override GatewayCall Call() => new OrderStatusCall(Caller.Host, new GetOrderStatusRequest(1, account.Value, order.Value)) { Waiter = this };

    protected override void Begins() => _before = Checker.Known.Of(order);

    protected override void Judge(object answer)
    {
        var read = (Answer<OrderView>)answer;
        if (read.IsAnswered)
        {
            Checker.Judge(read.Value, _before, ToString());
            Checker.Hears(read.Value);
        }
        else if (read.Refusal.ErrorCode == OmsCode.ResourceNotFound && _before.Version > 0)
        {
            World.Fail($"{this} finds nothing, told before: {_before}");
        }

        IsServed = read.IsAnswered || read.Refusal.ErrorCode == OmsCode.ResourceNotFound;
    }
}

/// <summary>Reads an account's open orders.</summary>
internal sealed class ListOperation(World world, AccountId account) : Operation(world)
{
    private List<(OrderId Order, Told Told)> _before = [];

    public override string ToString() => $"list of {account}";

    protected override GatewayCall Call() => new OpenOrdersCall(Caller.Host, new AccountRequest(1, account.Value)) { Waiter = this };

    protected override void Begins() => _before = Checker.Known.OfAccount(account);

    protected override void Judge(object answer)
    {
        var read = (Answer<IReadOnlyList<OrderView>>)answer;
        if (read.IsAnswered)
        {
            Checker.JudgeList(read.Value, _before, ToString());
            Checker.HearsList(account, read.Value, _before);
            IsServed = true;
        }
        else if (read.Refusal.ErrorCode == OmsCode.ResourceNotFound)
        {
            World.Fail($"{this} finds no account");
        }
    }
}

/// <summary>Reads an account's positions.</summary>
internal sealed class PositionsOperation(World world, AccountId account) : Operation(world)
{
    public override string ToString() => $"positions of {account}";

    protected override GatewayCall Call() => new PositionsCall(Caller.Host, new AccountRequest(1, account.Value)) { Waiter = this };

    protected override void Judge(object answer)
    {
        var read = (Answer<IReadOnlyList<Position>>)answer;
        if (!read.IsAnswered)
            return;

        IsServed = true;
        foreach (var position in read.Value)
        {
            if (position.Hold < 0 || (position.Hold > position.Amount && !World.Checker.Truth.Corrected.Contains(position.AccountId)))
                World.Fail($"{this} says {position}");
        }
    }
}

/// <summary>Decides a pending cancel in the venue's place. What is answered as done is in the journal.</summary>
internal sealed class ForceOperation(World world, OrderId order, bool canceled) : Operation(world)
{
    public override string ToString() => $"force order {order} {(canceled ? "off" : "on")}";

    protected override GatewayCall Call() => new ForceCancelOutcomeCall(Caller.Host, order, canceled) { Waiter = this };

    protected override void Judge(object answer)
    {
        IsServed = ((Receipt)answer).Result;
        if (IsServed && World.Checker.Truth.Of(order).ForcedAs is null)
            World.Fail($"{this} is received and not in the journal");
    }
}
