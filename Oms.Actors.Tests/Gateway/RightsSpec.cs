using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>Who may do what, and from when on.</summary>
public sealed class RightsSpec(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private Engine Engine => shared.Engine;

    [Fact]
    public async Task A_revoked_permission_holds_for_every_call_after_the_answer()
    {
        var user = await User("revoked", Api.Permissions.Trading);
        var order = await Engine.Place();

        Assert.Equal(Receipt.Received, await Engine.Administration.Revoke(Engine.Operator, "revoked", Api.Permissions.Trading));

        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Cancel(order, user)).ErrorCode);
        Assert.Equal(OrderState.Working, (await Engine.Status(order)).State);
    }

    [Fact]
    public async Task An_association_that_has_ended_holds_for_every_call_after_the_answer()
    {
        var user = await User("dissociated", Api.Permissions.Trading);
        var order = await Engine.Place();

        Assert.Equal(Receipt.Received, await Engine.Administration.Dissociate(Engine.Operator, "dissociated", Engine.Account));

        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Cancel(order, user)).ErrorCode);
    }

    [Fact]
    public async Task AccountReadOnly_reads_status_open_orders_positions_and_history_of_its_accounts_and_no_others()
    {
        var order = await Engine.Place();
        var viewer = Engine.Viewer;
        Assert.True((await Engine.Oms.GetOrderStatus(viewer, new GetOrderStatusRequest(1, 7, order.Value))).IsAnswered);
        Assert.True((await Engine.Oms.GetOpenOrders(viewer, new AccountRequest(1, 7))).IsAnswered);
        Assert.True((await Engine.Oms.GetAccountPositions(viewer, new AccountRequest(1, 7))).IsAnswered);
        Assert.True((await Engine.Oms.GetOrdersHistory(viewer, new GetOrdersHistoryRequest(1, 7))).IsAnswered);

        var foreign = await Engine.Place(account: 8);
        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.GetOrderStatus(viewer, new GetOrderStatusRequest(1, OrderId: foreign.Value))).Refusal!.ErrorCode);
        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.GetOpenOrders(viewer, new AccountRequest(1, 8))).Refusal!.ErrorCode);
        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.GetAccountPositions(viewer, new AccountRequest(1, 8))).Refusal!.ErrorCode);
        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.GetOrdersHistory(viewer, new GetOrdersHistoryRequest(1, 8))).Refusal!.ErrorCode);
    }

    [Fact]
    public async Task A_log_in_that_comes_as_its_absent_user_is_leaving_memory_is_answered_like_any_other()
    {
        for (var i = 0; i < 10; i++)
        {
            var asked = Engine.Oms.Identify(Caller.OfUser($"ghost{i}"));
            var login = Engine.Oms.Authenticate($"ghost{i}", "some password");
            Assert.Equal(OmsCode.NotAuthorized, (await asked).Refusal?.ErrorCode);
            Assert.Equal(OmsCode.NotAuthorized, (await login).Refusal?.ErrorCode);
        }
    }

    [Fact]
    public async Task Nothing_is_allowed_that_is_not_granted()
    {
        var order = await Engine.Place();
        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.GetOrderStatus(Engine.Powerless, new GetOrderStatusRequest(1, 7, order.Value))).Refusal!.ErrorCode);
        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.GetUserAccounts(Engine.Powerless, new UserRequest(1))).Refusal!.ErrorCode);
        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Cancel(order, Engine.Powerless)).ErrorCode);
    }

    [Fact]
    public async Task Administration_is_for_operators()
    {
        var administration = Engine.Administration;
        var trader = Engine.Trader;
        Assert.Equal(OmsCode.NotAuthorized, (await administration.CreateUser(trader, "x", "long enough")).Refusal!.ErrorCode);
        Assert.Equal(OmsCode.NotAuthorized, (await administration.OpenAccount(trader, "x")).Refusal!.ErrorCode);
        Assert.Equal(OmsCode.NotAuthorized, (await administration.CreateFirstOperator(Engine.Operator, "x", "long enough")).Refusal!.ErrorCode);
        Receipt[] refused =
        [
            await administration.SetPassword(trader, "viewer", "long enough"),
            await administration.Grant(trader, "trader", Api.Permissions.Operator),
            await administration.Revoke(trader, "viewer", Api.Permissions.AccountReadOnly),
            await administration.Associate(trader, "trader", Engine.Account2),
            await administration.Dissociate(trader, "viewer", Engine.Account),
            await administration.Deposit(trader, Engine.Account, Engine.Usd, 1, "x"),
            await administration.Withdraw(trader, Engine.Account, Engine.Usd, 1, "x"),
            await administration.AddProduct(trader, new Product(new ProductId(9), "NEW", "new", 2, false)),
            await administration.AddInstrument(trader, new Instrument(new InstrumentId(9), "X", Engine.Btc, Engine.Usd, 1, 1, 0, 1, InstrumentStatus.Running)),
            await administration.SetInstrumentStatus(trader, Engine.BtcUsd, InstrumentStatus.Stopped),
        ];
        Assert.All(refused, receipt => Assert.Equal(OmsCode.NotAuthorized, receipt.ErrorCode));
    }

    [Fact]
    public async Task A_session_is_its_user_until_it_is_logged_out()
    {
        await User("session", Api.Permissions.Trading);
        var session = (await Engine.Oms.Authenticate("SESSION", Engine.Password)).Value!;
        var caller = Caller.OfSession(session.Token);
        Assert.Equal(("session", Engine.Account), (session.UserName, session.DefaultAccount!.Value));
        Assert.True((await Engine.Oms.GetOpenOrders(caller, new AccountRequest(1, 7))).IsAnswered);

        Assert.Equal(Receipt.Received, await Engine.Oms.LogOut(caller));

        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.GetOpenOrders(caller, new AccountRequest(1, 7))).Refusal!.ErrorCode);
        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.LogOut(caller)).ErrorCode);
    }

    [Theory]
    [InlineData("trader", "wrong horse")]
    [InlineData("trader", "")]
    [InlineData("trader", null)]
    [InlineData("ghost", "correct horse")]
    [InlineData("", "correct horse")]
    [InlineData(null, null)]
    [InlineData("tr ader", "correct horse")]
    public async Task A_wrong_name_or_password_is_20_and_does_not_say_which(string? name, string? password) =>
        Assert.Equal(new Receipt(false, "Not Authorized", OmsCode.NotAuthorized, null), (await Engine.Oms.Authenticate(name, password)).Refusal);

    [Fact]
    public async Task A_new_password_ends_all_sessions()
    {
        await User("changed", Api.Permissions.Trading);
        var session = (await Engine.Oms.Authenticate("changed", Engine.Password)).Value!;

        Assert.Equal(Receipt.Received, await Engine.Administration.SetPassword(Engine.Operator, "changed", "another horse"));

        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.Identify(Caller.OfSession(session.Token))).Refusal!.ErrorCode);
        Assert.False((await Engine.Oms.Authenticate("changed", Engine.Password)).IsAnswered);
        Assert.True((await Engine.Oms.Authenticate("changed", "another horse")).IsAnswered);
    }

    [Fact]
    public async Task GetUserAccounts_is_the_callers_own_unless_an_operator_asks()
    {
        Assert.Equal([Engine.Account, Engine.Account2], (await Engine.Oms.GetUserAccounts(Engine.Both, new UserRequest(1))).Value!);
        Assert.Equal([Engine.Account], (await Engine.Oms.GetUserAccounts(Engine.Trader, new UserRequest(null, UserName: "Trader"))).Value!);
        Assert.Equal(OmsCode.NotAuthorized, (await Engine.Oms.GetUserAccounts(Engine.Trader, new UserRequest(1, UserName: "viewer"))).Refusal!.ErrorCode);
        Assert.Equal([Engine.Account], (await Engine.Oms.GetUserAccounts(Engine.Operator, new UserRequest(1, UserName: "viewer"))).Value!);
        Assert.Equal(OmsCode.ResourceNotFound, (await Engine.Oms.GetUserAccounts(Engine.Operator, new UserRequest(1, UserName: "ghost"))).Refusal!.ErrorCode);
    }

    [Fact]
    public async Task A_user_of_one_account_may_cancel_by_client_id_alone_where_the_engine_is_told_so()
    {
        var journal = new Journals.FaultyJournal();
        await using var engine = await Tests.Engine.On(() => journal.Store, configure: options => options.ResolveClientOrderIdByCaller = true);
        var order = await engine.Place(clientOrderId: 77);

        Assert.Equal("AccountId", (await engine.Oms.CancelOrder(Engine.Both, new CancelOrderRequest(1, ClientOrderId: 77))).Detail);
        Assert.Equal(Receipt.Received, await engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, ClientOrderId: 77)));
        await engine.Until(order, OrderState.Canceled);
    }

    private async Task<Caller> User(string name, Api.Permissions permissions)
    {
        Assert.True((await Engine.Administration.CreateUser(Engine.Operator, name, Engine.Password)).IsAnswered);
        await Engine.Administration.Grant(Engine.Operator, name, permissions);
        await Engine.Administration.Associate(Engine.Operator, name, Engine.Account);
        return Caller.OfUser(name);
    }
}
