using Oms.Actors.Api;
using Oms.Host.Wire;

namespace Oms.Host.Calls;

/// <summary>The calls that this host knows, by name, without regard to case: how each is read, asked and answered.</summary>
internal sealed class CallTable
{
    private readonly Dictionary<string, WireCall> _calls = new(StringComparer.OrdinalIgnoreCase);

    public CallTable(
        IOms oms,
        LoginCall login,
        OrderReads orders,
        TradeReads trades,
        CatalogueReads catalogue,
        AdministrationCalls administration,
        SubscriptionCalls subscriptions,
        HostSettings settings)
    {
        var forms = new CallForms(oms);
        var accounts = new AccountJson(settings.OmsId);

        Add(forms.OfSession("CancelOrder", Requests.CancelOrder, oms.CancelOrder, WireAnswer.Of) with { IsCancel = true });
        Add(forms.OfSession("CancelAllOrders", Requests.CancelAllOrders, oms.CancelAllOrders, WireAnswer.Of) with { IsCancel = true });
        Add(new CancelListCall(oms).Of(forms));
        Add(forms.OfSession("SendOrder", Requests.SendOrder, oms.SendOrder, SendOrderJson.Answer));
        Add(forms.OfSession("CancelReplaceOrder", Requests.CancelReplaceOrder, oms.CancelReplaceOrder, CancelReplaceOrderJson.Answer));
        Add(forms.OfSession("ModifyOrder", Requests.ModifyOrder, oms.ModifyOrder, WireAnswer.Of));
        Add(forms.OfSession("GetOrderStatus", Requests.GetOrderStatus, orders.Status, answer => answer));
        Add(forms.OfSession("GetOpenOrders", Requests.Account, orders.Open, answer => answer));
        Add(forms.OfSession("GetOrdersHistory", Requests.GetOrdersHistory, orders.History, answer => answer));
        Add(forms.OfSession("GetOrderHistory", Requests.GetOrdersHistory, orders.History, answer => answer));
        Add(forms.OfSession("GetOrderHistoryByOrderId", Requests.GetOrderHistoryByOrderId, orders.States, answer => answer));
        Add(forms.OfSession("GetTradesHistory", Requests.GetTradesHistory, trades.History, answer => answer));
        Add(forms.OfSession("GetAccountTrades", Requests.GetTradesHistory, trades.History, answer => answer));

        Add(forms.OfSession("GetAccountInfo", Requests.Account, oms.GetAccountInfo, answer => WireAnswer.Of(answer, accounts.Write)));
        Add(forms.OfSession("GetAccountPositions", Requests.Account, catalogue.Positions, answer => answer));
        Add(forms.OfSession("GetUserAccounts", Requests.User, oms.GetUserAccounts, answer => WireAnswer.OfList(answer, (json, account) => json.WriteNumberValue(account.Value))));
        Add(forms.OfSession("GetUserAccountInfos", Requests.User, oms.GetUserAccountInfos, answer => WireAnswer.OfList(answer, accounts.Write)));
        Add(forms.OfSession("GetUserPermissions", Requests.User, oms.GetUserPermissions, answer => WireAnswer.Of(answer, AccountJson.WritePermissions)));

        Add(CallForms.OfAnyone("GetInstruments", call => catalogue.Instruments(Requests.OmsId(call.Fields), call)));
        Add(CallForms.OfAnyone("GetProducts", call => catalogue.Products(Requests.OmsId(call.Fields), call)));
        Add(CallForms.OfAnyone("Ping", _ => Task.FromResult(new WireAnswer(OmsCode.Success, EnvelopeJson.WritePong))));

        Add(CallForms.OfAnyone("Authenticate", login.Authenticate) with { Over = Transport.Http, Session = SessionEffect.Opens });
        Add(CallForms.OfAnyone("AuthenticateUser", login.Authenticate) with { Session = SessionEffect.Opens });
        Add(CallForms.OfAnyone("WebAuthenticateUser", login.WebAuthenticate) with { Over = Transport.WebSocket, Session = SessionEffect.Opens });
        Add(forms.OfSession("LogOut", _ => true, (caller, _, cancellation) => oms.LogOut(caller, cancellation), WireAnswer.Of) with { Session = SessionEffect.Ends });

        foreach (var call in subscriptions.All(forms).Concat(administration.All(forms)))
            Add(call);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<WireCall> All => _calls.Values;

    public WireCall? Find(string name) => _calls.GetValueOrDefault(name);

    private void Add(WireCall call) => _calls.Add(call.Name, call);
}
