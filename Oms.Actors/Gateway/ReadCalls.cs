using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;

namespace Oms.Actors.Gateway;

/// <summary>One order's state, as the order has it.</summary>
internal sealed class OrderStatusCall(Caller caller, GetOrderStatusRequest request) : OrderFindingCall(caller)
{
    private Grant _grant = Grant.Host;

    protected override Api.Permissions Needed => AnyRead.Permissions;

    protected override int? OmsId => request.OmsId;

    protected override AccountId? Account => Given.Account(request.AccountId);

    protected override OrderQuestion Question => OrderQuestion.Status;

    protected override ClientOrderId? ByClientOrder => Given.Order(request.OrderId) is null ? Given.ClientOrder(request.ClientOrderId) : null;

    /// <summary>An order is named in the same way as for a cancel.</summary>
    private CancelOrderRequest AsCancel => new(request.OmsId, request.AccountId, request.ClientOrderId, request.OrderId);

    public override object Refused(Receipt refusal) => Answer.Refused<OrderView>(refusal);

    protected override string? MalformedField() => CancelRules.MalformedField(AsCancel, accountImplied: false);

    protected override void Granted(Grant grant)
    {
        _grant = grant;
        if (Given.Order(request.OrderId) is { } order)
            Find(order);
        else
            Find(Account!.Value, new ClientOrderId(request.ClientOrderId!.Value));
    }

    protected override void Found(OrderView? order)
    {
        if (order is null || CancelRules.Disagrees(order, AsCancel))
            Refuse(OmsCode.ResourceNotFound, CancelRules.UnknownOrder);
        else if (!_grant.Covers(order.AccountId))
            Refuse(OmsCode.NotAuthorized);
        else
            End(Answer.Of(order));
    }
}

/// <summary>Reading needs any of the rights there are.</summary>
internal static class AnyRead
{
    public const Api.Permissions Permissions = Api.Permissions.Operator | Api.Permissions.Trading | Api.Permissions.AccountReadOnly;
}

/// <summary>A call that reads one account.</summary>
internal abstract class AccountReadCall<T>(Caller caller, int? omsId, int? account) : AnswerCall<T>(caller)
{
    protected override Api.Permissions Needed => AnyRead.Permissions;

    protected override int? OmsId => omsId;

    protected override AccountId? Account => Given.Account(account);

    protected override string? MalformedField() => Account is null ? "AccountId" : null;
}

internal sealed class OpenOrdersCall(Caller caller, AccountRequest request) : AccountReadCall<IReadOnlyList<OrderView>>(caller, request.OmsId, request.AccountId)
{
    protected override void Granted(Grant grant) =>
        Ask<OpenOrdersListed>(new ListOpenOrders(Account!.Value, Id, Desk.Settings.Address), listed => Answered(listed.Orders));
}

internal sealed class PositionsCall(Caller caller, AccountRequest request) : AccountReadCall<IReadOnlyList<Position>>(caller, request.OmsId, request.AccountId)
{
    protected override void Granted(Grant grant) =>
        Ask<PositionsListed>(new ListPositions(Account!.Value, Id, Desk.Settings.Address), listed => Answered(listed.Positions));
}

/// <summary>What an account is.</summary>
internal sealed class AccountInfoCall(Caller caller, AccountRequest request) : AccountReadCall<AccountInfo>(caller, request.OmsId, request.AccountId)
{
    protected override void Granted(Grant grant) => Ask<AccountDescribed>(
        new DescribeAccount(Account!.Value, Id, Desk.Settings.Address),
        described => Answered(new AccountInfo(described.AccountId, described.Name, described.IsSuspended)));
}

/// <summary>May the caller hear this account's events?</summary>
internal sealed class SubscribeCall(Caller caller, AccountRequest request) : AccountReadCall<AccountId>(caller, request.OmsId, request.AccountId)
{
    protected override void Granted(Grant grant) => Answered(Account!.Value);
}
