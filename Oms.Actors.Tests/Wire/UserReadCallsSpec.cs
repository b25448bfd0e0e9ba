using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>What is told of users and accounts over either protocol: to themselves, to operators, to nobody else.</summary>
public sealed class UserReadCallsSpec(SharedWireHost shared) : IClassFixture<SharedWireHost>
{
    private const string Info7 = """
        {"OMSID":1,"AccountId":7,"AccountName":"Demo 7","AccountHandle":"","FirmId":"","FirmName":"","AccountType":"Asset","FeeGroupID":0,"ParentID":0,"RiskType":"Normal",
        "VerificationLevel":0,"VerificationLevelName":"","CreditTier":0,"FeeProductType":"BaseProduct","FeeProduct":0,"RefererId":0,"LoyaltyProductId":0,"LoyaltyEnabled":false,
        "PriceTier":0,"Frozen":false}
        """;

    private WireHost Host => shared.Host;

    private static string Account7 => Info7.ReplaceLineEndings("");

    [Theory, InlineData(Protocol.Http), InlineData(Protocol.WebSocket)]
    public async Task Everybody_is_told_of_himself_however_he_names_himself(Protocol over)
    {
        var id = await IdOf("viewer");
        await using var viewer = await WireUser.LogIn(Host, over, "viewer");
        foreach (var self in new[] { "{}", "{\"OMSId\":1}", $$"""{"UserId":{{id}}}""", """{"UserName":"Viewer"}""", $$"""{"OMSId":1,"UserId":"{{id}}","UserName":"viewer"}""" })
        {
            Assert.Equal("""["AccountReadOnly"]""", await viewer.Text("GetUserPermissions", self));
            Assert.Equal("[7]", await viewer.Text("GetUserAccounts", self));
            Assert.Equal($"[{Account7}]", await viewer.Text("GetUserAccountInfos", self));
        }

        Assert.Equal(Account7, await viewer.Text("GetAccountInfo", """{"OMSId":1,"AccountId":7}"""));
    }

    [Theory, InlineData(Protocol.Http), InlineData(Protocol.WebSocket)]
    public async Task An_operator_is_told_of_others_by_id_by_name_or_by_both(Protocol over)
    {
        var id = await IdOf("trader");
        await using var boss = await WireUser.LogIn(Host, over, "operator");
        foreach (var user in new[] { $$"""{"UserId":{{id}}}""", """{"UserName":"TRADER"}""", $$"""{"UserId":{{id}},"UserName":"trader"}""" })
        {
            Assert.Equal("""["Trading"]""", await boss.Text("GetUserPermissions", user));
            Assert.Equal("[7]", await boss.Text("GetUserAccounts", user));
            Assert.Equal($"[{Account7}]", await boss.Text("GetUserAccountInfos", user));
        }

        Assert.Equal(Account7, await boss.Text("GetAccountInfo", """{"OMSId":1,"AccountId":7}"""));
        Assert.Equal("""["Operator"]""", await boss.Text("GetUserPermissions", "{}"));
        Assert.Equal("[]", await boss.Text("GetUserAccounts", "{}"));
    }

    [Theory]
    [InlineData(Protocol.Http, "GetUserPermissions"), InlineData(Protocol.WebSocket, "GetUserPermissions")]
    [InlineData(Protocol.Http, "GetUserAccounts"), InlineData(Protocol.WebSocket, "GetUserAccounts")]
    [InlineData(Protocol.Http, "GetUserAccountInfos"), InlineData(Protocol.WebSocket, "GetUserAccountInfos")]
    public async Task An_id_and_a_name_that_disagree_are_nobody_and_others_are_told_operators_only(Protocol over, string call)
    {
        var id = await IdOf("viewer");
        await using var boss = await WireUser.LogIn(Host, over, "operator");
        Assert.Equal(104, await boss.Code(call, $$"""{"UserId":{{id}},"UserName":"trader"}"""));
        Assert.Equal(104, await boss.Code(call, """{"UserId":999}"""));
        Assert.Equal(104, await boss.Code(call, """{"OMSId":2}"""));

        await using var trader = await WireUser.LogIn(Host, over, "trader");
        Assert.Equal(20, await trader.Code(call, $$"""{"UserId":{{id}}}"""));
        Assert.Equal(20, await trader.Code(call, """{"UserName":"viewer"}"""));
        Assert.Equal(20, await trader.Code(call, $$"""{"UserId":{{id}},"UserName":"trader"}"""));
        Assert.Equal(20, await trader.Code(call, """{"UserId":999}"""));

        await using var nobody = await WireUser.Nobody(Host, over);
        Assert.Equal(20, await nobody.Code(call, "{}"));
    }

    [Theory, InlineData(Protocol.Http), InlineData(Protocol.WebSocket)]
    public async Task An_account_is_described_to_whoever_may_read_it(Protocol over)
    {
        await using var trader = await WireUser.LogIn(Host, over, "trader");
        Assert.Equal(Account7, await trader.Text("GetAccountInfo", """{"OMSId":1,"AccountId":7}"""));
        Assert.Equal(20, await trader.Code("GetAccountInfo", """{"OMSId":1,"AccountId":8}"""));
        Assert.Equal(20, await trader.Code("GetAccountInfo", """{"OMSId":1,"AccountId":999}"""));
        Assert.Equal(100, await trader.Code("GetAccountInfo", """{"OMSId":1}"""));

        await using var boss = await WireUser.LogIn(Host, over, "operator");
        Assert.Equal(104, await boss.Code("GetAccountInfo", """{"OMSId":1,"AccountId":999}"""));
        await using var nobody = await WireUser.Nobody(Host, over);
        Assert.Equal(20, await nobody.Code("GetAccountInfo", """{"OMSId":1,"AccountId":7}"""));
    }

    private async Task<int> IdOf(string user) =>
        (await Host.Post("Authenticate", $$"""{"UserName":"{{user}}","Password":"{{user}}-demo"}""")).GetProperty("User").GetProperty("UserId").GetInt32();
}
