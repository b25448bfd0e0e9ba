using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Oms.Actors.Tests.Clients;

/// <summary>The demo's trader of account 7, over HTTP.</summary>
internal sealed class Trader : IDisposable
{
    private readonly HttpClient _http;

    private Trader(HttpClient http) => _http = http;

    public static async Task<Trader> LogIn(Uri address)
    {
        var trader = new Trader(new HttpClient { BaseAddress = new Uri(address, "/AP/") });
        trader._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("trader:trader-demo")));
        var session = await trader.Get("Authenticate");
        trader._http.DefaultRequestHeaders.Authorization = null;
        trader._http.DefaultRequestHeaders.Add("APToken", session.GetProperty("SessionToken").GetString());
        return trader;
    }

    public async Task<JsonElement> Get(string call) => await _http.GetFromJsonAsync<JsonElement>(call);

    public async Task<JsonElement> Post(string call, object request)
    {
        using var response = await _http.PostAsJsonAsync(call, request, JsonSerializerOptions.Strict);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The id of the order when it was accepted.</summary>
    public async Task<long?> Place(decimal price)
    {
        var answer = await Post("SendOrder", new { OMSId = 1, AccountId = 7, InstrumentId = 1, Side = "Buy", OrderType = "Limit", Quantity = 0.01m, LimitPrice = price });
        return answer.TryGetProperty("OrderId", out var id) ? id.GetInt64() : null;
    }

    public async Task<bool> Cancel(long order) => (await Post("CancelOrder", new { OMSId = 1, OrderId = order })).GetProperty("result").GetBoolean();

    /// <summary>The order's state; null when the answer is a refusal.</summary>
    public async Task<string?> StateOf(long order) =>
        (await Get($"GetOrderStatus?OMSId=1&AccountId=7&OrderId={order}")).TryGetProperty("OrderState", out var state) ? state.GetString() : null;

    /// <summary>What the open orders of the account may spend, in dollars; null when the answer is a refusal.</summary>
    public async Task<decimal?> NeedsOfOpenOrders()
    {
        var open = await Get("GetOpenOrders?OMSId=1&AccountId=7");
        return open.ValueKind == JsonValueKind.Array ? open.EnumerateArray().Sum(order => order.GetProperty("Price").GetDecimal() * order.GetProperty("Quantity").GetDecimal()) : null;
    }

    /// <summary>Amount and hold of the account's dollars; null when the answer is a refusal.</summary>
    public async Task<(decimal Amount, decimal Hold)?> Dollars()
    {
        var positions = await Get("GetAccountPositions?OMSId=1&AccountId=7");
        if (positions.ValueKind != JsonValueKind.Array)
            return null;
        var dollars = positions.EnumerateArray().Single(position => position.GetProperty("ProductSymbol").GetString() == "USD");
        return (dollars.GetProperty("Amount").GetDecimal(), dollars.GetProperty("Hold").GetDecimal());
    }

    public void Dispose() => _http.Dispose();
}
