using System.Text;
using System.Text.Json;
using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>A request that is good JSON, of whom it comes, and how it is answered.</summary>
internal sealed record BadRequest(string Call, Sender Sender, string Json, string Answer)
{
    public byte[] Body => Encoding.UTF8.GetBytes(Json);
}

/// <summary>Requests that name what is not there, is not theirs, does not agree, is missing or beyond the limits.</summary>
internal static class BadRequests
{
    /// <summary>An open order of account 7, with client id 41.</summary>
    public const long Open = 1;

    /// <summary>An open order of account 8, with client id 42.</summary>
    public const long Foreign = 2;

    /// <summary>A canceled order of account 7, with client id 43.</summary>
    public const long Canceled = 3;

    /// <summary>An open order of account 7, with client id 44.</summary>
    public const long AlsoOpen = 4;

    private const string NoOrder = "no such order";
    private const string NoClientOrder = "no order of this account has this ClientOrderId";

    private static readonly Dictionary<string, BadRequest> Rows = [];

    static BadRequests()
    {
        AddCancels();
        AddSweeps();
        AddPlaces();
        AddReads();
        AddAdministration();
        AddLogins();
    }

    public static TheoryData<string> Names => [.. Rows.Keys];

    public static BadRequest Named(string name) => Rows[name];

    public static string Refusal(OmsCode code, string? detail = null) => Envelope(Receipt.Refused(code, detail));

    private static void AddCancels()
    {
        foreach (var call in new[] { "CancelOrder", "GetOrderStatus" })
        {
            Malformed(call, "{}", "OMSId");
            Malformed(call, """{"OMSId":null,"OrderId":1}""", "OMSId");
            Malformed(call, """{"OrderId":1}""", "OMSId");
            Malformed(call, """{"OMSId":1}""", "OrderId");
            Malformed(call, """{"OMSId":1,"AccountId":7}""", "OrderId");
            Malformed(call, """{"OMSId":1,"AccountId":0,"ClientOrderId":0,"OrderId":0}""", "OrderId");
            Malformed(call, """{"OMSId":1,"ClientOrderId":41}""", "AccountId");
            Malformed(call, """{"OMSId":1,"AccountId":7,"ClientOrderId":41,"ClOrderId":44}""", "ClOrderId: differs from its synonym ClientOrderId");
            NotFound(call, """{"OMSId":2,"OrderId":1}""", "no such OMS");
            NotFound(call, """{"OMSId":0,"OrderId":1}""", "no such OMS");
            NotFound(call, """{"OMSId":2147483647,"OrderId":1}""", "no such OMS");
            NotFound(call, """{"OMSId":1,"OrderId":5}""", NoOrder);
            NotFound(call, """{"OMSId":1,"OrderId":999999999}""", NoOrder);
            NotFound(call, """{"OMSId":1,"OrderId":9223372036854775807}""", NoOrder);
            NotFound(call, """{"OMSId":1,"AccountId":7,"ClientOrderId":999}""", NoClientOrder);
            NotFound(call, """{"OMSId":1,"AccountId":7,"ClientOrderId":42}""", NoClientOrder);
            NotFound(call, """{"OMSId":1,"AccountId":7,"OrderId":2}""", NoOrder);
            NotFound(call, """{"OMSId":1,"AccountId":8,"OrderId":1}""", NoOrder, Sender.Operator);
            NotFound(call, """{"OMSId":1,"ClientOrderId":44,"OrderId":1}""", NoOrder);
            NotFound(call, """{"OMSId":1,"AccountId":7,"ClientOrderId":44,"OrderId":1}""", NoOrder);
            NotFound(call, """{"OMSId":1,"AccountId":99,"ClientOrderId":41}""", "no such account", Sender.Operator);
            Forbidden(call, """{"OMSId":1,"AccountId":8,"OrderId":1}""");
            Forbidden(call, """{"OMSId":1,"AccountId":8,"ClientOrderId":42}""");
            Forbidden(call, """{"OMSId":1,"AccountId":2147483647,"OrderId":1}""");
            Forbidden(call, """{"OMSId":1,"OrderId":2}""");
        }

        NotFound("CancelOrder", """{"OMSId":1,"OrderId":3}""", "Canceled");
        NotFound("CancelOrder", """{"OMSId":1,"AccountId":7,"ClientOrderId":43}""", "Canceled");
        Forbidden("CancelOrder", """{"OMSId":1,"OrderId":1}""", Sender.Viewer);
    }

    private static void AddSweeps()
    {
        Malformed("CancelAllOrders", "{}", "OMSId");
        Forbidden("CancelAllOrders", """{"OMSId":1}""");
        Forbidden("CancelAllOrders", """{"OMSId":1,"AccountId":0,"UserId":0}""");
        NotFound("CancelAllOrders", """{"OMSId":1,"UserId":999}""", "no such user", Sender.Operator);
        Malformed("CancelAllOrders", """{"OMSId":1,"AccountId":7,"InstrumentId":1,"IntrumentId":2}""", "IntrumentId: differs from its synonym InstrumentId");
        NotFound("CancelAllOrders", """{"OMSId":2,"AccountId":7}""", "no such OMS");
        NotFound("CancelAllOrders", """{"OMSId":1,"AccountId":7,"InstrumentId":99}""", "no such instrument");
        NotFound("CancelAllOrders", """{"OMSId":1,"AccountId":99}""", "no such account", Sender.Operator);
        Forbidden("CancelAllOrders", """{"OMSId":1,"AccountId":8}""");
        Forbidden("CancelAllOrders", """{"OMSId":1,"AccountId":7}""", Sender.Viewer);
    }

    private static void AddPlaces()
    {
        foreach (var field in new[] { "OMSId", "AccountId", "InstrumentId", "Side", "OrderType", "Quantity", "LimitPrice" })
            Malformed("SendOrder", Order(field, null), field);
        foreach (var quantity in new[] { "0", "-1", "0.000000001", "1000000.00000001", "7922816251426433759354395033", "1e27", "-1e28" })
            Malformed("SendOrder", Order("Quantity", quantity), "Quantity");
        foreach (var price in new[] { "0", "-100", "0.001", "\"-0.01\"", "1e28" })
            Malformed("SendOrder", Order("LimitPrice", price), "LimitPrice");
        Add("SendOrder", Sender.Trader, Order("InstrumentId", "99"), Envelope(new Receipt(false, "Invalid InstrumentId: 99", OmsCode.InvalidRequest, null)));
        foreach (var (field, value) in new[] { ("OrderType", "1"), ("OrderType", "\"StopLimit\""), ("TimeInForce", "3"), ("Side", "2"), ("Side", "\"Unknown\"") })
            Add("SendOrder", Sender.Trader, Order(field, value), Refusal(OmsCode.OperationNotSupported));
        Malformed("SendOrder", Order("TimeInForce", "6"), "ExpireTime");
        foreach (var expires in new[] { "0", "1", "1577836800", "1577836800000", "253402300799999" })
            Malformed("SendOrder", Order("TimeInForce", $"6,\"ExpireTime\":{expires}"), "ExpireTime");
        Malformed("SendOrder", Order("ExpireTime", "253402300799999"), "ExpireTime");
        NotFound("SendOrder", Order("OMSId", "2"), "no such OMS");
        NotFound("SendOrder", Order("AccountId", "99"), "no such account", Sender.Operator);
        Forbidden("SendOrder", Order("AccountId", "8"));
        Forbidden("SendOrder", Order("AccountId", "99"));
        Forbidden("SendOrder", Order("Quantity", "1"), Sender.Viewer);
        Rejected(Order("Quantity", "500000"), "Not_Enough_Funds");
        Rejected(Order("ClientOrderId", "41"), "Invalid_ClientOrderId");
    }

    private static void AddReads()
    {
        foreach (var call in new[] { "GetOpenOrders", "GetOrdersHistory", "GetTradesHistory", "GetAccountTrades", "GetAccountInfo", "GetAccountPositions" })
        {
            Malformed(call, "{}", "OMSId");
            Malformed(call, """{"OMSId":1}""", "AccountId");
            Malformed(call, """{"OMSId":1,"AccountId":0}""", "AccountId");
            NotFound(call, """{"OMSId":2,"AccountId":7}""", "no such OMS");
            NotFound(call, """{"OMSId":1,"AccountId":99}""", "no such account", Sender.Operator);
            Forbidden(call, """{"OMSId":1,"AccountId":8}""");
            Forbidden(call, """{"OMSId":1,"AccountId":8}""", Sender.Viewer);
        }

        foreach (var (field, value) in new[] { ("Depth", 0), ("Depth", 1001), ("Depth", int.MaxValue), ("StartIndex", 10_001) })
        {
            Malformed("GetOrdersHistory", $$"""{"OMSId":1,"AccountId":7,"{{field}}":{{value}}}""", field);
            Malformed("GetTradesHistory", $$"""{"OMSId":1,"AccountId":7,"{{field}}":{{value}}}""", field);
        }

        foreach (var call in new[] { "GetUserAccounts", "GetUserAccountInfos", "GetUserPermissions" })
        {
            NotFound(call, """{"OMSId":2}""", "no such OMS");
            NotFound(call, """{"UserId":999}""", "no such user", Sender.Operator);
            NotFound(call, """{"UserName":"nobody"}""", "no such user", Sender.Operator);
            NotFound(call, """{"UserId":1,"UserName":"operator"}""", "no such user", Sender.Operator);
            Malformed(call, """{"UserName":"no body"}""", "UserName");
            Malformed(call, """{"UserName":"trader\u0000"}""", "UserName");
            Forbidden(call, """{"UserName":"operator"}""");
            Forbidden(call, """{"UserId":999}""");
        }

        foreach (var call in new[] { "GetInstruments", "GetProducts" })
        {
            Malformed(call, "{}", "OMSId", Sender.Nobody);
            NotFound(call, """{"OMSId":2}""", "no such OMS", Sender.Nobody);
        }
    }

    private static void AddAdministration()
    {
        foreach (var name in new[] { "\"\\u0000\"", "\"a\\u0000b\"", "\" \"", "\"a\\nb\"", "\"\\ufffd\"", $"\"{new string('x', 101)}\"" })
        {
            Malformed("AddAccount", $$"""{"AccountName":{{name}}}""", "AccountName", Sender.Operator);
            Malformed("CreateUser", $$"""{"UserName":{{name}},"Password":"long enough"}""", "UserName", Sender.Operator);
            Malformed("RemoveUser", $$"""{"UserName":{{name}}}""", "UserName", Sender.Operator);
            Malformed("Deposit", $$"""{"AccountId":7,"ProductId":1,"Amount":1,"Reference":{{name}}}""", "Reference", Sender.Operator);
        }

        foreach (var call in new[] { "Deposit", "Withdraw" })
        {
            Malformed(call, "{}", "AccountId", Sender.Operator);
            Malformed(call, """{"AccountId":7,"Amount":1,"Reference":"x"}""", "ProductId", Sender.Operator);
            foreach (var amount in new[] { "0", "-1", "0.001", "1e28" })
                Malformed(call, $$"""{"AccountId":7,"ProductId":1,"Amount":{{amount}},"Reference":"x"}""", "Amount", Sender.Operator);
            NotFound(call, """{"AccountId":7,"ProductId":99,"Amount":1,"Reference":"x"}""", "no such product", Sender.Operator);
            NotFound(call, """{"AccountId":99,"ProductId":1,"Amount":1,"Reference":"x"}""", "no such account", Sender.Operator);
        }

        Malformed("CreateUser", """{"UserName":"short","Password":"short"}""", "Password", Sender.Operator);
        Malformed("RemoveUser", "{}", "UserId", Sender.Operator);
        Malformed("AddUserPermission", """{"UserId":1}""", "Permission: not given", Sender.Operator);
        Malformed("AddUserPermission", """{"UserId":1,"Permission":0}""", "Permission: not given", Sender.Operator);
        Malformed("SetInstrumentStatus", """{"InstrumentId":1}""", "SessionStatus: not given", Sender.Operator);
        NotFound("SetInstrumentStatus", """{"InstrumentId":99,"SessionStatus":3}""", "no such instrument", Sender.Operator);
        NotFound("AddUserAccount", """{"UserName":"trader","AccountId":99}""", "no such account", Sender.Operator);
        NotFound("RemoveUser", """{"UserId":1,"UserName":"operator"}""", "no such user", Sender.Operator);
        NotFound("SetUserPassword", """{"UserId":999,"Password":"long enough"}""", "no such user", Sender.Operator);
        NotFound("RemoveUser", """{"OMSId":2,"UserName":"trader"}""", "no such OMS", Sender.Operator);
        AddControl();
    }

    private static void AddControl()
    {
        Malformed("HaltAndCancel", "{}", "InstrumentId: not given", Sender.Operator);
        NotFound("HaltAndCancel", """{"InstrumentId":99}""", "no such instrument", Sender.Operator);
        foreach (var call in new[] { "SuspendAccount", "ResumeAccount", "GetPendingCancels" })
        {
            Malformed(call, "{}", "AccountId", Sender.Operator);
            NotFound(call, """{"AccountId":99}""", "no such account", Sender.Operator);
            NotFound(call, """{"OMSId":2,"AccountId":7}""", "no such OMS", Sender.Operator);
        }

        Malformed("GetOrderRecord", "{}", "OrderId", Sender.Operator);
        NotFound("GetOrderRecord", """{"OrderId":5}""", NoOrder, Sender.Operator);
        NotFound("GetOrderRecord", """{"OrderId":999999999}""", NoOrder, Sender.Operator);
        Malformed("ForceCancelOutcome", """{"OrderId":1}""", "Outcome: not given", Sender.Operator);
        Malformed("ForceCancelOutcome", """{"Outcome":1}""", "OrderId", Sender.Operator);
        NotFound("ForceCancelOutcome", """{"OrderId":1,"Outcome":1}""", "no cancel of this order is pending", Sender.Operator);
        NotFound("ForceCancelOutcome", """{"OrderId":999999999,"Outcome":1}""", NoOrder, Sender.Operator);
    }

    private static void AddLogins()
    {
        const string failed = """{"Authenticated":false,"Locked":false,"errormsg":"Invalid username or password"}""";
        Add("AuthenticateUser", Sender.Nobody, "{}", failed);
        Add("AuthenticateUser", Sender.Nobody, """{"UserName":"trader"}""", failed);
        Add("AuthenticateUser", Sender.Nobody, """{"UserName":"trader\u0000","Password":"trader-demo"}""", failed);
        Add("AuthenticateUser", Sender.Nobody, """{"UserName":"viewer","Password":"viewer-demo\u0000"}""", failed);
    }

    private static void Malformed(string call, string json, string detail, Sender sender = Sender.Trader) => Add(call, sender, json, Refusal(OmsCode.InvalidRequest, detail));

    private static void NotFound(string call, string json, string detail, Sender sender = Sender.Trader) => Add(call, sender, json, Refusal(OmsCode.ResourceNotFound, detail));

    private static void Forbidden(string call, string json, Sender sender = Sender.Trader) => Add(call, sender, json, Refusal(OmsCode.NotAuthorized));

    private static void Rejected(string json, string why) =>
        Add("SendOrder", Sender.Trader, json, $$"""{"status":"Rejected","errormsg":"{{why}}","errorcode":101}""");

    private static void Add(string call, Sender sender, string json, string answer) => Rows.Add($"{call} by {sender}: {json}", new BadRequest(call, sender, json, answer));

    /// <summary>An order that would be accepted but for one field, which is left out or has another value.</summary>
    private static string Order(string field, string? value)
    {
        var fields = BadFields.OfCall["SendOrder"].Where(each => each.Good is not null && each.Name != field && each.Name != "ClientOrderId").Select(each => (each.Name, each.Good));
        if (value is not null)
            fields = fields.Append((field, value));
        return $$"""{{{string.Join(',', fields.Select(each => $"\"{each.Item1}\":{each.Item2}"))}}}""";
    }

    private static string Envelope(Receipt receipt) => JsonSerializer.Serialize(new
    {
        result = receipt.Result,
        errormsg = receipt.ErrorMsg,
        errorcode = (int)receipt.ErrorCode,
        detail = receipt.Detail,
    });
}
