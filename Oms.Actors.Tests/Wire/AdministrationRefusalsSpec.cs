using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>Who is no operator administers nothing, over either protocol; and an operator is told what is wrong, without his secrets.</summary>
public sealed class AdministrationRefusalsSpec(SharedWireHost shared) : IClassFixture<SharedWireHost>
{
    private const string NotAuthorized = """{"result":false,"errormsg":"Not Authorized","errorcode":20,"detail":null}""";

    private WireHost Host => shared.Host;

    /// <summary>Every call of an operator, in a form that would take effect.</summary>
    public static TheoryData<string, string> Administration => new()
    {
        { "CreateUser", """{"UserName":"intruder","Password":"intruder-demo"}""" },
        { "SetUserPassword", """{"UserName":"trader2","Password":"intruder-demo"}""" },
        { "RemoveUser", """{"UserName":"trader2"}""" },
        { "AddUserPermission", """{"UserName":"trader","Permission":"Operator"}""" },
        { "RevokeUserPermission", """{"UserName":"trader2","Permission":"Trading"}""" },
        { "AddUserAccount", """{"UserName":"trader","AccountId":8}""" },
        { "RemoveUserAccount", """{"UserName":"trader2","AccountId":8}""" },
        { "AddAccount", """{"AccountName":"mine"}""" },
        { "Deposit", """{"AccountId":7,"ProductId":1,"Amount":1000,"Reference":"a present"}""" },
        { "Withdraw", """{"AccountId":7,"ProductId":1,"Amount":1000,"Reference":"a theft"}""" },
        { "AddProduct", """{"ProductId":9,"Product":"EUR","ProductFullName":"Euro","DecimalPlaces":2,"ProductType":"NationalCurrency"}""" },
        { "AddInstrument", """{"InstrumentId":9,"Symbol":"USDBTC","Product1":1,"Product2":2,"QuantityIncrement":0.01,"PriceIncrement":0.01,"MaximumQuantity":10}""" },
        { "SetInstrumentStatus", """{"InstrumentId":1,"SessionStatus":"Stopped"}""" },
        { "HaltAndCancel", """{"InstrumentId":1}""" },
        { "SuspendAccount", """{"AccountId":7}""" },
        { "ResumeAccount", """{"AccountId":7}""" },
        { "GetOrderRecord", """{"OrderId":1}""" },
        { "GetPendingCancels", """{"AccountId":7}""" },
        { "ForceCancelOutcome", """{"OrderId":1,"Outcome":"Canceled"}""" },
    };

    [Theory, MemberData(nameof(Administration))]
    public async Task A_trader_a_viewer_and_nobody_are_20_and_nothing_changes(string call, string payload)
    {
        foreach (var over in Enum.GetValues<Protocol>())
        {
            await using var trader = await WireUser.LogIn(Host, over, "trader");
            await using var viewer = await WireUser.LogIn(Host, over, "viewer");
            await using var nobody = await WireUser.Nobody(Host, over);
            var rows = await Host.Rows();
            foreach (var user in new[] { trader, viewer, nobody })
                Assert.Equal(NotAuthorized, await user.Text(call, payload));
            Assert.Equal(NotAuthorized, await nobody.Text(call, """{"OMSId":2,"UserId":"x"}"""));
            Assert.Equal(rows, await Host.Rows());
        }
    }

    [Theory, MemberData(nameof(Administration))]
    public async Task An_operator_who_names_another_OMS_is_104_and_nothing_changes(string call, string payload)
    {
        foreach (var over in Enum.GetValues<Protocol>())
        {
            await using var boss = await WireUser.LogIn(Host, over, "operator");
            var rows = await Host.Rows();
            Assert.Equal(104, await boss.Code(call, payload.Replace("{", "{\"OMSId\":2,", StringComparison.Ordinal)));
            Assert.Equal(rows, await Host.Rows());
        }
    }

    [Theory]
    [InlineData("CreateUser", """{"UserName":"no name!","Password":"hush-hush-hush"}""", "UserName")]
    [InlineData("CreateUser", """{"UserName":"somebody","Password":"hush-h"}""", "Password")]
    [InlineData("CreateUser", """{"UserName":"somebody","Password":["hush-hush-hush"]}""", "Password: not a text")]
    [InlineData("SetUserPassword", """{"Password":"hush-hush-hush"}""", "UserId")]
    [InlineData("SetUserPassword", """{"UserName":"trader","Password":"hush-h"}""", "Password")]
    [InlineData("AddUserPermission", """{"UserName":"trader","Permission":"Everything"}""", "Permission: not one of None, Trading, AccountReadOnly, Operator")]
    [InlineData("RevokeUserPermission", """{"UserName":"trader"}""", "Permission: not given")]
    [InlineData("AddUserAccount", """{"UserName":"trader"}""", "AccountId")]
    [InlineData("AddAccount", "{}", "AccountName")]
    [InlineData("Deposit", """{"AccountId":7,"ProductId":1,"Amount":0,"Reference":"none"}""", "Amount")]
    [InlineData("Deposit", """{"AccountId":7,"ProductId":1,"Amount":0.001,"Reference":"less than a cent"}""", "Amount")]
    [InlineData("Withdraw", """{"AccountId":7,"ProductId":1,"Amount":1}""", "Reference")]
    [InlineData("AddProduct", """{"ProductId":9,"Product":"EUR","ProductFullName":"Euro","DecimalPlaces":2}""", "ProductType: not given")]
    [InlineData("AddInstrument", """{"InstrumentId":9,"Symbol":"X","Product1":1,"Product2":2,"QuantityIncrement":0,"PriceIncrement":1,"MaximumQuantity":1}""", "QuantityIncrement")]
    [InlineData("SetInstrumentStatus", """{"InstrumentId":1}""", "SessionStatus: not given")]
    public async Task An_operators_mistake_is_100_by_the_name_of_the_field(string call, string payload, string detail)
    {
        foreach (var over in Enum.GetValues<Protocol>())
        {
            await using var boss = await WireUser.LogIn(Host, over, "operator");
            var answer = await boss.Call(call, payload);
            Assert.Equal((100, detail), (answer.GetProperty("errorcode").GetInt32(), answer.GetProperty("detail").GetString()));
            Assert.DoesNotContain("hush", answer.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Theory, InlineData(Protocol.Http, "leaky1"), InlineData(Protocol.WebSocket, "leaky2")]
    public async Task No_password_is_in_any_answer(Protocol over, string name)
    {
        const string secret = "hush-hush-hush";
        await using var boss = await WireUser.LogIn(Host, over, "operator");
        await using var guest = await WireUser.Nobody(Host, over);
        var user = $$"""{"UserName":"{{name}}","Password":"{{secret}}"}""";
        var answers = new[]
        {
            await boss.Text("CreateUser", user),
            await boss.Text("CreateUser", user),
            await boss.Text("SetUserPassword", user),
            await guest.Text("SetUserPassword", user),
            await guest.Text("AuthenticateUser", user),
            await guest.Text("AuthenticateUser", $$"""{"UserName":"{{secret}}","Password":"{{secret}}"}"""),
            await boss.Text("GetUserPermissions", $$"""{"UserName":"{{name}}"}"""),
            await boss.Text("GetUserAccountInfos", $$"""{"UserName":"{{name}}"}"""),
            await boss.Text("RemoveUser", user),
            await boss.Text("SetUserPassword", user),
        };

        Assert.Contains("\"Authenticated\":true", answers[4], StringComparison.Ordinal);
        Assert.All(answers, answer => Assert.DoesNotContain(secret, answer, StringComparison.Ordinal));
    }
}
