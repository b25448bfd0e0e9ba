using System.Text.Json;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>What an operator does over either protocol, seen by those whom it concerns. Passwords of new users are as those of the demo are: the name and <c>-demo</c>.</summary>
public sealed class AdministrationCallsSpec(SharedWireHost shared) : IClassFixture<SharedWireHost>
{
    private const string Received = """{"result":true,"errormsg":null,"errorcode":0,"detail":null}""";
    private const int NotAuthorized = 20;

    private static int _fresh;

    private WireHost Host => shared.Host;

    [Theory, InlineData(Protocol.Http), InlineData(Protocol.WebSocket)]
    public async Task A_new_user_may_do_nothing_until_he_has_a_permission_and_an_account(Protocol over)
    {
        await using var boss = await Operator(over);
        var name = Fresh("user");
        var created = await boss.Call("CreateUser", $$"""{"UserName":"{{name}}","Password":"{{name}}-demo"}""");
        var id = created.GetProperty("UserId").GetInt32();
        Assert.Equal($$"""{"UserId":{{id}},"UserName":"{{name}}"}""", created.GetRawText());

        await using var user = await WireUser.LogIn(Host, over, name);
        Assert.Equal("[]", await user.Text("GetUserPermissions", "{}"));
        Assert.Equal(NotAuthorized, await user.Code("GetOpenOrders", Of(7)));

        Assert.Equal(Received, await boss.Text("AddUserPermission", $$"""{"UserId":{{id}},"Permission":"AccountReadOnly"}"""));
        Assert.Equal("""["AccountReadOnly"]""", await user.Text("GetUserPermissions", "{}"));
        Assert.Equal(NotAuthorized, await user.Code("GetOpenOrders", Of(7)));

        Assert.Equal(Received, await boss.Text("AddUserAccount", $$"""{"UserName":"{{name}}","AccountId":7}"""));
        Assert.Equal("[7]", await user.Text("GetUserAccounts", "{}"));
        Assert.Equal("[]", await user.Text("GetOpenOrders", Of(7)));
        Assert.Equal(NotAuthorized, await user.Code("GetOpenOrders", Of(8)));
        Assert.Equal("the name is taken", await Detail(boss, "CreateUser", $$"""{"UserName":"{{name.ToUpperInvariant()}}","Password":"long enough"}"""));
    }

    [Theory, InlineData(Protocol.Http), InlineData(Protocol.WebSocket)]
    public async Task A_password_that_is_set_is_the_only_one_that_opens_a_session(Protocol over)
    {
        await using var boss = await Operator(over);
        var (name, _) = await NewTrader(boss);
        Assert.Equal(Received, await boss.Text("SetUserPassword", $$"""{"UserName":"{{name}}","Password":"something else"}"""));
        Assert.False(await LogsIn(name, $"{name}-demo"));
        Assert.True(await LogsIn(name, "something else"));
    }

    [Theory, InlineData(Protocol.Http), InlineData(Protocol.WebSocket)]
    public async Task A_removed_user_is_nobody_at_once_over_both_protocols(Protocol over)
    {
        await using var boss = await Operator(over);
        var (name, account) = await NewTrader(boss);
        await using var byHttp = await WireUser.LogIn(Host, Protocol.Http, name);
        await using var connected = await WireUser.LogIn(Host, Protocol.WebSocket, name);
        Assert.Equal(0, await byHttp.Code("GetOpenOrders", Of(account)) + await connected.Code("GetOpenOrders", Of(account)));

        Assert.Equal(Received, await boss.Text("RemoveUser", $$"""{"UserName":"{{name}}"}"""));

        Assert.Equal(NotAuthorized, await byHttp.Code("GetOpenOrders", Of(account)));
        Assert.Equal(NotAuthorized, await connected.Code("GetOpenOrders", Of(account)));
        Assert.False(await LogsIn(name, $"{name}-demo"));
        Assert.Equal("no such user", await Detail(boss, "GetUserPermissions", $$"""{"UserName":"{{name}}"}"""));
    }

    [Theory]
    [InlineData(Protocol.Http, "RevokeUserPermission", "AddUserPermission", "\"Permission\":\"Trading\"")]
    [InlineData(Protocol.WebSocket, "RevokeUserPermission", "AddUserPermission", "\"Permission\":1")]
    [InlineData(Protocol.Http, "RemoveUserAccount", "AddUserAccount", "\"AccountId\":{0}")]
    [InlineData(Protocol.WebSocket, "RemoveUserAccount", "AddUserAccount", "\"AccountId\":\"{0}\"")]
    public async Task A_right_that_is_taken_is_gone_from_the_answer_on_also_on_a_connection_that_is_open(Protocol over, string take, string give, string what)
    {
        await using var boss = await Operator(over);
        var (name, account) = await NewTrader(boss);
        var right = $"{{\"UserName\":\"{name}\",{what.Replace("{0}", $"{account}", StringComparison.Ordinal)}}}";
        await using var byHttp = await WireUser.LogIn(Host, Protocol.Http, name);
        await using var connected = await WireUser.LogIn(Host, Protocol.WebSocket, name);
        var order = await Place(connected, account);

        Assert.Equal(Received, await boss.Text(take, right));
        foreach (var user in new[] { byHttp, connected })
        {
            Assert.Equal(NotAuthorized, await user.Code("SendOrder", Order(account)));
            Assert.Equal(NotAuthorized, await user.Code("CancelOrder", $$"""{"OMSId":1,"OrderId":{{order}}}"""));
            Assert.Equal(NotAuthorized, await user.Code("CancelAllOrders", Of(account)));
            Assert.Equal(NotAuthorized, await user.Code("GetOpenOrders", Of(account)));
        }

        Assert.Equal(Received, await boss.Text(give, right));
        Assert.Equal(Received, await connected.Text("CancelOrder", $$"""{"OMSId":1,"OrderId":{{order}}}"""));
    }

    [Theory, InlineData(Protocol.Http), InlineData(Protocol.WebSocket)]
    public async Task An_account_is_opened_under_the_id_chosen_or_under_the_next_free_one(Protocol over)
    {
        await using var boss = await Operator(over);
        var next = (await boss.Call("AddAccount", """{"AccountName":"first"}""")).GetProperty("AccountId").GetInt32();
        var chosen = next + 5;
        var opened = $$"""{"AccountId":{{chosen}},"AccountName":"Käse & Söhne"}""";
        Assert.Equal(chosen, JsonElement.Parse(await boss.Text("AddAccount", opened)).GetProperty("AccountId").GetInt32());
        Assert.Equal(chosen, JsonElement.Parse(await boss.Text("AddAccount", opened)).GetProperty("AccountId").GetInt32());
        Assert.Equal(101, await boss.Code("AddAccount", $$"""{"AccountId":{{chosen}},"AccountName":"another"}"""));
        Assert.Equal(chosen + 1, (await boss.Call("AddAccount", """{"AccountName":"next"}""")).GetProperty("AccountId").GetInt32());

        var name = await NewUser(boss, "Trading", chosen);
        await using var user = await WireUser.LogIn(Host, over, name);
        Assert.Equal("Käse & Söhne", (await user.Call("GetAccountInfo", Of(chosen))).GetProperty("AccountName").GetString());
        Assert.Equal("[]", await user.Text("GetAccountPositions", Of(chosen)));
        await boss.Call("RemoveUserAccount", $$"""{"UserName":"{{name}}","AccountId":{{chosen}}}""");
        Assert.Equal("[]", await user.Text("GetUserAccounts", "{}"));
    }

    [Theory, InlineData(Protocol.Http), InlineData(Protocol.WebSocket)]
    public async Task A_deposit_and_a_withdrawal_count_once_for_each_reference(Protocol over)
    {
        await using var boss = await Operator(over);
        var (name, account) = await NewTrader(boss);
        await using var user = await WireUser.LogIn(Host, over, name);
        Assert.Equal((1000m, 0m), await Dollars(user, account));

        Assert.Equal(Received, await boss.Text("Deposit", Transfer(account, "0.25", "more")));
        Assert.Equal(Received, await boss.Text("Deposit", Transfer(account, "0.25", "more")));
        Assert.Equal("the reference is in use", await Detail(boss, "Deposit", Transfer(account, "0.26", "more")));
        Assert.Equal((1000.25m, 0m), await Dollars(user, account));

        Assert.Equal(Received, await boss.Text("Withdraw", Transfer(account, "100", "out")));
        Assert.Equal(Received, await boss.Text("Withdraw", Transfer(account, "100", "out")));
        Assert.Equal((900.25m, 0m), await Dollars(user, account));
    }

    [Theory, InlineData(Protocol.Http), InlineData(Protocol.WebSocket)]
    public async Task A_withdrawal_never_touches_what_is_held(Protocol over)
    {
        await using var boss = await Operator(over);
        var (name, account) = await NewTrader(boss);
        await using var user = await WireUser.LogIn(Host, over, name);
        var order = await Place(user, account);
        Assert.Equal((1000m, 600m), await Dollars(user, account));

        Assert.Equal("Not_Enough_Funds", await Detail(boss, "Withdraw", Transfer(account, "400.01", "too much")));
        Assert.Equal(Received, await boss.Text("Withdraw", Transfer(account, "400", "all that is free")));
        Assert.Equal((600m, 600m), await Dollars(user, account));

        Assert.Equal(Received, await user.Text("CancelOrder", $$"""{"OMSId":1,"OrderId":{{order}}}"""));
        await user.Until("GetAccountPositions", Of(account), positions => positions[0].GetProperty("Hold").GetDecimal() == 0);
        Assert.Equal(Received, await boss.Text("Withdraw", Transfer(account, "600", "the rest")));
        Assert.Equal((0m, 0m), await Dollars(user, account));
    }

    [Theory, InlineData(Protocol.Http), InlineData(Protocol.WebSocket)]
    public async Task A_product_and_an_instrument_are_public_and_traded_from_the_answer_on(Protocol over)
    {
        await using var boss = await Operator(over);
        var (name, account) = await NewTrader(boss);
        var id = 100 + Interlocked.Increment(ref _fresh);
        var product = $$"""{"ProductId":{{id}},"Product":"P{{id}}","ProductFullName":"Product {{id}}","DecimalPlaces":4,"ProductType":"NationalCurrency"}""";
        Assert.Equal("no such product", await Detail(boss, "Deposit", $$"""{"AccountId":{{account}},"ProductId":{{id}},"Amount":5,"Reference":"new"}"""));
        Assert.Equal(Received, await boss.Text("AddProduct", product));
        Assert.Equal(Received, await boss.Text("AddProduct", product));
        Assert.Equal(101, await boss.Code("AddProduct", product.Replace("Places\":4", "Places\":5", StringComparison.Ordinal)));
        Assert.Equal(Received, await boss.Text("AddInstrument", Instrument(id)));
        Assert.Equal(Received, await boss.Text("Deposit", $$"""{"AccountId":{{account}},"ProductId":{{id}},"Amount":5,"Reference":"new"}"""));

        await using var nobody = await WireUser.Nobody(Host, over);
        Assert.Contains($"P{id}", (await nobody.Call("GetProducts", """{"OMSId":1}""")).EnumerateArray().Select(one => one.GetProperty("Product").GetString()));
        var told = (await nobody.Call("GetInstruments", """{"OMSId":1}""")).EnumerateArray().Single(one => one.GetProperty("InstrumentId").GetInt32() == id);
        Assert.Equal(($"P{id}", "USD", "Running"), (told.GetProperty("Product1Symbol").GetString(), told.GetProperty("Product2Symbol").GetString(), told.GetProperty("SessionStatus").GetString()));

        await using var user = await WireUser.LogIn(Host, over, name);
        var positions = (await user.Call("GetAccountPositions", Of(account))).EnumerateArray();
        Assert.Equal(5m, positions.Single(one => one.GetProperty("ProductSymbol").GetString() == $"P{id}").GetProperty("Amount").GetDecimal());
        await Place(user, account, id);
    }

    [Theory, InlineData(Protocol.Http), InlineData(Protocol.WebSocket)]
    public async Task A_stopped_instrument_takes_neither_orders_nor_cancels_until_it_runs_again(Protocol over)
    {
        await using var boss = await Operator(over);
        var (name, account) = await NewTrader(boss);
        var id = 100 + Interlocked.Increment(ref _fresh);
        await boss.Call("AddProduct", $$"""{"ProductId":{{id}},"Product":"P{{id}}","ProductFullName":"Product","DecimalPlaces":4,"ProductType":2}""");
        await boss.Call("AddInstrument", Instrument(id));
        await using var user = await WireUser.LogIn(Host, over, name);
        var cancel = $$"""{"OMSId":1,"OrderId":{{await Place(user, account, id)}}}""";

        Assert.Equal(Received, await boss.Text("SetInstrumentStatus", $$"""{"InstrumentId":{{id}},"SessionStatus":"Stopped"}"""));
        Assert.Equal("""{"result":false,"errormsg":"Operation Not Supported","errorcode":106,"detail":"the instrument is Stopped"}""", await user.Text("CancelOrder", cancel));
        Assert.Equal("Instrument_Not_Running", (await user.Call("SendOrder", Order(account, id))).GetProperty("errormsg").GetString());
        Assert.Equal("Stopped", await StatusOf(user, id));

        Assert.Equal(Received, await boss.Text("SetInstrumentStatus", $$"""{"InstrumentId":{{id}},"SessionStatus":2}"""));
        Assert.Equal("Paused", await StatusOf(user, id));
        Assert.Equal("Instrument_Not_Running", (await user.Call("SendOrder", Order(account, id))).GetProperty("errormsg").GetString());
        Assert.Equal(Received, await user.Text("CancelOrder", cancel));
    }

    private static string Fresh(string stem) => $"{stem}{Interlocked.Increment(ref _fresh)}";

    private static string Of(int account) => $$"""{"OMSId":1,"AccountId":{{account}}}""";

    private static string Order(int account, int instrument = 1) =>
        $$"""{"OMSId":1,"AccountId":{{account}},"InstrumentId":{{instrument}},"Side":"Buy","OrderType":"Limit","Quantity":6,"LimitPrice":100}""";

    private static string Transfer(int account, string amount, string reference) =>
        $$"""{"AccountId":{{account}},"ProductId":1,"Amount":{{amount}},"Reference":"{{reference}}"}""";

    private static string Instrument(int id) =>
        $$"""{"InstrumentId":{{id}},"Symbol":"P{{id}}USD","Product1":{{id}},"Product2":1,"QuantityIncrement":0.01,"PriceIncrement":0.01,"MaximumQuantity":1000}""";

    private static async Task<long> Place(WireUser user, int account, int instrument = 1) =>
        (await user.Call("SendOrder", Order(account, instrument))).GetProperty("OrderId").GetInt64();

    private static async Task<string?> Detail(WireUser user, string call, string payload) => (await user.Call(call, payload)).GetProperty("detail").GetString();

    private static async Task<string?> StatusOf(WireUser user, int instrument) =>
        (await user.Call("GetInstruments", """{"OMSId":1}""")).EnumerateArray()
            .Single(one => one.GetProperty("InstrumentId").GetInt32() == instrument).GetProperty("SessionStatus").GetString();

    private static async Task<(decimal Amount, decimal Hold)> Dollars(WireUser user, int account)
    {
        var dollars = (await user.Call("GetAccountPositions", Of(account)))[0];
        return (dollars.GetProperty("Amount").GetDecimal(), dollars.GetProperty("Hold").GetDecimal());
    }

    private static async Task<string> NewUser(WireUser boss, string permission, int account)
    {
        var name = Fresh("user");
        await boss.Call("CreateUser", $$"""{"UserName":"{{name}}","Password":"{{name}}-demo"}""");
        await boss.Call("AddUserPermission", $$"""{"UserName":"{{name}}","Permission":"{{permission}}"}""");
        await boss.Call("AddUserAccount", $$"""{"UserName":"{{name}}","AccountId":{{account}}}""");
        return name;
    }

    /// <summary>A new user with Trading on a new account that has 1,000 dollars.</summary>
    private static async Task<(string Name, int Account)> NewTrader(WireUser boss)
    {
        var account = (await boss.Call("AddAccount", """{"AccountName":"new"}""")).GetProperty("AccountId").GetInt32();
        await boss.Call("Deposit", Transfer(account, "1000", "first"));
        return (await NewUser(boss, "Trading", account), account);
    }

    private Task<WireUser> Operator(Protocol over) => WireUser.LogIn(Host, over, "operator");

    private async Task<bool> LogsIn(string name, string password) =>
        (await Host.Post("Authenticate", $$"""{"UserName":"{{name}}","Password":"{{password}}"}""")).GetProperty("Authenticated").GetBoolean();
}
