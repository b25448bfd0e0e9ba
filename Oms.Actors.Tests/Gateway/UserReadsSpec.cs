using Oms.Actors.Api;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>What is told of users and accounts, to whom, and how a user is named.</summary>
public sealed class UserReadsSpec(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private Engine Engine => shared.Engine;

    [Fact]
    public async Task Everybody_may_ask_what_he_himself_may_do()
    {
        Assert.Equal(Api.Permissions.Trading, await PermissionsOf(Engine.Trader, new UserRequest(1)));
        Assert.Equal(Api.Permissions.AccountReadOnly, await PermissionsOf(Engine.Viewer, new UserRequest(null, UserName: "VIEWER")));
        Assert.Equal(Api.Permissions.None, await PermissionsOf(Engine.Powerless, new UserRequest(1)));
    }

    [Fact]
    public async Task An_operator_names_another_user_by_id_by_name_or_by_both()
    {
        var trader = (await Engine.Oms.Identify(Engine.Trader)).Value!.UserId.Value;
        Assert.Equal(Api.Permissions.Trading, await PermissionsOf(Engine.Operator, new UserRequest(1, trader)));
        Assert.Equal(Api.Permissions.Trading, await PermissionsOf(Engine.Operator, new UserRequest(1, trader, "Trader")));
        var accounts = await Engine.Oms.GetUserAccounts(Engine.Operator, new UserRequest(1, trader));
        Assert.Equal([Engine.Account], accounts.Value!);
    }

    [Theory]
    [InlineData(-1, null, OmsCode.InvalidRequest, "UserId")]
    [InlineData(null, "no such name!", OmsCode.InvalidRequest, "UserName")]
    [InlineData(999, null, OmsCode.ResourceNotFound, "no such user")]
    [InlineData(null, "unknown", OmsCode.ResourceNotFound, "no such user")]
    [InlineData(999, "trader", OmsCode.ResourceNotFound, "no such user")]
    public async Task A_user_who_is_not_there_or_not_one_is_not_found(int? id, string? name, OmsCode code, string detail)
    {
        var refusal = (await Engine.Oms.GetUserPermissions(Engine.Operator, new UserRequest(1, id, name))).Refusal!;
        Assert.Equal((code, detail), (refusal.ErrorCode, refusal.Detail));
    }

    [Fact]
    public async Task Nobody_but_an_operator_asks_about_another()
    {
        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.GetUserPermissions(Engine.Trader, new UserRequest(1, UserName: "viewer"))).Refusal!.ErrorCode);
        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.GetUserAccountInfos(Engine.Trader, new UserRequest(1, UserName: "viewer"))).Refusal!.ErrorCode);
        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.GetUserPermissions(Caller.OfSession("x:y"), new UserRequest(1))).Refusal!.ErrorCode);
    }

    [Fact]
    public async Task An_account_tells_its_name_to_whoever_may_read_it()
    {
        Assert.Equal(new AccountInfo(Engine.Account, "account 7"), (await Engine.Oms.GetAccountInfo(Engine.Viewer, new AccountRequest(1, 7))).Value);
        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.GetAccountInfo(Engine.Viewer, new AccountRequest(1, 8))).Refusal!.ErrorCode);
        Assert.Equal(OmsCode.InvalidRequest, (await Engine.Oms.GetAccountInfo(Engine.Viewer, new AccountRequest(1, null))).Refusal!.ErrorCode);
        Assert.Equal(OmsCode.ResourceNotFound, (await Engine.Oms.GetAccountInfo(Engine.Operator, new AccountRequest(1, 99))).Refusal!.ErrorCode);
    }

    [Fact]
    public async Task The_accounts_of_a_user_are_told_in_the_order_of_association()
    {
        var infos = await Engine.Oms.GetUserAccountInfos(Engine.Both, new UserRequest(1));
        Assert.Equal([new AccountInfo(Engine.Account, "account 7"), new AccountInfo(Engine.Account2, "account 8")], infos.Value!);
    }

    [Fact]
    public async Task Users_are_changed_by_id_as_by_name()
    {
        var created = (await Engine.Administration.CreateUser(Engine.Operator, "ById", Engine.Password)).Value;
        Assert.Equal(Receipt.Received, await Engine.Administration.Grant(Engine.Operator, created, Api.Permissions.Trading));
        Assert.Equal(Receipt.Received, await Engine.Administration.Associate(Engine.Operator, created, Engine.Account));
        Assert.Equal(Api.Permissions.Trading, await PermissionsOf(Caller.OfUser("byid"), new UserRequest(1)));

        var unknown = await Engine.Administration.Grant(Engine.Operator, new UserId(9_999), Api.Permissions.Trading);
        Assert.Equal((OmsCode.ResourceNotFound, "no such user"), (unknown.ErrorCode, unknown.Detail));
        var nobody = await Engine.Administration.Grant(Engine.Operator, default, Api.Permissions.Trading);
        Assert.Equal((OmsCode.InvalidRequest, "UserId"), (nobody.ErrorCode, nobody.Detail));
    }

    [Fact]
    public async Task A_removed_user_is_nobody_from_the_answer_on_and_his_name_is_not_given_again()
    {
        var id = (await Engine.Administration.CreateUser(Engine.Operator, "leaver", Engine.Password)).Value;
        await Engine.Administration.Grant(Engine.Operator, id, Api.Permissions.Operator);
        var session = (await Engine.Oms.Authenticate("leaver", Engine.Password)).Value!;
        var caller = Caller.OfSession(session.Token);
        Assert.True((await Engine.Oms.GetOpenOrders(caller, new AccountRequest(1, 7))).IsAnswered);

        Assert.Equal(Receipt.Received, await Engine.Administration.RemoveUser(Engine.Operator, id));

        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.GetOpenOrders(caller, new AccountRequest(1, 7))).Refusal!.ErrorCode);
        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.GetOpenOrders(Caller.OfUser("leaver"), new AccountRequest(1, 7))).Refusal!.ErrorCode);
        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.Authenticate("leaver", Engine.Password)).Refusal!.ErrorCode);
        Assert.Equal("the name is taken", (await Engine.Administration.CreateUser(Engine.Operator, "Leaver", Engine.Password)).Refusal!.Detail);
        Assert.Equal(OmsCode.ResourceNotFound, (await Engine.Oms.GetUserPermissions(Engine.Operator, new UserRequest(1, id.Value))).Refusal!.ErrorCode);
    }

    [Fact]
    public async Task Ids_sessions_and_removals_survive_a_restart()
    {
        using var directory = new TemporaryDirectory();
        string token;
        int trader;
        await using (var first = await Engine.In(directory, empty: true))
        {
            var session = (await first.Oms.Authenticate("trader", Engine.Password)).Value!;
            (token, trader) = (session.Token, session.UserId.Value);
            await first.Administration.RemoveUser(Engine.Operator, "viewer");
        }

        await using var second = await Engine.In(directory, empty: false);
        Assert.Equal(Api.Permissions.Trading, (await second.Oms.GetUserPermissions(Engine.Operator, new UserRequest(1, trader))).Value);
        Assert.Equal(trader, (await second.Oms.Identify(Caller.OfSession(token))).Value!.UserId.Value);
        Assert.Equal(OmsCode.NotAuthorized, (await second.Oms.Identify(Engine.Viewer)).Refusal!.ErrorCode);
    }

    private async Task<Api.Permissions> PermissionsOf(Caller caller, UserRequest request)
    {
        var answer = await Engine.Oms.GetUserPermissions(caller, request);
        Assert.True(answer.IsAnswered, answer.Refusal?.ToString());
        return answer.Value;
    }
}
