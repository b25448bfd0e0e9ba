using System.Globalization;
using System.Text.Json;
using Oms.Faults.Stage;

namespace Oms.Faults.Clients;

/// <summary>Sets the market, the traders and their accounts up, over the wire, as an operator would. Each step may be repeated, and is until it is done.</summary>
internal sealed class Operator
{
    /// <summary>What each account gets: enough for all that a round places.</summary>
    public const decimal Funds = 1_000_000;

    public const string Password = "a-trader-of-the-test";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan StepPatience = TimeSpan.FromMinutes(2);

    private readonly IReadOnlyList<Node> _nodes;
    private readonly string _token;

    private Operator(IReadOnlyList<Node> nodes, string token) => (_nodes, _token) = (nodes, token);

    public static async Task<Operator> LogIn(IReadOnlyList<Node> nodes)
    {
        var @operator = new Operator(nodes, "");
        var login = await @operator.Until("AuthenticateUser", $$"""{"UserName":"{{Theatre.OperatorName}}","Password":"{{Theatre.OperatorPassword}}"}""", answer => answer.TryGetProperty("SessionToken", out _));
        return new Operator(nodes, login.GetProperty("SessionToken").GetString()!);
    }

    public async Task OpenMarket()
    {
        await Done("AddProduct", """{"ProductId":1,"Product":"USD","ProductFullName":"US dollar","DecimalPlaces":2,"ProductType":"NationalCurrency"}""");
        await Done("AddProduct", """{"ProductId":2,"Product":"BTC","ProductFullName":"Bitcoin","DecimalPlaces":8,"ProductType":"CryptoCurrency"}""");
        await Done("AddInstrument", """{"InstrumentId":1,"Symbol":"BTCUSD","Product1":2,"Product2":1,"QuantityIncrement":0.00000001,"PriceIncrement":0.01,"MaximumQuantity":1000}""");
    }

    /// <summary>A user who may trade; one who is there already stays.</summary>
    public async Task AddTrader(string name)
    {
        await Until("CreateUser", $$"""{"UserName":"{{name}}","Password":"{{Password}}"}""", answer => answer.TryGetProperty("UserId", out _) || Text(answer) == "the name is taken");
        await Done("AddUserPermission", $$"""{"UserName":"{{name}}","Permission":"Trading"}""");
    }

    /// <summary>An account of this number with money in it, which these users may trade for.</summary>
    public async Task OpenAccount(int account, IEnumerable<string> traders)
    {
        await Until("AddAccount", string.Create(CultureInfo.InvariantCulture, $$"""{"AccountName":"account {{account}}","AccountId":{{account}}}"""), answer => answer.TryGetProperty("AccountId", out _));
        await Done("Deposit", string.Create(CultureInfo.InvariantCulture, $$"""{"AccountId":{{account}},"ProductId":1,"Amount":{{Funds}},"Reference":"first"}"""));
        foreach (var trader in traders)
            await Done("AddUserAccount", string.Create(CultureInfo.InvariantCulture, $$"""{"UserName":"{{trader}}","AccountId":{{account}}}"""));
    }

    private Task<JsonElement> Done(string call, string payload) =>
        Until(call, payload, answer => answer.TryGetProperty("result", out var result) && result.GetBoolean());

    private async Task<JsonElement> Until(string call, string payload, Predicate<JsonElement> isDone)
    {
        var (attempt, last) = (0, "no answer");
        JsonElement found = default;
        async Task<bool> Try()
        {
            try
            {
                await using var wire = HttpWire.To(_nodes[attempt++ % _nodes.Count].Clients, _token.Length == 0 ? null : _token, Patience);
                var answer = await wire.Call(call, payload);
                last = answer.GetRawText();
                found = answer;
                return isDone(answer);
            }
            catch (WireLostException lost)
            {
                last = lost.Message;
                return false;
            }
        }

        return await Pause.Until(Try, StepPatience, TimeSpan.FromMilliseconds(300)) ? found : throw new InvalidOperationException($"{call} can't be done: {last}");
    }

    private static string? Text(JsonElement answer) => answer.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
}
