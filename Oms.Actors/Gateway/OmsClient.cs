using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Akka.Actor;
using Oms.Actors.Api;
using Oms.Actors.Entities;

namespace Oms.Actors.Gateway;

/// <summary>The traders' calls, handed to the node's gateway.</summary>
internal sealed class OmsClient(GatewayPort gateway, int subscriptionBuffer) : IOms
{
    public Task<Receipt> CancelOrder(Caller caller, CancelOrderRequest request, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new CancelOrderCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<Receipt> CancelAllOrders(Caller caller, CancelAllOrdersRequest request, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new CancelAllOrdersCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<Answer<SessionOrders>> GetSessionOrders(Caller caller, AccountRequest request, CancellationToken cancellation) =>
        gateway.Call<Answer<SessionOrders>>(waiter => new SessionOrdersCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<Receipt> CancelSessionOrders(SessionOrders orders, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new CancelSessionOrdersCall(orders) { Waiter = waiter }, cancellation);

    public Task<SendOrderAnswer> SendOrder(Caller caller, SendOrderRequest request, CancellationToken cancellation) =>
        gateway.Call<SendOrderAnswer>(waiter => new SendOrderCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<CancelReplaceOrderAnswer> CancelReplaceOrder(Caller caller, CancelReplaceOrderRequest request, CancellationToken cancellation) =>
        gateway.Call<CancelReplaceOrderAnswer>(waiter => new CancelReplaceOrderCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<Receipt> ModifyOrder(Caller caller, ModifyOrderRequest request, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new ModifyOrderCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<Answer<OrderView>> GetOrderStatus(Caller caller, GetOrderStatusRequest request, CancellationToken cancellation) =>
        gateway.Call<Answer<OrderView>>(waiter => new OrderStatusCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<Answer<IReadOnlyList<OrderView>>> GetOpenOrders(Caller caller, AccountRequest request, CancellationToken cancellation) =>
        gateway.Call<Answer<IReadOnlyList<OrderView>>>(waiter => new OpenOrdersCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<Answer<OrderHistory>> GetOrdersHistory(Caller caller, GetOrdersHistoryRequest request, CancellationToken cancellation) =>
        gateway.Call<Answer<OrderHistory>>(waiter => new OrderHistoryCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<Answer<IReadOnlyList<OrderView>>> GetOrderHistoryByOrderId(Caller caller, GetOrderHistoryByOrderIdRequest request, CancellationToken cancellation) =>
        gateway.Call<Answer<IReadOnlyList<OrderView>>>(waiter => new OrderStatesCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<Answer<TradeHistory>> GetTradesHistory(Caller caller, GetTradesHistoryRequest request, CancellationToken cancellation) =>
        gateway.Call<Answer<TradeHistory>>(waiter => new TradeHistoryCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<Answer<IReadOnlyList<Position>>> GetAccountPositions(Caller caller, AccountRequest request, CancellationToken cancellation) =>
        gateway.Call<Answer<IReadOnlyList<Position>>>(waiter => new PositionsCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<Answer<IReadOnlyList<AccountId>>> GetUserAccounts(Caller caller, UserRequest request, CancellationToken cancellation) =>
        gateway.Call<Answer<IReadOnlyList<AccountId>>>(waiter => new UserAccountsCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<Answer<AccountInfo>> GetAccountInfo(Caller caller, AccountRequest request, CancellationToken cancellation) =>
        gateway.Call<Answer<AccountInfo>>(waiter => new AccountInfoCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<Answer<IReadOnlyList<AccountInfo>>> GetUserAccountInfos(Caller caller, UserRequest request, CancellationToken cancellation) =>
        gateway.Call<Answer<IReadOnlyList<AccountInfo>>>(waiter => new UserAccountInfosCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<Answer<Api.Permissions>> GetUserPermissions(Caller caller, UserRequest request, CancellationToken cancellation) =>
        gateway.Call<Answer<Api.Permissions>>(waiter => new UserPermissionsCall(caller, request) { Waiter = waiter }, cancellation);

    public Task<Answer<IReadOnlyList<Instrument>>> GetInstruments(int? omsId, CancellationToken cancellation) =>
        gateway.Call<Answer<IReadOnlyList<Instrument>>>(
            waiter => new CatalogueCall<Instrument>(omsId, catalogue => catalogue.Instruments) { Waiter = waiter }, cancellation);

    public Task<Answer<IReadOnlyList<Product>>> GetProducts(int? omsId, CancellationToken cancellation) =>
        gateway.Call<Answer<IReadOnlyList<Product>>>(
            waiter => new CatalogueCall<Product>(omsId, catalogue => catalogue.Products) { Waiter = waiter }, cancellation);

    public Task<Answer<Session>> Authenticate(string? userName, string? password, CancellationToken cancellation) =>
        gateway.Call<Answer<Session>>(waiter => new AuthenticateCall(userName, password) { Waiter = waiter }, cancellation);

    public Task<Receipt> LogOut(Caller caller, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new LogOutCall(caller) { Waiter = waiter }, cancellation);

    public Task<Answer<Session>> Identify(Caller caller, CancellationToken cancellation) =>
        gateway.Call<Answer<Session>>(waiter => new IdentifyCall(caller) { Waiter = waiter }, cancellation);

    public IAsyncEnumerable<AccountEvent> SubscribeAccountEvents(Caller caller, AccountRequest request, CancellationToken cancellation) =>
        SubscribeAccountEvents(() => caller, request, cancellation);

    public IAsyncEnumerable<AccountEvent> SubscribeAccountEvents(Func<Caller> caller, AccountRequest request, CancellationToken cancellation) =>
        Follow(caller, request, null, cancellation);

    public IAsyncEnumerable<AccountEvent> SubscribeAccountEvents(Caller caller, AccountRequest request, EventPosition after, CancellationToken cancellation) =>
        Follow(() => caller, request, after, cancellation);

    private async IAsyncEnumerable<AccountEvent> Follow(
        Func<Caller> caller, AccountRequest request, EventPosition? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await MaySubscribe() is { } refusal)
            throw new SubscriptionEndedException(refusal);

        var events = Channel.CreateBounded<AccountEvent>(subscriptionBuffer);
        var subscription = gateway.Subscribe(new AccountId(request.AccountId!.Value), after, events.Writer, MaySubscribe);
        try
        {
            await foreach (var @event in events.Reader.ReadAllAsync(cancellation))
                yield return @event;
        }
        finally
        {
            gateway.Unsubscribe(subscription);
        }

        async Task<Receipt?> MaySubscribe() =>
            (await gateway.Call<Answer<AccountId>>(waiter => new SubscribeCall(caller(), request) { Waiter = waiter }, cancellation)).Refusal;
    }
}

/// <summary>
/// The way from the outside to the node's gateway. Before the engine has started and after it has ended nothing is called; when it ends by itself nobody goes on waiting.
/// </summary>
internal sealed class GatewayPort
{
    private volatile Open? _open;
    private volatile bool _hasEnded;

    /// <summary>Nothing will ever be called again.</summary>
    public bool HasEnded => _hasEnded;

    public void Opened(IActorRef gateway, ActorSystem system, EngineRoom room) => _open = new Open(gateway, system, room);

    public void Closed()
    {
        _hasEnded = true;
        _open = null;
    }

    public async Task<T> Call<T>(Func<ICallWaiter, GatewayCall> callOf, CancellationToken cancellation)
    {
        var waiter = new Waiter<T>();
        var call = callOf(waiter);
        if (_open is not { } open)
        {
            waiter.Answer(call.Refused(Receipt.Refused(OmsCode.OperationFailed, "the engine is not running")));
            return await waiter.Task;
        }

        open.Gateway.Tell(call, ActorRefs.NoSender);
        if (await Task.WhenAny(waiter.Task, open.System.WhenTerminated).WaitAsync(cancellation) != waiter.Task)
            waiter.Answer(call.Refused(Receipt.Refused(OmsCode.ServerError, "outcome unknown")));

        return await waiter.Task;
    }

    public IActorRef Subscribe(AccountId account, EventPosition? after, ChannelWriter<AccountEvent> events, Func<Task<Receipt?>> refusal)
    {
        if (_open is not { } open)
            throw new SubscriptionEndedException(Receipt.Refused(OmsCode.OperationFailed, "the engine is not running"));

        return open.System.ActorOf(Props.Create(() => new SubscriptionActor(account, after, open.Room, events, refusal)));
    }

    public void Unsubscribe(IActorRef subscription) => _open?.System.Stop(subscription);

    private sealed record Open(IActorRef Gateway, ActorSystem System, EngineRoom Room);

    private sealed class Waiter<T>() : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), ICallWaiter
    {
        public void Answer(object answer) => TrySetResult((T)answer);
    }
}
