using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Actors.Api;
using Oms.Actors.Gateway;
using Oms.Actors.Hosting;
using Oms.Actors.Persistence;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Persistence;

namespace Oms.Actors.Tests;

/// <summary>
/// A whole engine in this process, with OMS 1, products 1 (USD) and 2 (BTC), instrument 1 (BTC for USD) running, account 7 with 1,000,000 USD and 100 BTC, and account 8
/// alike; users trader (Trading, 7), trader2 (Trading, 8), both (Trading, 7 and 8), viewer (AccountReadOnly, 7), nobody (no permission, 7) and operator (Operator).
/// </summary>
internal sealed class Engine : IAsyncDisposable
{
    public const string Password = "correct horse";

    /// <summary>How long a test waits for what must come. Only a test that fails waits so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    public static readonly AccountId Account = new(7);
    public static readonly AccountId Account2 = new(8);
    public static readonly ProductId Usd = new(1);
    public static readonly ProductId Btc = new(2);
    public static readonly InstrumentId BtcUsd = new(1);
    public static readonly Caller Trader = Caller.OfUser("trader");
    public static readonly Caller Trader2 = Caller.OfUser("trader2");
    public static readonly Caller Both = Caller.OfUser("both");
    public static readonly Caller Viewer = Caller.OfUser("viewer");
    public static readonly Caller Powerless = Caller.OfUser("nobody");
    public static readonly Caller Operator = Caller.OfUser("operator");

    private readonly OmsEngine _engine;
    private readonly TemporaryDirectory? _directory;

    private Engine(OmsEngine engine, TemporaryDirectory? directory)
    {
        _engine = engine;
        _directory = directory;
    }

    public IOms Oms => _engine.Calls;

    public IOmsAdministration Administration => _engine.Administration;

    public IVenueReports Reports => _engine.Reports;

    public Akka.Actor.ActorSystem Actors => _engine.Actors!;

    public IOmsHealth Health => _engine.Health;

    /// <summary>On SQLite in a directory that goes with the engine.</summary>
    public static Task<Engine> Start(Action<OmsOptions>? configure = null)
    {
        var directory = new TemporaryDirectory();
        return Start(new OmsEngine(Options(directory, configure), NullLoggerFactory.Instance, TimeProvider.System), directory, true);
    }

    /// <summary>On a journal of the test's.</summary>
    public static async Task<Engine> On(
        Func<IJournalStore> journal, bool empty = true, Timings? timings = null, Action<OmsOptions>? configure = null, GatewayLimits? limits = null, IExecutionVenue? venue = null)
    {
        var directory = new TemporaryDirectory();
        return await Start(
            new OmsEngine(Options(directory, configure), journal, NullLoggerFactory.Instance, TimeProvider.System)
            {
                Timings = timings ?? Timings.Default,
                Limits = limits ?? new GatewayLimits(),
                Venue = () => venue,
            },
            directory,
            empty);
    }

    /// <summary>On SQLite in a directory of the test's, which may hold an earlier life's journal.</summary>
    public static Task<Engine> In(TemporaryDirectory directory, bool empty, IExecutionVenue? venue = null) =>
        Start(new OmsEngine(Options(directory, null), NullLoggerFactory.Instance, TimeProvider.System) { Venue = () => venue }, null, empty);

    /// <summary>With a venue, on SQLite in a directory that goes with the engine.</summary>
    public static Task<Engine> With(IExecutionVenue venue, ILoggerFactory? loggers = null)
    {
        var directory = new TemporaryDirectory();
        return Start(new OmsEngine(Options(directory, null), loggers ?? NullLoggerFactory.Instance, TimeProvider.System) { Venue = () => venue }, directory, true);
    }

    /// <summary>At a time of the test's, which is looked at all the time; on a journal of the test's, which may hold an earlier life, or in a directory that goes with the engine.</summary>
    public static Task<Engine> At(TimeProvider clock, IExecutionVenue? venue = null, Func<IJournalStore>? journal = null, bool empty = true)
    {
        var directory = new TemporaryDirectory();
        var options = Options(directory, null);
        var inner = new OmsEngine(options, journal ?? (() => new SqliteJournalStore(options)), NullLoggerFactory.Instance, clock)
        {
            Timings = Timings.Default with { ExpireLook = TimeSpan.FromMilliseconds(20), ExpireAgain = TimeSpan.FromMilliseconds(50), ExpireAgainMost = TimeSpan.FromMilliseconds(50) },
            Venue = () => venue,
        };
        return Start(inner, directory, empty);
    }

    /// <summary>One that the test starts and ends.</summary>
    public static Engine Around(OmsEngine inner) => new(inner, null);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _directory?.Dispose();
    }

    /// <summary>Places a limit order of account 7 and expects it accepted.</summary>
    public async Task<OrderId> Place(decimal quantity = 1, decimal price = 100, Side side = Side.Buy, long clientOrderId = 0, Caller? caller = null, int account = 7)
    {
        var answer = await Oms.SendOrder(caller ?? Operator, Order(quantity, price, side, clientOrderId, account));
        return Xunit.Assert.IsType<SendOrderAnswer.Accepted>(answer).OrderId;
    }

    public static SendOrderRequest Order(decimal quantity = 1, decimal price = 100, Side side = Side.Buy, long clientOrderId = 0, int account = 7) =>
        new(1, account, 1, side, OrderType.Limit, quantity, price, TimeInForce.GTC, clientOrderId);

    public Task<Receipt> Cancel(OrderId order, Caller? caller = null) => Oms.CancelOrder(caller ?? Trader, new CancelOrderRequest(1, OrderId: order.Value));

    public async Task<OrderView> Status(OrderId order)
    {
        var answer = await Oms.GetOrderStatus(Operator, new GetOrderStatusRequest(1, OrderId: order.Value));
        Xunit.Assert.True(answer.IsAnswered, answer.Refusal?.ToString());
        return answer.Value;
    }

    /// <summary>Asks until the order is in this state; fails when it has another closed state.</summary>
    public async Task<OrderView> Until(OrderId order, OrderState state)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!patience.IsCancellationRequested)
        {
            var view = await Status(order);
            if (view.State == state)
                return view;

            Xunit.Assert.Equal(OrderState.Working, view.State);
        }

        throw new TimeoutException($"Order {order} is not {state}.");
    }

    /// <summary>Asks until the account answers: what came to it while a failed write ended its life is lost.</summary>
    public async Task UntilItAnswers(int account = 7)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!(await Oms.GetOpenOrders(Operator, new AccountRequest(1, account), patience.Token)).IsAnswered)
            patience.Token.ThrowIfCancellationRequested();
    }

    public async Task<Position> PositionOf(ProductId product, int account = 7)
    {
        var answer = await Oms.GetAccountPositions(Operator, new AccountRequest(1, account));
        Xunit.Assert.True(answer.IsAnswered, answer.Refusal?.ToString());
        return answer.Value.Single(position => position.ProductId == product);
    }

    public async Task<IReadOnlyList<OrderView>> OpenOrders(int account = 7)
    {
        var answer = await Oms.GetOpenOrders(Operator, new AccountRequest(1, account));
        Xunit.Assert.True(answer.IsAnswered, answer.Refusal?.ToString());
        return answer.Value;
    }

    private static OmsOptions Options(TemporaryDirectory directory, Action<OmsOptions>? configure)
    {
        var options = new OmsOptions { DataDirectory = directory.FullPath };
        configure?.Invoke(options);
        return options;
    }

    private static async Task<Engine> Start(OmsEngine inner, TemporaryDirectory? directory, bool empty)
    {
        var engine = new Engine(inner, directory);
        await inner.StartAsync(CancellationToken.None);
        if (empty)
            await engine.Furnish();

        return engine;
    }

    /// <summary>Puts in what every engine of a test has.</summary>
    public async Task Furnish()
    {
        var host = Caller.Host;
        await Done(Administration.AddProduct(host, new Product(Usd, "USD", "US dollar", 2, false)));
        await Done(Administration.AddProduct(host, new Product(Btc, "BTC", "Bitcoin", 8, true)));
        await Done(Administration.AddInstrument(host, new Instrument(BtcUsd, "BTCUSD", Btc, Usd, 0.00000001m, 0.01m, 0, 1_000_000, InstrumentStatus.Running)));
        foreach (var account in new[] { Account, Account2 })
        {
            Xunit.Assert.True((await Administration.OpenAccount(host, $"account {account}", account)).IsAnswered);
            await Done(Administration.Deposit(host, account, Usd, 1_000_000, "usd"));
            await Done(Administration.Deposit(host, account, Btc, 100, "btc"));
        }

        await User("trader", Api.Permissions.Trading, Account);
        await User("trader2", Api.Permissions.Trading, Account2);
        await User("both", Api.Permissions.Trading, Account, Account2);
        await User("viewer", Api.Permissions.AccountReadOnly, Account);
        await User("nobody", Api.Permissions.None, Account);
        await User("operator", Api.Permissions.Operator);
    }

    private async Task User(string name, Api.Permissions permissions, params AccountId[] accounts)
    {
        Xunit.Assert.True((await Administration.CreateUser(Caller.Host, name, Password)).IsAnswered);
        await Done(Administration.Grant(Caller.Host, name, permissions));
        foreach (var account in accounts)
            await Done(Administration.Associate(Caller.Host, name, account));
    }

    private static async Task Done(Task<Receipt> call) => Xunit.Assert.Equal(Receipt.Received, await call);
}
