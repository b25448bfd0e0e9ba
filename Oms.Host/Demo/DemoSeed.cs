using Oms.Actors.Api;
using Oms.Host.Start;

namespace Oms.Host.Demo;

/// <summary>The demo: two products, one instrument, two funded accounts, four users. Every step can be repeated, so that it can go on from wherever it was cut off.</summary>
internal sealed class DemoSeed(IOmsAdministration administration)
{
    public static readonly AccountId FirstAccount = new(7);
    public static readonly AccountId SecondAccount = new(8);

    private static readonly Product Dollar = new(new ProductId(1), "USD", "US Dollar", 2, IsCrypto: false);
    private static readonly Product Bitcoin = new(new ProductId(2), "BTC", "Bitcoin", 8, IsCrypto: true);

    private static readonly Instrument Pair = new(
        new InstrumentId(1),
        "BTCUSD",
        Bitcoin.ProductId,
        Dollar.ProductId,
        QuantityIncrement: 0.00000001m,
        PriceIncrement: 0.01m,
        MinimumQuantity: 0.00000001m,
        MaximumQuantity: 1_000_000m,
        InstrumentStatus.Running);

    public async Task Run(CancellationToken cancellation)
    {
        await Step("product USD", () => administration.AddProduct(Caller.Host, Dollar, cancellation));
        await Step("product BTC", () => administration.AddProduct(Caller.Host, Bitcoin, cancellation));
        await Step("instrument BTCUSD", () => administration.AddInstrument(Caller.Host, Pair, cancellation));
        await Account(FirstAccount, cancellation);
        await Account(SecondAccount, cancellation);
        await User("trader", Permissions.Trading, FirstAccount, cancellation);
        await User("trader2", Permissions.Trading, SecondAccount, cancellation);
        await User("viewer", Permissions.AccountReadOnly, FirstAccount, cancellation);
        await User("operator", Permissions.Operator, null, cancellation);
    }

    private async Task Account(AccountId account, CancellationToken cancellation)
    {
        var name = $"Demo {account}";
        await Step($"account {account}", async () => SetUp.ReceiptOf(await administration.OpenAccount(Caller.Host, name, account, cancellation)));
        await Step($"dollars of {account}", () => administration.Deposit(Caller.Host, account, Dollar.ProductId, 1_000_000m, "demo USD", cancellation));
        await Step($"bitcoins of {account}", () => administration.Deposit(Caller.Host, account, Bitcoin.ProductId, 100m, "demo BTC", cancellation));
    }

    private async Task User(string name, Permissions permissions, AccountId? account, CancellationToken cancellation)
    {
        await Step($"user {name}", () => Create(name, $"{name}-demo", cancellation));
        await Step($"permission of {name}", () => administration.Grant(Caller.Host, name, permissions, cancellation));
        if (account is { } associated)
            await Step($"account of {name}", () => administration.Associate(Caller.Host, name, associated, cancellation));
    }

    /// <summary>A name that is taken was taken by an earlier start of the same demo: then its password is set, which says 104 if it was something else that failed.</summary>
    private async Task<Receipt> Create(string name, string password, CancellationToken cancellation)
    {
        var created = await administration.CreateUser(Caller.Host, name, password, cancellation);
        if (created.Refusal?.ErrorCode != OmsCode.OperationFailed)
            return SetUp.ReceiptOf(created);
        var set = await administration.SetPassword(Caller.Host, name, password, cancellation);
        return set.ErrorCode == OmsCode.ResourceNotFound ? created.Refusal : set;
    }

    private static Task Step(string name, Func<Task<Receipt>> step) => SetUp.Step(name, step);
}
