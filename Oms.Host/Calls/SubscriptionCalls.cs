using Oms.Actors.Api;
using Oms.Host.Connections;
using Oms.Host.Wire;

namespace Oms.Host.Calls;

/// <summary>The calls that concern a connection: by which it hears of accounts, and hears no more of them, and what becomes of its orders when it ends.</summary>
internal sealed class SubscriptionCalls(IOms oms, HostSettings settings)
{
    public IEnumerable<WireCall> All(CallForms forms)
    {
        yield return forms.OfConnection("SubscribeAccountEvents", Requests.Account, (feeds, request, call) =>
            feeds.Subscribe(call.Caller, request, Interest.Everything, call.Cancellation));
        yield return forms.OfConnection("SubscribeOrderStateEvents", Requests.OrderStates, (feeds, request, call) =>
            feeds.Subscribe(call.Caller, request.Account, request.Interest, call.Cancellation));
        yield return forms.OfConnection("UnSubscribeAccountEvents", Requests.Account, (feeds, request, call) => Unsubscribe(feeds, request, call, onlyOrderStates: false));
        yield return forms.OfConnection("UnSubscribeOrderStateEvents", Requests.Account, (feeds, request, call) => Unsubscribe(feeds, request, call, onlyOrderStates: true));
        yield return forms.OfConnection("CancelOnDisconnect", Requests.CancelOnDisconnect, (_, request, call) => CancelOnDisconnect(request, call));
    }

    /// <summary>Whoever may set it may unset it.</summary>
    private Task<WireAnswer> CancelOnDisconnect((AccountRequest Account, bool Enabled) request, CallContext call) => call.Disconnect!.InTurn(async () =>
    {
        var orders = await oms.GetSessionOrders(call.Caller, request.Account, call.Cancellation);
        if (!orders.IsAnswered)
            return WireAnswer.Of(orders.Refusal);
        if (!request.Enabled)
            call.Disconnect.Unset(orders.Value.Account);
        else if (!call.Disconnect.TrySet(orders.Value))
            return WireAnswer.Refused(OmsCode.OperationFailed, "too many accounts");
        return WireAnswer.Of(Receipt.Received);
    });

    /// <summary>The engine need not be asked for it, so what it would check is checked here.</summary>
    private Task<WireAnswer> Unsubscribe(AccountFeeds feeds, AccountRequest request, CallContext call, bool onlyOrderStates) =>
        feeds.Unsubscribe(AccountFeed.AccountOf(request), onlyOrderStates, () => Refusal(request, call));

    private async Task<Receipt?> Refusal(AccountRequest request, CallContext call)
    {
        var who = await oms.Identify(call.Caller, call.Cancellation);
        if (!who.IsAnswered)
            return who.Refusal;
        if (request.OmsId is null)
            return Receipt.Refused(OmsCode.InvalidRequest, "OMSId");
        if (request.AccountId is not > 0)
            return Receipt.Refused(OmsCode.InvalidRequest, "AccountId");
        return request.OmsId == settings.OmsId.Value ? null : Receipt.Refused(OmsCode.ResourceNotFound, "no such OMS");
    }
}
