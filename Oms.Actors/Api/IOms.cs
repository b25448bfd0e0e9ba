namespace Oms.Actors.Api;

/// <summary>
/// The order management system, as traders call it. Safe to call from any thread. No call throws for what a caller did or for what failed inside: the answer says so.
/// <see cref="OperationCanceledException"/> is thrown when the token given is canceled (the call may still take effect).
/// </summary>
public interface IOms
{
    /// <summary>
    /// Cancels an open order. The receipt is given before the order's state changes and proves that an open order is there and that the caller may cancel it, no more;
    /// exactly one outcome follows as an event of the account: <see cref="OrderStateEvent"/> Canceled or <see cref="CancelOrderRejectEvent"/>.
    /// </summary>
    Task<Receipt> CancelOrder(Caller caller, CancelOrderRequest request, CancellationToken cancellation = default);

    /// <summary>Cancels the open orders of an account; the outcome of each follows as for <see cref="CancelOrder"/>.</summary>
    Task<Receipt> CancelAllOrders(Caller caller, CancelAllOrdersRequest request, CancellationToken cancellation = default);

    /// <summary>
    /// Leave to cancel what the caller's session has entered in an account, for <see cref="CancelSessionOrders"/>: a host asks for it while a connection lives, and uses it when
    /// the connection has died. Needs a right to trade on the account; 106 for a caller without a session.
    /// </summary>
    Task<Answer<SessionOrders>> GetSessionOrders(Caller caller, AccountRequest request, CancellationToken cancellation = default);

    /// <summary>
    /// Cancels the open orders that a session has entered in an account, as <see cref="CancelAllOrders"/> does, by the authority with which the leave was given: it needs no
    /// session any more. Those that the session's connection had placed without an answer yet are waited for. 101: nothing has happened, ask again.
    /// </summary>
    Task<Receipt> CancelSessionOrders(SessionOrders orders, CancellationToken cancellation = default);

    /// <summary>Places an order. From <see cref="SendOrderAnswer.Accepted"/> on, every call finds it.</summary>
    Task<SendOrderAnswer> SendOrder(Caller caller, SendOrderRequest request, CancellationToken cancellation = default);

    /// <summary>Puts a new order in the place of an open one. A cancel that comes meanwhile wins: then both are gone.</summary>
    Task<CancelReplaceOrderAnswer> CancelReplaceOrder(Caller caller, CancelReplaceOrderRequest request, CancellationToken cancellation = default);

    /// <summary>
    /// Reduces an open order. The receipt is given before the order's state changes; one outcome follows: <see cref="OrderStateEvent"/> with the new quantity, or
    /// <see cref="CancelReplaceOrderRejectEvent"/>.
    /// </summary>
    Task<Receipt> ModifyOrder(Caller caller, ModifyOrderRequest request, CancellationToken cancellation = default);

    /// <summary>One order, open or closed. 104 when there is none, or when it is not of the account named.</summary>
    Task<Answer<OrderView>> GetOrderStatus(Caller caller, GetOrderStatusRequest request, CancellationToken cancellation = default);

    /// <summary>The open orders of an account.</summary>
    Task<Answer<IReadOnlyList<OrderView>>> GetOpenOrders(Caller caller, AccountRequest request, CancellationToken cancellation = default);

    /// <summary>The latest state of an account's orders, newest first.</summary>
    Task<Answer<OrderHistory>> GetOrdersHistory(Caller caller, GetOrdersHistoryRequest request, CancellationToken cancellation = default);

    /// <summary>Every state that an order went through, newest first: of each change of its <see cref="OrderView.Version"/> one. 104 as for <see cref="GetOrderStatus"/>.</summary>
    Task<Answer<IReadOnlyList<OrderView>>> GetOrderHistoryByOrderId(Caller caller, GetOrderHistoryByOrderIdRequest request, CancellationToken cancellation = default);

    /// <summary>An account's executions, newest first: this account's side of them (AlphaPoint GetTradesHistory, GetAccountTrades).</summary>
    Task<Answer<TradeHistory>> GetTradesHistory(Caller caller, GetTradesHistoryRequest request, CancellationToken cancellation = default);

    /// <summary>What an account owns and what of it is held.</summary>
    Task<Answer<IReadOnlyList<Position>>> GetAccountPositions(Caller caller, AccountRequest request, CancellationToken cancellation = default);

    /// <summary>The accounts that a user is associated with, in the order of association.</summary>
    Task<Answer<IReadOnlyList<AccountId>>> GetUserAccounts(Caller caller, UserRequest request, CancellationToken cancellation = default);

    /// <summary>What an account is.</summary>
    Task<Answer<AccountInfo>> GetAccountInfo(Caller caller, AccountRequest request, CancellationToken cancellation = default);

    /// <summary>What the accounts are that a user is associated with, in the order of association: all of them, or a refusal.</summary>
    Task<Answer<IReadOnlyList<AccountInfo>>> GetUserAccountInfos(Caller caller, UserRequest request, CancellationToken cancellation = default);

    /// <summary>What a user may do. Everybody may ask for himself, whatever he may do.</summary>
    Task<Answer<Permissions>> GetUserPermissions(Caller caller, UserRequest request, CancellationToken cancellation = default);

    /// <summary>All instruments. Public: no caller.</summary>
    Task<Answer<IReadOnlyList<Instrument>>> GetInstruments(int? omsId, CancellationToken cancellation = default);

    /// <summary>All products. Public: no caller.</summary>
    Task<Answer<IReadOnlyList<Product>>> GetProducts(int? omsId, CancellationToken cancellation = default);

    /// <summary>
    /// The events of an account, from a snapshot on. The buffer is bounded (<c>OmsOptions.SubscriptionBuffer</c>): a reader that falls behind gets a <see cref="SubscriptionEndedException"/>
    /// and subscribes anew; so does one whose right to read the account ends.
    /// </summary>
    IAsyncEnumerable<AccountEvent> SubscribeAccountEvents(Caller caller, AccountRequest request, CancellationToken cancellation = default);

    /// <summary>The same for a caller who is asked for at each check of his right to read: it goes on when he has another session meanwhile.</summary>
    IAsyncEnumerable<AccountEvent> SubscribeAccountEvents(Func<Caller> caller, AccountRequest request, CancellationToken cancellation = default) =>
        SubscribeAccountEvents(caller(), request, cancellation);

    /// <summary>
    /// The events behind one that the reader has taken before, without a snapshot and without a gap, as long as the account is in the same life and remembers them: it keeps
    /// its last 256 from its first reader on. Otherwise as without a position: a snapshot comes first, and the reader may have missed ends that it does not tell.
    /// </summary>
    /// <param name="caller">Who reads.</param>
    /// <param name="request">The account.</param>
    /// <param name="after">The last event taken.</param>
    /// <param name="cancellation">Ends the subscription.</param>
    IAsyncEnumerable<AccountEvent> SubscribeAccountEvents(Caller caller, AccountRequest request, EventPosition after, CancellationToken cancellation = default);

    /// <summary>Opens a session. Unknown user and wrong password are the same refusal (20) after the same time.</summary>
    Task<Answer<Session>> Authenticate(string? userName, string? password, CancellationToken cancellation = default);

    /// <summary>Ends the caller's session; its token is nobody's from the answer on.</summary>
    Task<Receipt> LogOut(Caller caller, CancellationToken cancellation = default);

    /// <summary>Who the caller is; 20 when nobody. For gateways that must know before they look at a payload.</summary>
    Task<Answer<Session>> Identify(Caller caller, CancellationToken cancellation = default);
}

/// <summary>A subscription has ended although its reader had not ended it.</summary>
public sealed class SubscriptionEndedException : Exception
{
    /// <summary>Creates it.</summary>
    public SubscriptionEndedException()
    {
    }

    /// <summary>Creates it with the reason.</summary>
    public SubscriptionEndedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with the reason and what caused it.</summary>
    public SubscriptionEndedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates it for a refused subscription.</summary>
    public SubscriptionEndedException(Receipt refusal)
        : base(refusal.Detail is null ? refusal.ErrorMsg : $"{refusal.ErrorMsg}: {refusal.Detail}") => Refusal = refusal;

    /// <summary>The refusal, when the caller may not read the account (any more).</summary>
    public Receipt? Refusal { get; }
}
