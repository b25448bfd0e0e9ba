using Oms.Actors.Api;
using Oms.Host.Wire;

namespace Oms.Host.Http;

/// <summary>The calls that this host knows, by name, without regard to case: how each is read, asked and answered.</summary>
internal sealed class CallTable
{
    private readonly Dictionary<string, WireCall> _calls = new(StringComparer.OrdinalIgnoreCase);
    private readonly IOms _oms;

    public CallTable(IOms oms, LoginCall login, CatalogueReads catalogue, HostSettings settings)
    {
        _oms = oms;
        var orders = new OrderJson(settings.OmsId);

        OfSession("CancelOrder", Requests.CancelOrder, _oms.CancelOrder, WireAnswer.Of);
        OfSession("CancelAllOrders", Requests.CancelAllOrders, _oms.CancelAllOrders, WireAnswer.Of);
        OfSession("SendOrder", Requests.SendOrder, _oms.SendOrder, SendOrderJson.Answer);
        OfSession("GetOrderStatus", Requests.GetOrderStatus, _oms.GetOrderStatus, answer => WireAnswer.Of(answer, orders.Write));
        OfSession("GetOpenOrders", Requests.Account, _oms.GetOpenOrders, answer => WireAnswer.OfList(answer, orders.Write));
        OfSession("GetOrdersHistory", Requests.GetOrdersHistory, _oms.GetOrdersHistory, answer => WireAnswer.Of(answer, orders.WriteHistory));
        OfSession("GetAccountPositions", Requests.Account, catalogue.Positions, answer => answer);
        OfSession("GetUserAccounts", Requests.GetUserAccounts, _oms.GetUserAccounts, answer => WireAnswer.OfList(answer, (json, account) => json.WriteNumberValue(account.Value)));
        OfSession("LogOut", _ => true, (caller, _, cancellation) => _oms.LogOut(caller, cancellation), WireAnswer.Of);

        OfAnyone("GetInstruments", call => catalogue.Instruments(Requests.OmsId(call.Fields), call));
        OfAnyone("GetProducts", call => catalogue.Products(Requests.OmsId(call.Fields), call));
        OfAnyone("Ping", _ => Task.FromResult(new WireAnswer(OmsCode.Success, EnvelopeJson.WritePong)));
        OfAnyone("Authenticate", login.Answer);
        OfAnyone("AuthenticateUser", login.Answer);
    }

    public WireCall? Find(string name) => _calls.GetValueOrDefault(name);

    /// <summary>A call that needs a session. The engine decides who may; only a malformed request never gets there, so the session is looked at here before that is said.</summary>
    private void OfSession<TRequest, TAnswer>(
        string name,
        Func<Fields, TRequest> read,
        Func<Caller, TRequest, CancellationToken, Task<TAnswer>> ask,
        Func<TAnswer, WireAnswer> answer) =>
        _calls.Add(name, new WireCall(name, async call =>
        {
            var request = read(call.Fields);
            if (call.Fields.Fault is not { } fault)
                return answer(await ask(call.Caller, request, call.Cancellation));
            var who = await _oms.Identify(call.Caller, call.Cancellation);
            return who.IsAnswered ? WireAnswer.Refused(OmsCode.InvalidRequest, fault) : WireAnswer.Of(who.Refusal);
        }));

    /// <summary>A call that needs no session. It says itself what is malformed.</summary>
    private void OfAnyone(string name, Func<CallContext, Task<WireAnswer>> answer) =>
        _calls.Add(name, new WireCall(name, call =>
            call.Fields.Fault is { } fault ? Task.FromResult(WireAnswer.Refused(OmsCode.InvalidRequest, fault)) : answer(call)));
}
