using Oms.Actors.Api;
using Oms.Host.Connections;

namespace Oms.Host.Calls;

/// <summary>Builds the engine's requests from a call's values. What is missing is the engine's to say; what is not what it should be is in the values' fault.</summary>
internal static class Requests
{
    public static int? OmsId(Fields fields) => fields.Int("OMSId");

    public static CancelOrderRequest CancelOrder(Fields fields) => new(OmsId(fields), AccountId(fields), ClientOrderId(fields), OrderId(fields));

    public static CancelAllOrdersRequest CancelAllOrders(Fields fields) => new(OmsId(fields), AccountId(fields), InstrumentId(fields), fields.Int("UserId"));

    public static SendOrderRequest SendOrder(Fields fields) => new(
        OmsId(fields),
        AccountId(fields),
        InstrumentId(fields),
        fields.Enum<Side>("Side"),
        fields.Enum<OrderType>("OrderType"),
        fields.Decimal("Quantity"),
        fields.Decimal("LimitPrice"),
        fields.Enum<TimeInForce>("TimeInForce"),
        ClientOrderId(fields),
        fields.Moment("ExpireTime"))
    {
        Trigger = Trigger(fields),
    };

    public static CancelReplaceOrderRequest CancelReplaceOrder(Fields fields) => new(
        OmsId(fields),
        fields.Long("OrderIdToReplace"),
        fields.Decimal("Quantity"),
        fields.Decimal("LimitPrice"),
        AccountId(fields),
        InstrumentId(fields),
        fields.Enum<Side>("Side"),
        fields.Enum<OrderType>("OrderType"),
        fields.Enum<TimeInForce>("TimeInForce"),
        fields.Long("ClientOrderId", "ClOrderId", "ClientOrdId"),
        fields.Moment("ExpireTime"))
    {
        Trigger = Trigger(fields),
    };

    public static ModifyOrderRequest ModifyOrder(Fields fields) => new(OmsId(fields), OrderId(fields), fields.Decimal("Quantity"), AccountId(fields), InstrumentId(fields));

    public static GetOrderStatusRequest GetOrderStatus(Fields fields) => new(OmsId(fields), AccountId(fields), OrderId(fields), ClientOrderId(fields));

    public static AccountRequest Account(Fields fields) => new(OmsId(fields), AccountId(fields));

    /// <summary>Order states of an account, of all its instruments or of one.</summary>
    public static (AccountRequest Account, Interest Interest) OrderStates(Fields fields) =>
        (Account(fields), Interest.OrderStates(InstrumentId(fields) is > 0 and var instrument ? new InstrumentId(instrument) : null));

    /// <summary>What is left out must not be taken for either.</summary>
    public static (AccountRequest Account, bool Enabled) CancelOnDisconnect(Fields fields)
    {
        var account = Account(fields);
        var enabled = fields.Flag("Enabled");
        if (enabled is null)
            fields.Fail("Enabled", "not given");
        return (account, enabled ?? false);
    }

    public static GetOrdersHistoryRequest GetOrdersHistory(Fields fields) => new(
        OmsId(fields),
        AccountId(fields),
        InstrumentId(fields),
        OrderId(fields),
        ClientOrderId(fields),
        fields.Enum<OrderState>("OrderState"),
        fields.Moment("StartTimeStamp"),
        fields.Moment("EndTimeStamp"),
        fields.Int("Depth", "Limit"),
        fields.Int("StartIndex"));

    public static GetOrderHistoryByOrderIdRequest GetOrderHistoryByOrderId(Fields fields) => new(OmsId(fields), OrderId(fields), AccountId(fields), fields.Int("Depth", "Limit"));

    public static GetTradesHistoryRequest GetTradesHistory(Fields fields) => new(
        OmsId(fields),
        AccountId(fields),
        InstrumentId(fields),
        OrderId(fields),
        fields.Long("TradeId"),
        fields.Long("ExecutionId"),
        fields.Int("UserId"),
        fields.Moment("StartTimeStamp"),
        fields.Moment("EndTimeStamp"),
        fields.Int("Depth", "Count"),
        fields.Int("StartIndex"));

    public static UserRequest User(Fields fields) => new(OmsId(fields), fields.Int("UserId"), fields.Text("UserName"));

    private static OrderTrigger Trigger(Fields fields) => new(
        fields.Decimal("StopPrice"),
        fields.Decimal("TrailingAmount"),
        fields.Decimal("LimitOffset"),
        fields.Enum<PegPriceType>("PegPriceType") ?? PegPriceType.Unknown);

    private static int? AccountId(Fields fields) => fields.Int("AccountId");

    private static long? OrderId(Fields fields) => fields.Long("OrderId");

    private static long? ClientOrderId(Fields fields) => fields.Long("ClientOrderId", "ClOrderId");

    /// <summary>The second name is AlphaPoint's own misspelling: its documents have it, and real clients send it.</summary>
    public static int? InstrumentId(Fields fields) => fields.Int("InstrumentId", "IntrumentId");
}
