using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>A suspended account takes no orders; everything else goes on, and the journal says who did it.</summary>
public sealed class SuspensionSpec
{
    private static readonly SendOrderAnswer Refused = new SendOrderAnswer.Rejected("Account_Suspended");

    [Fact]
    public async Task A_suspended_account_takes_no_order_from_the_answer_on_until_it_is_resumed()
    {
        await using var engine = await Engine.Start();
        var listener = await Listener.Of(engine, Engine.Account);
        Assert.Equal(Receipt.Received, await engine.Administration.SuspendAccount(Engine.Operator, Engine.Account));

        Assert.Equal(Refused, await engine.Oms.SendOrder(Engine.Trader, Engine.Order(clientOrderId: 5)));
        Assert.Equal(("Account_Suspended", 5), await listener.Next<NewOrderRejectEvent>(_ => true) is var reject ? (reject.RejectReason, reject.ClientOrderId.Value) : default);
        Assert.Equal(Refused, await engine.Oms.SendOrder(Engine.Operator, Engine.Order()));
        await engine.Place(account: 8);
        Assert.True((await engine.Oms.GetAccountInfo(Engine.Viewer, new AccountRequest(1, 7))).Value!.IsSuspended);

        Assert.Equal(Receipt.Received, await engine.Administration.ResumeAccount(Engine.Operator, Engine.Account));
        await engine.Place();
        Assert.False((await engine.Oms.GetAccountInfo(Engine.Viewer, new AccountRequest(1, 7))).Value!.IsSuspended);
    }

    [Fact]
    public async Task What_frees_and_what_moves_money_goes_on()
    {
        await using var engine = await Engine.Start();
        var (canceled, swept) = (await engine.Place(), await engine.Place());
        await engine.Administration.SuspendAccount(Engine.Operator, Engine.Account);

        Assert.Equal(2, (await engine.OpenOrders()).Count);
        Assert.Equal(Receipt.Received, await engine.Cancel(canceled));
        await engine.Until(canceled, OrderState.Canceled);
        Assert.Equal(Receipt.Received, await engine.Oms.CancelAllOrders(Engine.Trader, new CancelAllOrdersRequest(1, 7)));
        await engine.Until(swept, OrderState.Canceled);
        Assert.Equal(Receipt.Received, await engine.Administration.Deposit(Engine.Operator, Engine.Account, Engine.Usd, 5, "in"));
        Assert.Equal(Receipt.Received, await engine.Administration.Withdraw(Engine.Operator, Engine.Account, Engine.Usd, 5, "out"));
    }

    [Fact]
    public async Task Fills_of_a_suspended_account_go_on()
    {
        await using var play = await Venue.VenueScenario.Begin();
        var order = await play.Place();
        await play.Engine.Administration.SuspendAccount(Engine.Operator, Engine.Account);
        await play.Fill(order, 10);

        Assert.Equal(OrderState.FullyExecuted, (await play.Engine.Status(order)).State);
        Assert.Equal(110, (await play.Engine.PositionOf(Engine.Btc)).Amount);
    }

    [Fact]
    public async Task It_is_kept_across_a_restart_with_who_did_it_and_the_same_again_writes_nothing()
    {
        var journal = new FaultyJournal();
        await using (var before = await Engine.On(() => journal.Store))
        {
            Assert.Equal(Receipt.Received, await before.Administration.SuspendAccount(Engine.Operator, Engine.Account));
            Assert.Equal(Receipt.Received, await before.Administration.SuspendAccount(Engine.Operator, Engine.Account));
        }

        await using var after = await Engine.On(() => journal.Store, empty: false);
        Assert.Equal(Refused, await after.Oms.SendOrder(Engine.Trader, Engine.Order()));
        var fact = Assert.Single(journal.Stream("account-7").Select(entry => entry.Event).OfType<AccountCommitted>().SelectMany(row => row.Facts).OfType<AccountFact.Suspended>());
        Assert.Equal((true, "operator"), (fact.IsSuspended, fact.By.UserName));
    }

    [Fact]
    public async Task Only_operators_suspend_accounts_that_are_there()
    {
        await using var engine = await Engine.Start();
        Assert.Equal(OmsCode.NotAuthorized, (await engine.Administration.SuspendAccount(Engine.Trader, Engine.Account)).ErrorCode);
        Assert.Equal(OmsCode.NotAuthorized, (await engine.Administration.ResumeAccount(Engine.Viewer, Engine.Account)).ErrorCode);
        Assert.Equal(OmsCode.ResourceNotFound, (await engine.Administration.SuspendAccount(Engine.Operator, new AccountId(99))).ErrorCode);
        Assert.Equal(Receipt.Refused(OmsCode.InvalidRequest, "AccountId"), await engine.Administration.SuspendAccount(Engine.Operator, new AccountId(0)));
    }
}
