using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>
/// A host with the demo and two users more: <c>nobody</c>, who is associated with account 7 and has no permission, and <c>spare</c>, whom operators may do anything to.
/// Knows a value for every field, with which its call means something here.
/// </summary>
public sealed class DocumentedHost : IAsyncLifetime
{
    private const string Everyone = "";

    private readonly Dictionary<(string Call, string Field), string> _values = new()
    {
        [(Everyone, "OMSId")] = "1",
        [(Everyone, "AccountId")] = "7",
        [(Everyone, "InstrumentId")] = "1",
        [(Everyone, "ClientOrderId")] = "42",
        [(Everyone, "Side")] = "\"Buy\"",
        [(Everyone, "OrderType")] = "\"Limit\"",
        [(Everyone, "Quantity")] = "1",
        [(Everyone, "LimitPrice")] = "100",
        [(Everyone, "UserName")] = "\"spare\"",
        [(Everyone, "Password")] = "\"eight or more\"",
        [(Everyone, "Permission")] = "\"Trading\"",
        [(Everyone, "AccountName")] = "\"New\"",
        [(Everyone, "ProductId")] = "1",
        [(Everyone, "Amount")] = "1",
        [(Everyone, "Reference")] = "\"one\"",
        [(Everyone, "Product")] = "\"EUR\"",
        [(Everyone, "ProductFullName")] = "\"Euro\"",
        [(Everyone, "DecimalPlaces")] = "2",
        [(Everyone, "ProductType")] = "\"NationalCurrency\"",
        [(Everyone, "Symbol")] = "\"USDBTC\"",
        [(Everyone, "Product1")] = "1",
        [(Everyone, "Product2")] = "2",
        [(Everyone, "QuantityIncrement")] = "0.01",
        [(Everyone, "PriceIncrement")] = "0.01",
        [(Everyone, "MaximumQuantity")] = "1000",
        [(Everyone, "SessionStatus")] = "\"Running\"",
        [(Everyone, "Outcome")] = "\"Refused\"",
        [(Everyone, "Enabled")] = "false",
        [("CreateUser", "UserName")] = "\"somebody\"",
        [("AddProduct", "ProductId")] = "3",
        [("AddInstrument", "InstrumentId")] = "2",
        [("Withdraw", "Reference")] = "\"two\"",
    };

    private readonly Dictionary<string, string> _tokens = [];

    internal WireHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await WireHost.Start();
        await Create("nobody");
        await Ask("AddUserAccount", """{"UserName":"nobody","AccountId":7}""", "operator");
        _values[(Everyone, "UserId")] = (await Create("spare")).GetProperty("UserId").GetInt32().ToString(CultureInfo.InvariantCulture);
        var placed = await Ask("SendOrder", """{"OMSId":1,"AccountId":7,"InstrumentId":1,"Side":0,"OrderType":2,"Quantity":1,"LimitPrice":100,"ClientOrderId":42}""", "trader");
        _values[("CancelReplaceOrder", "OrderIdToReplace")] = _values[("ModifyOrder", "OrderId")] = await Closed();
        _values[(Everyone, "OrderId")] = placed.GetProperty("OrderId").GetInt64().ToString(CultureInfo.InvariantCulture);
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    /// <summary>A request of these fields, and of others with a value of the test's.</summary>
    internal string Request(DocumentedCall call, IEnumerable<DocumentedField> fields, params IReadOnlyList<(string Name, string Json)> others) =>
        $$"""{{{string.Join(",", fields.Select(field => (field.Name, Json: Value(call, field))).Where(given => others.All(other => other.Name != given.Name)).Concat(others)
            .Select(given => $"\"{given.Name}\":{given.Json}"))}}}""";

    /// <summary>Asks over HTTP where the call has it, else over WebSocket; null is a caller without a session.</summary>
    internal async Task<JsonElement> Ask(DocumentedCall call, string request, string? user)
    {
        var token = user is null ? null : await Token(user, isSpent: call.Name == "LogOut");
        return call.IsOverHttp ? await Host.Post(call.Name, request, token) : await OverWebSocket(call.Name, request, token);
    }

    internal async Task<JsonElement> Ask(string call, string request, string user) => await Host.Post(call, request, await Token(user, isSpent: false));

    /// <summary>Asks over WebSocket, on a connection that takes up this session.</summary>
    internal async Task<JsonElement> OverWebSocket(string call, string request, string? token = null)
    {
        await using var client = await Host.Connect();
        if (token is not null)
            await client.Call("WebAuthenticateUser", $$"""{"SessionToken":"{{token}}"}""");
        return await client.Call(call, request);
    }

    /// <summary>The code of an answer; what has none is a success.</summary>
    internal static int CodeOf(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("errorcode", out var code) ? code.GetInt32() : 0;

    private string Value(DocumentedCall call, DocumentedField field) => _values.GetValueOrDefault((call.Name, field.Name)) ?? _values[(Everyone, field.Name)];

    private async Task<string> Token(string user, bool isSpent)
    {
        if (isSpent)
            return await Host.Token(user);
        return _tokens.TryGetValue(user, out var token) ? token : _tokens[user] = await Host.Token(user);
    }

    /// <summary>An order that stays as it is, however often it is asked to change.</summary>
    private async Task<string> Closed()
    {
        var placed = await Ask("SendOrder", """{"OMSId":1,"AccountId":7,"InstrumentId":1,"Side":0,"OrderType":2,"Quantity":1,"LimitPrice":100}""", "trader");
        var order = placed.GetProperty("OrderId").GetInt64().ToString(CultureInfo.InvariantCulture);
        await Ask("CancelOrder", $$"""{"OMSId":1,"OrderId":{{order}}}""", "trader");
        return order;
    }

    private Task<JsonElement> Create(string user) => Ask("CreateUser", $$"""{"UserName":"{{user}}","Password":"{{user}}-demo"}""", "operator");
}
