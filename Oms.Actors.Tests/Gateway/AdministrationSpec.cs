using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>What operators do, through the public calls.</summary>
public sealed class AdministrationSpec(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private static readonly Caller Operator = Engine.Operator;

    private IOmsAdministration Administration => shared.Engine.Administration;

    [Fact]
    public async Task A_deposit_is_booked_once_per_reference()
    {
        var account = await Open("once");
        Assert.Equal(Receipt.Received, await Administration.Deposit(Operator, account, Engine.Usd, 10.25m, "a"));
        Assert.Equal(Receipt.Received, await Administration.Deposit(Operator, account, Engine.Usd, 10.25m, "a"));
        Assert.Equal(OmsCode.OperationFailed, (await Administration.Deposit(Operator, account, Engine.Usd, 10.26m, "a")).ErrorCode);
        Assert.Equal(10.25m, (await shared.Engine.PositionOf(Engine.Usd, account.Value)).Amount);
    }

    [Fact]
    public async Task A_withdrawal_cant_touch_what_is_held()
    {
        var account = await Open("held");
        await Administration.Deposit(Operator, account, Engine.Usd, 100, "in");
        await shared.Engine.Place(quantity: 1, price: 60, account: account.Value);

        var refused = await Administration.Withdraw(Operator, account, Engine.Usd, 40.01m, "out");
        Assert.Equal((OmsCode.OperationFailed, "Not_Enough_Funds"), (refused.ErrorCode, refused.Detail));
        Assert.Equal(Receipt.Received, await Administration.Withdraw(Operator, account, Engine.Usd, 40, "out"));
        Assert.Equal(new Position(account, Engine.Usd, 60, 60), await shared.Engine.PositionOf(Engine.Usd, account.Value));
    }

    [Theory]
    [InlineData(0, 1, 1, "r", "AccountId", OmsCode.InvalidRequest)]
    [InlineData(7, 0, 1, "r", "ProductId", OmsCode.InvalidRequest)]
    [InlineData(7, 1, 0, "r", "Amount", OmsCode.InvalidRequest)]
    [InlineData(7, 1, -1, "r", "Amount", OmsCode.InvalidRequest)]
    [InlineData(7, 1, 0.001, "r", "Amount", OmsCode.InvalidRequest)]
    [InlineData(7, 1, 1, "", "Reference", OmsCode.InvalidRequest)]
    [InlineData(7, 9, 1, "r", "no such product", OmsCode.ResourceNotFound)]
    [InlineData(99, 1, 1, "r", "no such account", OmsCode.ResourceNotFound)]
    public async Task A_deposit_of_what_is_not_there_or_not_possible_is_refused(int account, int product, decimal amount, string reference, string detail, OmsCode code)
    {
        var receipt = await Administration.Deposit(Operator, new AccountId(account), new ProductId(product), amount, reference);
        Assert.Equal((code, detail), (receipt.ErrorCode, receipt.Detail));
    }

    [Fact]
    public async Task An_account_gets_the_id_that_is_chosen_or_the_next_free_one()
    {
        var first = await Open("first");
        var chosen = new AccountId(first.Value + 5);
        Assert.Equal(chosen, (await Administration.OpenAccount(Operator, "chosen", chosen)).Value);
        Assert.Equal(chosen, (await Administration.OpenAccount(Operator, "chosen", chosen)).Value);
        Assert.Equal(OmsCode.OperationFailed, (await Administration.OpenAccount(Operator, "another", chosen)).Refusal!.ErrorCode);
        Assert.Equal(chosen.Value + 1, (await Open("next")).Value);
    }

    [Theory]
    [InlineData("", "long enough", "UserName")]
    [InlineData("with blank", "long enough", "UserName")]
    [InlineData("fine", "short", "Password")]
    public async Task A_user_without_a_proper_name_or_password_is_100(string name, string password, string field) => Assert.Equal(
        new Receipt(false, "Invalid Request", OmsCode.InvalidRequest, field),
        (await Administration.CreateUser(Operator, name, password)).Refusal);

    [Fact]
    public async Task A_users_name_is_taken_whatever_the_case()
    {
        Assert.True((await Administration.CreateUser(Operator, "Unique", "long enough")).IsAnswered);
        Assert.Equal(OmsCode.OperationFailed, (await Administration.CreateUser(Operator, "uNIQUE", "long enough")).Refusal!.ErrorCode);
    }

    [Fact]
    public async Task Rights_of_a_user_or_to_an_account_that_do_not_exist_are_104()
    {
        Assert.Equal(OmsCode.ResourceNotFound, (await Administration.Grant(Operator, "ghost", Api.Permissions.Trading)).ErrorCode);
        Assert.Equal(OmsCode.ResourceNotFound, (await Administration.Associate(Operator, "trader", new AccountId(99))).ErrorCode);
    }

    [Fact]
    public async Task A_product_and_an_instrument_are_added_once_and_are_public()
    {
        var product = new Product(new ProductId(30), "EUR", "Euro", 2, false);
        var instrument = new Instrument(new InstrumentId(30), "BTCEUR", Engine.Btc, product.ProductId, 0.01m, 0.01m, 0, 10, InstrumentStatus.Running);
        Assert.Equal(OmsCode.ResourceNotFound, (await Administration.AddInstrument(Operator, instrument)).ErrorCode);
        Assert.Equal(Receipt.Received, await Administration.AddProduct(Operator, product));
        Assert.Equal(Receipt.Received, await Administration.AddProduct(Operator, product));
        Assert.Equal(OmsCode.OperationFailed, (await Administration.AddProduct(Operator, product with { Symbol = "EUX" })).ErrorCode);
        Assert.Equal(Receipt.Received, await Administration.AddInstrument(Operator, instrument));

        Assert.Contains(product, (await shared.Engine.Oms.GetProducts(1)).Value!);
        Assert.Contains(instrument, (await shared.Engine.Oms.GetInstruments(1)).Value!);
        Assert.Equal(OmsCode.ResourceNotFound, (await shared.Engine.Oms.GetInstruments(2)).Refusal!.ErrorCode);
    }

    [Fact]
    public async Task The_first_operator_is_created_once()
    {
        await using var engine = await Engine.On(() => new Journals.FaultyJournal().Store);
        var administration = engine.Administration;
        Assert.True((await administration.CreateFirstOperator(Caller.Host, "boss", "long enough")).Value);
        Assert.True((await administration.CreateFirstOperator(Caller.Host, "boss", "other words")).Value);
        Assert.False((await administration.CreateFirstOperator(Caller.Host, "chief", "long enough")).Value);

        Assert.True((await engine.Oms.Authenticate("boss", "long enough")).IsAnswered);
        Assert.False((await engine.Oms.Authenticate("boss", "other words")).IsAnswered);
        Assert.False((await engine.Oms.Authenticate("chief", "long enough")).IsAnswered);
        Assert.Equal(Receipt.Received, await administration.SetInstrumentStatus(Caller.OfUser("boss"), Engine.BtcUsd, InstrumentStatus.Paused));
    }

    private async Task<AccountId> Open(string name)
    {
        var answer = await Administration.OpenAccount(Operator, name);
        Assert.True(answer.IsAnswered, answer.Refusal?.ToString());
        return answer.Value;
    }
}
