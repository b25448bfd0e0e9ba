using Oms.Actors.Api;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>
/// M08: whose orders a sweep cancels, by what it names. The user is "both", of accounts 7 and 8; account 9 is nobody's; each account has an order of each of two instruments.
/// </summary>
public sealed class SweepScopeSpec(SharedEngine shared) : IClassFixture<SharedEngine>, IAsyncLifetime
{
    private static readonly int[] Accounts = [7, 8, 9];
    private static readonly int[] Instruments = [1, 2];

    private readonly Dictionary<(int Account, int Instrument), OrderId> _orders = [];
    private int _both;

    private Engine Engine => shared.Engine;

    public async Task InitializeAsync()
    {
        var second = new Instrument(new InstrumentId(2), "BTCUSD2", Engine.Btc, Engine.Usd, 0.01m, 0.01m, 0, 100, InstrumentStatus.Running);
        Assert.Equal(Receipt.Received, await Engine.Administration.AddInstrument(Engine.Operator, second));
        Assert.True((await Engine.Administration.OpenAccount(Engine.Operator, "nobody's", new AccountId(9))).IsAnswered);
        Assert.Equal(Receipt.Received, await Engine.Administration.Deposit(Engine.Operator, new AccountId(9), Engine.Usd, 1_000_000, "usd"));
        _both = (await Engine.Oms.Identify(Engine.Both)).Value!.UserId.Value;
        foreach (var account in Accounts)
        {
            foreach (var instrument in Instruments)
            {
                var sent = await Engine.Oms.SendOrder(Engine.Operator, Engine.Order(account: account) with { InstrumentId = instrument });
                _orders[(account, instrument)] = Assert.IsType<SendOrderAnswer.Accepted>(sent).OrderId;
            }
        }
    }

    public async Task DisposeAsync()
    {
        Assert.Equal(Receipt.Received, await Engine.Oms.CancelAllOrders(Caller.Host, new CancelAllOrdersRequest(1, null)));
        foreach (var order in _orders.Values)
            await Engine.Until(order, OrderState.Canceled);
    }

    [Theory]
    [InlineData(true, true, true, "7/1")]
    [InlineData(true, true, false, "7/1 7/2")]
    [InlineData(true, false, true, "7/1 8/1")]
    [InlineData(true, false, false, "7/1 7/2 8/1 8/2")]
    [InlineData(false, true, true, "7/1")]
    [InlineData(false, true, false, "7/1 7/2")]
    [InlineData(false, false, true, "7/1 8/1 9/1")]
    [InlineData(false, false, false, "7/1 7/2 8/1 8/2 9/1 9/2")]
    public async Task M08_An_operator_sweeps_whatever_he_names(bool user, bool account, bool instrument, string swept)
    {
        Assert.Equal(Receipt.Received, await Sweep(Engine.Operator, user, account, instrument));
        await OnlyTheseAreCanceled(swept);
    }

    [Theory]
    [InlineData(true, true, true, "7/1")]
    [InlineData(true, true, false, "7/1 7/2")]
    [InlineData(true, false, true, "7/1 8/1")]
    [InlineData(true, false, false, "7/1 7/2 8/1 8/2")]
    [InlineData(false, true, true, "7/1")]
    [InlineData(false, true, false, "7/1 7/2")]
    [InlineData(false, false, true, null)]
    [InlineData(false, false, false, null)]
    public async Task M08_A_trader_sweeps_his_own_accounts_and_never_everybodys(bool user, bool account, bool instrument, string? swept)
    {
        var answer = await Sweep(Engine.Both, user, account, instrument);
        Assert.Equal(swept is null ? Receipt.Refused(OmsCode.NotAuthorized) : Receipt.Received, answer);
        await OnlyTheseAreCanceled(swept ?? "");
    }

    [Theory]
    [CombinatorialRows]
    public async Task M08_A_trader_of_another_account_and_a_reader_are_20_and_touch_nothing(bool user, bool account, bool instrument)
    {
        foreach (var caller in new[] { Engine.Trader2, Engine.Viewer, Engine.Powerless })
            Assert.Equal(Receipt.Refused(OmsCode.NotAuthorized), await Sweep(caller, user, account, instrument));
        await OnlyTheseAreCanceled("");
    }

    [Fact]
    public async Task A_user_and_an_account_that_is_not_his_are_104() => Assert.Equal(
        Receipt.Refused(OmsCode.ResourceNotFound, "not an account of this user"),
        await Engine.Oms.CancelAllOrders(Engine.Operator, new CancelAllOrdersRequest(1, 9, UserId: _both)));

    [Fact]
    public async Task A_user_who_does_not_exist_is_104() =>
        Assert.Equal(OmsCode.ResourceNotFound, (await Engine.Oms.CancelAllOrders(Engine.Operator, new CancelAllOrdersRequest(1, null, UserId: 999))).ErrorCode);

    [Fact]
    public async Task Of_many_accounts_one_that_can_not_be_asked_is_named_and_the_others_are_swept()
    {
        using (shared.Journal.Inject(JournalFault.FailRecovery, id => id == "account-9"))
        {
            Engine.Actors.ActorSelection("/system/sharding/account/*/9").Tell(Entities.StopEntity.Now, Akka.Actor.ActorRefs.NoSender);
            await UntilItCanNotBeRead(9);
            Assert.Equal(Receipt.Received with { Detail = "not asked: 9" }, await Sweep(Engine.Operator, user: false, account: false, instrument: false));
        }

        await OnlyTheseAreCanceled("7/1 7/2 8/1 8/2");
    }

    private Task<Receipt> Sweep(Caller caller, bool user, bool account, bool instrument) =>
        Engine.Oms.CancelAllOrders(caller, new CancelAllOrdersRequest(1, account ? 7 : null, instrument ? 1 : null, user ? _both : null));

    private async Task UntilItCanNotBeRead(int account)
    {
        using var patience = new CancellationTokenSource(Tests.Engine.Patience);
        while ((await Engine.Oms.GetOpenOrders(Engine.Operator, new AccountRequest(1, account), patience.Token)).IsAnswered)
        {
        }
    }

    private async Task OnlyTheseAreCanceled(string names)
    {
        var swept = names.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        foreach (var (_, order) in _orders.Where(entry => swept.Contains($"{entry.Key.Account}/{entry.Key.Instrument}")))
            await Engine.Until(order, OrderState.Canceled);
        foreach (var (_, order) in _orders.Where(entry => !swept.Contains($"{entry.Key.Account}/{entry.Key.Instrument}")))
            Assert.Equal(OrderState.Working, (await Engine.Status(order)).State);
    }

    /// <summary>Each of the eight ways to name a user, an account and an instrument, or not.</summary>
    private sealed class CombinatorialRowsAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            Enumerable.Range(0, 8).Select(row => new object[] { (row & 4) != 0, (row & 2) != 0, (row & 1) != 0 });
    }
}
