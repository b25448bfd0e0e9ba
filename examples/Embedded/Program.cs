using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Oms.Actors.Api;
using Oms.Actors.Hosting;

var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddOms(options => options.DataDirectory = args is [var directory] ? directory : "./data");
using var host = builder.Build();
await host.StartAsync();

var administration = host.Services.GetRequiredService<IOmsAdministration>();
var (usd, btc, account) = (new ProductId(1), new ProductId(2), new AccountId(7));
await administration.AddProduct(Caller.Host, new Product(usd, "USD", "US dollar", 2, false));
await administration.AddProduct(Caller.Host, new Product(btc, "BTC", "Bitcoin", 8, true));
await administration.AddInstrument(Caller.Host, new Instrument(new InstrumentId(1), "BTCUSD", btc, usd, 0.00000001m, 0.01m, 0, 1000, InstrumentStatus.Running));
await administration.OpenAccount(Caller.Host, "Alice", account);
await administration.Deposit(Caller.Host, account, usd, 1_000, "first deposit");

var oms = host.Services.GetRequiredService<IOms>();
var sent = await oms.SendOrder(Caller.Host, new SendOrderRequest(1, 7, 1, Side.Buy, OrderType.Limit, 0.5m, 100));
var order = ((SendOrderAnswer.Accepted)sent).OrderId;
await foreach (var happened in oms.SubscribeAccountEvents(Caller.Host, new AccountRequest(1, 7)))
{
    if (happened is AccountSnapshotEvent)
        Console.WriteLine($"received: {(await oms.CancelOrder(Caller.Host, new CancelOrderRequest(1, OrderId: order.Value))).Result}");

    if (happened is OrderStateEvent { Order.State: OrderState.Canceled })
        break;
}

Console.WriteLine($"order {order} is canceled");
await host.StopAsync();
