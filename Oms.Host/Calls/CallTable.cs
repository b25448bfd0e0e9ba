using Oms.Actors.Api;
using Oms.Host.Connections;
using Oms.Host.Wire;

namespace Oms.Host.Calls;

/// <summary>The calls that this host knows, by name, without regard to case: how each is read, asked and answered.</summary>
internal sealed class CallTable
{
    private readonly Dictionary<string, WireCall> _calls = new(StringComparer.OrdinalIgnoreCase);
    private readonly IOms _oms;
    private readonly OmsId _omsId;

    public CallTable(IOms oms, LoginCall login, CatalogueReads catalogue, HostSettings settings)
    {
        (_oms, _omsId) = (oms, settings.OmsId);
        var orders = new OrderJson(settings.OmsId);

        OfSession("CancelOrder", Requests.CancelOrder, _oms.CancelOrder, WireAnswer.Of, isCancel: true);
        OfSession("CancelAllOrders", Requests.CancelAllOrders, _oms.CancelAllOrders, WireAnswer.Of, isCancel: true);
        OfSession("SendOrder", Requests.SendOrder, _oms.SendOrder, SendOrderJson.Answer);
        OfSession("GetOrderStatus", Requests.GetOrderStatus, _oms.GetOrderStatus, answer => WireAnswer.Of(answer, orders.Write));
        OfSession("GetOpenOrders", Requests.Account, _oms.GetOpenOrders, answer => WireAnswer.OfList(answer, orders.Write));
        OfSession("GetOrdersHistory", Requests.GetOrdersHistory, _oms.GetOrdersHistory, answer => WireAnswer.Of(answer, orders.WriteHistory));
        OfSession("GetAccountPositions", Requests.Account, catalogue.Positions, answer => answer);
        OfSession("GetUserAccounts", Requests.GetUserAccounts, _oms.GetUserAccounts, answer => WireAnswer.OfList(answer, (json, account) => json.WriteNumberValue(account.Value)));
        OfSession("LogOut", _ => true, (caller, _, cancellation) => _oms.LogOut(caller, cancellation), WireAnswer.Of, session: SessionEffect.Ends);

        OfAnyone("GetInstruments", call => catalogue.Instruments(Requests.OmsId(call.Fields), call));
        OfAnyone("GetProducts", call => catalogue.Products(Requests.OmsId(call.Fields), call));
        OfAnyone("Ping", _ => Task.FromResult(new WireAnswer(OmsCode.Success, EnvelopeJson.WritePong)));
        OfAnyone("Authenticate", login.Authenticate, Transport.Http, SessionEffect.Opens);
        OfAnyone("AuthenticateUser", login.Authenticate, Transport.Both, SessionEffect.Opens);
        OfAnyone("WebAuthenticateUser", login.WebAuthenticate, Transport.WebSocket, SessionEffect.Opens);

        OfConnection("SubscribeAccountEvents", Requests.Account, (feeds, request, call) => feeds.Subscribe(call.Caller, request, Interest.Everything, call.Cancellation));
        OfConnection("UnSubscribeAccountEvents", Requests.Account, (feeds, request, call) => Unsubscribe(feeds, request, call, onlyOrderStates: false));
        OfConnection("SubscribeOrderStateEvents", Requests.OrderStates, (feeds, request, call) => feeds.Subscribe(call.Caller, request.Account, request.Interest, call.Cancellation));
        OfConnection("UnSubscribeOrderStateEvents", Requests.Account, (feeds, request, call) => Unsubscribe(feeds, request, call, onlyOrderStates: true));
    }

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<WireCall> All => _calls.Values;

    public WireCall? Find(string name) => _calls.GetValueOrDefault(name);

    private async Task<WireAnswer> Unsubscribe(AccountFeeds feeds, AccountRequest request, CallContext call, bool onlyOrderStates)
    {
        var who = await _oms.Identify(call.Caller, call.Cancellation);
        if (!who.IsAnswered)
            return WireAnswer.Of(who.Refusal);
        if (request.OmsId is null)
            return WireAnswer.Refused(OmsCode.InvalidRequest, "OMSId");
        if (request.AccountId is not > 0)
            return WireAnswer.Refused(OmsCode.InvalidRequest, "AccountId");
        return request.OmsId == _omsId.Value
            ? await feeds.Unsubscribe(new AccountId(request.AccountId.Value), onlyOrderStates)
            : WireAnswer.Refused(OmsCode.ResourceNotFound, "no such OMS");
    }

    /// <summary>A call that needs a session. The engine decides who may; only a malformed request never gets there, so the session is looked at here before that is said.</summary>
    private void OfSession<TRequest, TAnswer>(
        string name,
        Func<Fields, TRequest> read,
        Func<Caller, TRequest, CancellationToken, Task<TAnswer>> ask,
        Func<TAnswer, WireAnswer> answer,
        bool isCancel = false,
        SessionEffect session = SessionEffect.None) =>
        Add(new WireCall(name, async call =>
        {
            var request = read(call.Fields);
            return call.Fields.Fault is null ? answer(await ask(call.Caller, request, call.Cancellation)) : await Malformed(call);
        }) { IsCancel = isCancel, Session = session });

    /// <summary>A call that concerns the connection it comes over, and needs a session as well.</summary>
    private void OfConnection<TRequest>(string name, Func<Fields, TRequest> read, Func<AccountFeeds, TRequest, CallContext, Task<WireAnswer>> answer) =>
        Add(new WireCall(name, async call =>
        {
            var request = read(call.Fields);
            return call.Fields.Fault is null ? await answer(call.Feeds!, request, call) : await Malformed(call);
        }) { Over = Transport.WebSocket });

    /// <summary>A call that needs no session. It says itself what is malformed.</summary>
    private void OfAnyone(string name, Func<CallContext, Task<WireAnswer>> answer, Transport over = Transport.Both, SessionEffect session = SessionEffect.None) =>
        Add(new WireCall(name, call =>
            call.Fields.Fault is { } fault ? Task.FromResult(WireAnswer.Refused(OmsCode.InvalidRequest, fault)) : answer(call)) { Over = over, Session = session });

    private void Add(WireCall call) => _calls.Add(call.Name, call);

    private async Task<WireAnswer> Malformed(CallContext call)
    {
        var who = await _oms.Identify(call.Caller, call.Cancellation);
        return who.IsAnswered ? WireAnswer.Refused(OmsCode.InvalidRequest, call.Fields.Fault) : WireAnswer.Of(who.Refusal);
    }
}
