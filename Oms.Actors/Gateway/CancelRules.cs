using Oms.Actors.Api;
using Oms.Actors.Permissions;

namespace Oms.Actors.Gateway;

/// <summary>
/// The receipt of a cancel, from the order on: pure, so that every row can be read here and tested alone. What comes before (session, form, OMS, permission, the account
/// named) is <see cref="AuthorizedCall"/>'s.
/// </summary>
internal static class CancelRules
{
    public const string UnknownOrder = "no such order";
    public const string InstrumentStopped = "the instrument is Stopped";

    /// <summary>The first field of a cancel that is out of range or missing; null when the order can be named by what is given.</summary>
    /// <param name="request">The request.</param>
    /// <param name="accountImplied">The caller's own account stands in for one that is not named.</param>
    public static string? MalformedField(CancelOrderRequest request, bool accountImplied) => request switch
    {
        { AccountId: < 0 } => "AccountId",
        { ClientOrderId: < 0 } => "ClientOrderId",
        { OrderId: < 0 } => "OrderId",
        { OrderId: > 0 } => null,
        { ClientOrderId: null or 0 } => "OrderId",
        { AccountId: null or 0 } when !accountImplied => "AccountId",
        _ => null,
    };

    /// <summary>What the order itself allows. Null: the receipt is given.</summary>
    /// <param name="order">The order as it answered; null when there is none.</param>
    /// <param name="request">The request; what it names besides the order must agree.</param>
    /// <param name="grant">The caller's rights.</param>
    /// <param name="instrumentStatus">The status of the order's instrument; null when it is not in the catalogue.</param>
    public static Receipt? Refusal(OrderView? order, CancelOrderRequest request, Grant grant, Func<InstrumentId, InstrumentStatus?> instrumentStatus)
    {
        if (order is null || Disagrees(order, request))
            return Receipt.Refused(OmsCode.ResourceNotFound, UnknownOrder);

        if (!grant.Covers(order.AccountId))
            return Receipt.Refused(OmsCode.NotAuthorized);

        if (instrumentStatus(order.InstrumentId) == InstrumentStatus.Stopped)
            return Receipt.Refused(OmsCode.OperationNotSupported, InstrumentStopped);

        return order.State == OrderState.Working ? null : Receipt.Refused(OmsCode.ResourceNotFound, order.State.ToString());
    }

    /// <summary>Whether what is named besides the order is another order's.</summary>
    public static bool Disagrees(OrderView order, CancelOrderRequest request) =>
        (Given.Account(request.AccountId) is { } account && account != order.AccountId)
        || (Given.ClientOrder(request.ClientOrderId) is { } clientOrder && clientOrder != order.ClientOrderId);
}
