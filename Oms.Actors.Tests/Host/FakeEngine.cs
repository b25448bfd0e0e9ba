using System.Collections.Concurrent;
using Oms.Actors.Api;

namespace Oms.Actors.Tests.Host;

/// <summary>An engine of dictionaries, so that the host's own work can be seen alone. Trading rules are only as deep as the host's tests need.</summary>
internal sealed partial class FakeEngine : IOms
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FakeUser> _users = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _sessions = [];
    private readonly Dictionary<AccountId, Dictionary<ProductId, decimal>> _accounts = [];
    private readonly List<OrderView> _orders = [];
    private readonly List<Product> _products = [];
    private readonly List<Instrument> _instruments = [];
    private readonly HashSet<string> _references = [];

    /// <summary>Every request that reached the engine, in order.</summary>
    public ConcurrentQueue<object> Asked { get; } = new();

    /// <summary>When set, each order call answers it.</summary>
    public Receipt? Answers { get; set; }

    /// <summary>When set, each order call throws it.</summary>
    public Exception? Throws { get; set; }

    /// <summary>The accounts whose names the host has asked for, as often as it did.</summary>
    public ConcurrentQueue<int> NamesAsked { get; } = new();

    /// <summary>When set, the host's question for a name is answered with it.</summary>
    public Receipt? NameRefused { get; set; }

    public Task<Receipt> CancelOrder(Caller caller, CancelOrderRequest request, CancellationToken cancellation = default) =>
        Ask(caller, request, _ => CancelWhere(order => order.OrderId.Value == request.OrderId
            || (request.OrderId is null && order.AccountId.Value == request.AccountId && order.ClientOrderId.Value == request.ClientOrderId)));

    public Task<Receipt> CancelAllOrders(Caller caller, CancelAllOrdersRequest request, CancellationToken cancellation = default) =>
        Ask(caller, request, _ =>
        {
            CancelWhere(order => order.AccountId.Value == request.AccountId && (request.InstrumentId ?? 1) == order.InstrumentId.Value);
            return Receipt.Received;
        });

    public async Task<SendOrderAnswer> SendOrder(Caller caller, SendOrderRequest request, CancellationToken cancellation = default)
    {
        SendOrderAnswer? answer = null;
        var receipt = await Ask(caller, request, user =>
        {
            answer = Place(user, request);
            return Receipt.Received;
        });
        return answer ?? new SendOrderAnswer.Refused(receipt);
    }

    public IAsyncEnumerable<AccountEvent> SubscribeAccountEvents(Caller caller, AccountRequest request, EventPosition after, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<CancelReplaceOrderAnswer> CancelReplaceOrder(Caller caller, CancelReplaceOrderRequest request, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<Receipt> ModifyOrder(Caller caller, ModifyOrderRequest request, CancellationToken cancellation = default) => throw new NotSupportedException();

    public async Task<Answer<OrderView>> GetOrderStatus(Caller caller, GetOrderStatusRequest request, CancellationToken cancellation = default)
    {
        OrderView? found = null;
        var receipt = await Ask(caller, request, _ =>
        {
            found = _orders.Find(order => order.OrderId.Value == request.OrderId);
            return found is null ? Receipt.Refused(OmsCode.ResourceNotFound) : Receipt.Received;
        });
        return found is null ? Answer.Refused<OrderView>(receipt) : Answer.Of(found);
    }

    public Task<Answer<IReadOnlyList<OrderView>>> GetOpenOrders(Caller caller, AccountRequest request, CancellationToken cancellation = default) =>
        List(caller, request, () => _orders.Where(order => order.AccountId.Value == request.AccountId && order.State == OrderState.Working));

    public async Task<Answer<OrderHistory>> GetOrdersHistory(Caller caller, GetOrdersHistoryRequest request, CancellationToken cancellation = default)
    {
        var list = await List(caller, request, () => _orders.Where(order => order.AccountId.Value == request.AccountId).Reverse());
        return list.IsAnswered ? Answer.Of(new OrderHistory(list.Value, true)) : Answer.Refused<OrderHistory>(list.Refusal);
    }

    public Task<Answer<IReadOnlyList<OrderView>>> GetOrderHistoryByOrderId(Caller caller, GetOrderHistoryByOrderIdRequest request, CancellationToken cancellation = default) =>
        List(caller, request, () => _orders.Where(order => order.OrderId.Value == request.OrderId));

    public async Task<Answer<TradeHistory>> GetTradesHistory(Caller caller, GetTradesHistoryRequest request, CancellationToken cancellation = default)
    {
        var list = await List(caller, request, () => Array.Empty<Trade>());
        return list.IsAnswered ? Answer.Of(new TradeHistory(list.Value, true)) : Answer.Refused<TradeHistory>(list.Refusal);
    }

    public Task<Answer<IReadOnlyList<Position>>> GetAccountPositions(Caller caller, AccountRequest request, CancellationToken cancellation = default) =>
        List(caller, request, () => _accounts[new AccountId(request.AccountId ?? 0)].Select(amount =>
            new Position(new AccountId(request.AccountId ?? 0), amount.Key, amount.Value, HoldOf(request.AccountId ?? 0, amount.Key))));

    public Task<Answer<IReadOnlyList<AccountId>>> GetUserAccounts(Caller caller, UserRequest request, CancellationToken cancellation = default) =>
        List(caller, request, () => _users[UserOf(caller)!.Name].Accounts);

    public async Task<Answer<AccountInfo>> GetAccountInfo(Caller caller, AccountRequest request, CancellationToken cancellation = default)
    {
        if (ReferenceEquals(caller, Caller.Host))
        {
            NamesAsked.Enqueue(request.AccountId!.Value);
            return NameRefused is null
                ? Answer.Of(new AccountInfo(new AccountId(request.AccountId.Value), $"Demo {request.AccountId}"))
                : Answer.Refused<AccountInfo>(NameRefused);
        }

        var infos = await List(caller, request, () => new[] { new AccountInfo(new AccountId(request.AccountId ?? 0), "Demo") });
        return infos.IsAnswered ? Answer.Of(infos.Value[0]) : Answer.Refused<AccountInfo>(infos.Refusal);
    }

    public Task<Answer<IReadOnlyList<AccountInfo>>> GetUserAccountInfos(Caller caller, UserRequest request, CancellationToken cancellation = default) =>
        List(caller, request, () => _users[UserOf(caller)!.Name].Accounts.Select(account => new AccountInfo(account, "Demo")));

    public async Task<Answer<Api.Permissions>> GetUserPermissions(Caller caller, UserRequest request, CancellationToken cancellation = default)
    {
        var held = await List(caller, request, () => new[] { UserOf(caller)!.Permissions });
        return held.IsAnswered ? Answer.Of(held.Value[0]) : Answer.Refused<Api.Permissions>(held.Refusal);
    }

    public Task<Answer<SessionOrders>> GetSessionOrders(Caller caller, AccountRequest request, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<Receipt> CancelSessionOrders(SessionOrders orders, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<Answer<IReadOnlyList<Instrument>>> GetInstruments(int? omsId, CancellationToken cancellation = default) => Task.FromResult(Of(_instruments));

    public Task<Answer<IReadOnlyList<Product>>> GetProducts(int? omsId, CancellationToken cancellation = default) => Task.FromResult(Of(_products));

    public IAsyncEnumerable<AccountEvent> SubscribeAccountEvents(Caller caller, AccountRequest request, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<Answer<Session>> Authenticate(string? userName, string? password, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            Asked.Enqueue("Authenticate");
            if (!_users.TryGetValue(userName ?? "", out var user) || user.Password != password)
                return Task.FromResult(Answer.Refused<Session>(Receipt.Refused(OmsCode.NotAuthorized)));
            var token = $"token-{user.Name}-{_sessions.Count}";
            _sessions[token] = user.Name;
            return Task.FromResult(Answer.Of(new Session(token, user.Id, user.Name, user.Accounts is [var first, ..] ? first : null)));
        }
    }

    public Task<Receipt> LogOut(Caller caller, CancellationToken cancellation = default) => Ask(caller, "LogOut", _ =>
    {
        _sessions.Remove(((Caller.SessionCaller)caller).Token!);
        return Receipt.Received;
    });

    public Task<Answer<Session>> Identify(Caller caller, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return Task.FromResult(UserOf(caller) is { } user
                ? Answer.Of(new Session(((Caller.SessionCaller)caller).Token!, user.Id, user.Name, null))
                : Answer.Refused<Session>(Receipt.Refused(OmsCode.NotAuthorized)));
        }
    }

    private Task<Receipt> Ask(Caller caller, object request, Func<FakeUser, Receipt> act)
    {
        lock (_gate)
        {
            Asked.Enqueue(request);
            if (Throws is not null)
                throw Throws;
            return Task.FromResult(UserOf(caller) is not { } user ? Receipt.Refused(OmsCode.NotAuthorized) : Answers ?? act(user));
        }
    }

    private async Task<Answer<IReadOnlyList<T>>> List<T>(Caller caller, object request, Func<IEnumerable<T>> read)
    {
        IReadOnlyList<T> items = [];
        var receipt = await Ask(caller, request, _ =>
        {
            items = [.. read()];
            return Receipt.Received;
        });
        return receipt.Result ? Answer.Of(items) : Answer.Refused<IReadOnlyList<T>>(receipt);
    }

    private FakeUser? UserOf(Caller caller) =>
        caller is Caller.SessionCaller { Token: { } token } && _sessions.TryGetValue(token, out var name) ? _users[name] : null;

    private SendOrderAnswer Place(FakeUser user, SendOrderRequest request)
    {
        var (account, product) = (request.AccountId!.Value, new ProductId(request.Side == Side.Buy ? 1 : 2));
        var needs = request.Side == Side.Buy ? request.Quantity!.Value * request.LimitPrice!.Value : request.Quantity!.Value;
        if (_accounts[new AccountId(account)][product] - HoldOf(account, product) < needs)
            return new SendOrderAnswer.Rejected("Not_Enough_Funds");
        var id = new OrderId(_orders.Count + 1);
        _orders.Add(Samples.Order with
        {
            OrderId = id,
            AccountId = new AccountId(account),
            Side = request.Side!.Value,
            ClientOrderId = new ClientOrderId(request.ClientOrderId ?? 0),
            LimitPrice = request.LimitPrice!.Value,
            OrigQuantity = request.Quantity.Value,
            Quantity = request.Quantity.Value,
            EnteredBy = user.Id,
            UserName = user.Name,
            ReceivedAt = TimeProvider.System.GetUtcNow(),
        });
        return new SendOrderAnswer.Accepted(id);
    }

    private Receipt CancelWhere(Predicate<OrderView> named)
    {
        var open = _orders.FindAll(order => order.State == OrderState.Working && named(order));
        foreach (var order in open)
            _orders[_orders.IndexOf(order)] = order with { State = OrderState.Canceled, ChangeReason = ChangeReason.UserModified, Quantity = 0, Version = 2 };
        return open.Count > 0 ? Receipt.Received : Receipt.Refused(OmsCode.ResourceNotFound);
    }

    private decimal HoldOf(int account, ProductId product) => _orders
        .Where(order => order.AccountId.Value == account && order.State == OrderState.Working && (order.Side == Side.Buy ? 1 : 2) == product.Value)
        .Sum(order => order.Side == Side.Buy ? order.Quantity * order.LimitPrice : order.Quantity);

    private static Answer<IReadOnlyList<T>> Of<T>(List<T> items) => Answer.Of<IReadOnlyList<T>>([.. items]);

    private sealed record FakeUser(UserId Id, string Name)
    {
        public string Password { get; set; } = "";

        public Api.Permissions Permissions { get; set; }

        public List<AccountId> Accounts { get; } = [];
    }
}
