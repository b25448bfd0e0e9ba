namespace Oms.Actors.Api;

// In every request: null and 0 mean "not given" for AccountId, ClientOrderId and OrderId; a negative value is out of range (100, the detail names the field).

/// <summary>Cancels one open order (AlphaPoint CancelOrder). Needs <see cref="OrderId"/>, or <see cref="AccountId"/> and <see cref="ClientOrderId"/>; what is given besides must agree (104).</summary>
/// <param name="OmsId">Required.</param>
/// <param name="AccountId">The account under which the order was placed.</param>
/// <param name="ClientOrderId">The caller's own name for the order.</param>
/// <param name="OrderId">The order.</param>
public sealed record CancelOrderRequest(int? OmsId, int? AccountId = null, long? ClientOrderId = null, long? OrderId = null);

/// <summary>
/// Cancels open orders, all or those of one instrument (AlphaPoint CancelAllOrders). Whose: an account's, when one is given; those of all accounts of a user, when only he is
/// given; when both are, the account's, which must be the user's (104); when neither is, those of every account there is, which needs <see cref="Permissions.Operator"/>.
/// Orders sent after the call was received are not touched. Where several accounts are meant and some can't be asked, the others are swept and the detail names those.
/// </summary>
/// <param name="OmsId">Required.</param>
/// <param name="AccountId">The account.</param>
/// <param name="InstrumentId">All instruments when not given.</param>
/// <param name="UserId">The user whose accounts are meant; only an Operator may name another than himself.</param>
public sealed record CancelAllOrdersRequest(int? OmsId, int? AccountId, int? InstrumentId = null, int? UserId = null);

/// <summary>Places an order (AlphaPoint SendOrder).</summary>
/// <param name="OmsId">Required.</param>
/// <param name="AccountId">Required.</param>
/// <param name="InstrumentId">Required.</param>
/// <param name="Side">Required; Buy or Sell.</param>
/// <param name="OrderType">Required; Limit, other types are 106 unless the venue takes them.</param>
/// <param name="Quantity">Required; of the base product, above 0, a multiple of the instrument's quantity increment, within its limits.</param>
/// <param name="LimitPrice">In the quote product for one unit of the base product; above 0, a multiple of the price increment. Not required to sell at the market (Market, StopMarket and the trailing types); to buy it says the worst price that is taken.</param>
/// <param name="TimeInForce">GTC when not given; what needs a market is 106.</param>
/// <param name="ClientOrderId">The caller's own name, unique among the account's open orders.</param>
/// <param name="ExpiresAt">
/// Required with GTD, and given with nothing else: the order expires at this moment, if it is open then. In the future, by ten years at most; 100 otherwise, and the detail
/// is <c>ExpireTime</c>.
/// </param>
public sealed record SendOrderRequest(
    int? OmsId,
    int? AccountId,
    int? InstrumentId,
    Side? Side,
    OrderType? OrderType,
    decimal? Quantity,
    decimal? LimitPrice = null,
    TimeInForce? TimeInForce = null,
    long? ClientOrderId = null,
    DateTimeOffset? ExpiresAt = null)
{
    /// <summary>What the stop types wait for; 100 and the field's name when one that the type needs is missing or no price.</summary>
    public OrderTrigger Trigger { get; init; } = OrderTrigger.None;
}

/// <summary>
/// Puts a new order in the place of an open one (AlphaPoint CancelReplaceOrder), at the end of the queue. What is not given is as it was; account, instrument and side can't change.
/// </summary>
/// <param name="OmsId">Required.</param>
/// <param name="OrderIdToReplace">Required; the open order.</param>
/// <param name="Quantity">
/// Required; what both may execute in all, of the base product: what the old order has executed by the time it is canceled counts, and the new one has the rest. When there
/// is no rest, the old order ends as FullyExecuted and there is no new one. Range as for <see cref="SendOrderRequest"/>.
/// </param>
/// <param name="LimitPrice">As for <see cref="SendOrderRequest"/>.</param>
/// <param name="AccountId">The order's account; 104 when it is another.</param>
/// <param name="InstrumentId">The order's instrument; 104 when it is another.</param>
/// <param name="Side">The order's side; 100 when it is another.</param>
/// <param name="OrderType">The new order's type.</param>
/// <param name="TimeInForce">How long the new order rests.</param>
/// <param name="ExpiresAt">As for <see cref="SendOrderRequest"/>.</param>
/// <param name="ClientOrderId">The caller's own name for the new order, unique among the account's open orders but for the old one's; none when not given.</param>
public sealed record CancelReplaceOrderRequest(
    int? OmsId,
    long? OrderIdToReplace,
    decimal? Quantity,
    decimal? LimitPrice = null,
    int? AccountId = null,
    int? InstrumentId = null,
    Side? Side = null,
    OrderType? OrderType = null,
    TimeInForce? TimeInForce = null,
    long? ClientOrderId = null,
    DateTimeOffset? ExpiresAt = null)
{
    /// <summary>What the new order waits for. What is not given of it is as it was.</summary>
    public OrderTrigger Trigger { get; init; } = OrderTrigger.None;
}

/// <summary>Reduces an open order (AlphaPoint ModifyOrder); it keeps its place in the queue.</summary>
/// <param name="OmsId">Required.</param>
/// <param name="OrderId">Required.</param>
/// <param name="Quantity">
/// Required; what may be executed in all, executed already or not, of the base product: less than before (<c>Invalid Quantity</c>, 100), otherwise as for
/// <see cref="SendOrderRequest"/>. An order that has executed as much or more ends as FullyExecuted.
/// </param>
/// <param name="AccountId">The order's account; 104 when it is another.</param>
/// <param name="InstrumentId">The order's instrument; 104 when it is another.</param>
public sealed record ModifyOrderRequest(int? OmsId, long? OrderId, decimal? Quantity, int? AccountId = null, int? InstrumentId = null);

/// <summary>Asks for one order's state. Needs <see cref="OrderId"/>, or <see cref="AccountId"/> and <see cref="ClientOrderId"/>.</summary>
/// <param name="OmsId">Required.</param>
/// <param name="AccountId">The order's account; 104 when it is another.</param>
/// <param name="OrderId">The order.</param>
/// <param name="ClientOrderId">The caller's own name for an open order.</param>
public sealed record GetOrderStatusRequest(int? OmsId, int? AccountId = null, long? OrderId = null, long? ClientOrderId = null);

/// <summary>Names an account: open orders, positions.</summary>
/// <param name="OmsId">Required.</param>
/// <param name="AccountId">Required.</param>
public sealed record AccountRequest(int? OmsId, int? AccountId);

/// <summary>Asks for the latest state of an account's orders, newest first.</summary>
/// <param name="OmsId">Required.</param>
/// <param name="AccountId">Required.</param>
/// <param name="InstrumentId">Only this instrument's orders.</param>
/// <param name="OrderId">Only this order.</param>
/// <param name="ClientOrderId">Only orders with this client id.</param>
/// <param name="OrderState">Only orders in this state.</param>
/// <param name="From">Only orders received at or after this moment.</param>
/// <param name="To">Only orders received before this moment.</param>
/// <param name="Depth">How many at most, 1..1000; 100 when not given.</param>
/// <param name="StartIndex">How many matching orders to skip, 0..10,000; 0 when not given.</param>
public sealed record GetOrdersHistoryRequest(
    int? OmsId,
    int? AccountId,
    int? InstrumentId = null,
    long? OrderId = null,
    long? ClientOrderId = null,
    OrderState? OrderState = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    int? Depth = null,
    int? StartIndex = null);

/// <summary>Asks for an account's executions, newest first. In a filter null and 0 mean "not given".</summary>
/// <param name="OmsId">Required.</param>
/// <param name="AccountId">Required.</param>
/// <param name="InstrumentId">Only executions of this instrument.</param>
/// <param name="OrderId">Only executions of this order.</param>
/// <param name="TradeId">Only executions with this number.</param>
/// <param name="ExecutionId">The same as <paramref name="TradeId"/>; where both are given both must fit.</param>
/// <param name="UserId">Only executions of orders that this user placed.</param>
/// <param name="From">Only executions at or after this moment.</param>
/// <param name="To">Only executions before this moment.</param>
/// <param name="Depth">How many at most, 1..1000; 100 when not given.</param>
/// <param name="StartIndex">How many matching executions to skip, 0..10,000; 0 when not given.</param>
public sealed record GetTradesHistoryRequest(
    int? OmsId,
    int? AccountId,
    int? InstrumentId = null,
    long? OrderId = null,
    long? TradeId = null,
    long? ExecutionId = null,
    int? UserId = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    int? Depth = null,
    int? StartIndex = null);

/// <summary>Asks for every state that one order went through, newest first.</summary>
/// <param name="OmsId">Required.</param>
/// <param name="OrderId">Required.</param>
/// <param name="AccountId">The order's account; 104 when it is another.</param>
/// <param name="Depth">How many of the newest at most, 1..1000; 100 when not given.</param>
public sealed record GetOrderHistoryByOrderIdRequest(int? OmsId, long? OrderId, int? AccountId = null, int? Depth = null);

/// <summary>Names a user: his accounts, his permissions. Only an Operator may name another user than himself.</summary>
/// <param name="OmsId">Not required by AlphaPoint; checked when given.</param>
/// <param name="UserId">The user; the caller when neither is given. When both are given they must agree (104).</param>
/// <param name="UserName">The user by name.</param>
public sealed record UserRequest(int? OmsId, int? UserId = null, string? UserName = null);

/// <summary>A user, named by his id, by his name, or by both, which must agree (104). Naming nobody is 100.</summary>
/// <param name="Id">His id; null when he is named by name.</param>
/// <param name="Name">His name, without regard to case; null when he is named by id.</param>
public readonly record struct UserRef(UserId? Id, string? Name)
{
    /// <summary>The user of this name.</summary>
    public static implicit operator UserRef(string name) => Named(name);

    /// <summary>The user of this id.</summary>
    public static implicit operator UserRef(UserId id) => WithId(id);

    /// <summary>The user of this name.</summary>
    public static UserRef Named(string name) => new(null, name);

    /// <summary>The user of this id.</summary>
    public static UserRef WithId(UserId id) => new(id, null);
}
