using Microsoft.Extensions.Logging;
using Oms.Actors.Api;
using Oms.Actors.Tests.Gateway;
using Oms.Actors.Tests.Hosting;
using Xunit;

namespace Oms.Actors.Tests.Venue;

/// <summary>An engine with a venue that the test plays, a subscriber of account 7, and what was told of one order.</summary>
internal sealed class VenueScenario : IAsyncDisposable
{
    private readonly HeardLog _log;
    private int _executions;

    private VenueScenario(Engine engine, ScriptedVenue venue, Listener listener, HeardLog log) =>
        (Engine, Venue, Listener, _log) = (engine, venue, listener, log);

    public Engine Engine { get; }

    public ScriptedVenue Venue { get; }

    public Listener Listener { get; }

    /// <summary>A venue that takes these besides limit orders, good till canceled.</summary>
    public static async Task<VenueScenario> Begin(params (OrderType, TimeInForce)[] taken)
    {
        var venue = new ScriptedVenue { Taken = [(OrderType.Limit, TimeInForce.GTC), .. taken] };
        var log = new HeardLog();
        var engine = await Engine.With(venue, LoggerFactory.Create(logging => logging.AddProvider(log)));
        return new VenueScenario(engine, venue, await Listener.Of(engine, Engine.Account), log);
    }

    /// <summary>A venue that takes orders with a time limit, at a time of the test's.</summary>
    public static async Task<VenueScenario> At(TimeProvider clock)
    {
        var venue = new ScriptedVenue { Taken = [(OrderType.Limit, TimeInForce.GTC), (OrderType.Limit, TimeInForce.GTD)] };
        var log = new HeardLog();
        var engine = await Engine.At(clock, venue);
        return new VenueScenario(engine, venue, await Listener.Of(engine, Engine.Account), log);
    }

    /// <summary>Places an order of account 7 and lets the venue have it.</summary>
    public async Task<OrderId> Place(decimal quantity = 10)
    {
        var order = await Engine.Place(quantity);
        await Venue.Submitted(order);
        await Report(new VenueReport.Accepted(order));
        return order;
    }

    /// <summary>Cancels, and waits until the venue is asked.</summary>
    public async Task<string> Cancel(OrderId order)
    {
        Assert.Equal(Receipt.Received, await Engine.Cancel(order));
        return (await Venue.CancelAsked(order)).CancelId;
    }

    /// <summary>Asks for another order in the place of this one.</summary>
    public Task<CancelReplaceOrderAnswer> Replace(OrderId order, decimal quantity, decimal price = 100, long clientOrderId = 0) =>
        Engine.Oms.CancelReplaceOrder(Engine.Trader, new CancelReplaceOrderRequest(1, order.Value, quantity, price, ClientOrderId: clientOrderId));

    /// <summary>Asks for a smaller quantity.</summary>
    public Task<Receipt> Modify(OrderId order, decimal quantity) => Engine.Oms.ModifyOrder(Engine.Trader, new ModifyOrderRequest(1, order.Value, quantity));

    /// <summary>Reduces, and waits until the venue is asked.</summary>
    public async Task<string> Reduce(OrderId order, decimal quantity)
    {
        Assert.Equal(Receipt.Received, await Modify(order, quantity));
        return (await Venue.ReplaceAsked(order)).ReplaceId;
    }

    public Task Fill(OrderId order, decimal quantity, decimal price = 100) => Report(new VenueReport.Execution(order, ++_executions, quantity, price));

    public async Task Report(VenueReport report) => Assert.Equal(VenueReportResult.Taken, await Engine.Reports.Report(report));

    /// <summary>What the subscriber was told of the order, up to what satisfies this.</summary>
    public async Task<string[]> Told(OrderId order, Func<AccountEvent, bool> last)
    {
        await Listener.Next<AccountEvent>(@event => IsOf(@event, order) && last(@event));
        return [.. Listener.Heard.Where(@event => IsOf(@event, order)).Select(Text)];
    }

    /// <summary>Waits until the operator is told this.</summary>
    public async Task Raised(string text)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        while (!_log.Lines.Any(line => line.Level == LogLevel.Error && line.Text.Contains(text, StringComparison.Ordinal)))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Engine.OpenOrders();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _log.Dispose();
    }

    public static bool IsOf(AccountEvent @event, OrderId order) => @event switch
    {
        OrderStateEvent state => state.Order.OrderId == order,
        OrderTradeEvent { Trade: var trade } => trade.OrderId == order,
        CancelOrderRejectEvent reject => reject.Order.OrderId == order,
        NewOrderRejectEvent reject => reject.OrderId == order,
        CancelReplaceOrderRejectEvent reject => reject.OrderIdToReplace == order,
        _ => false,
    };

    public static string Text(AccountEvent @event) => @event switch
    {
        OrderStateEvent { Order: var o } => FormattableString.Invariant($"{o.State} {o.QuantityExecuted}/{o.Quantity} {o.ChangeReason}"),
        OrderTradeEvent { Trade: var t } => FormattableString.Invariant($"{t.Side} {t.Quantity} at {t.Price}"),
        CancelOrderRejectEvent e => FormattableString.Invariant($"cancel rejected, {e.Order.State} {e.Order.QuantityExecuted}: {e.RejectReason}"),
        NewOrderRejectEvent e => $"rejected: {e.RejectReason}",
        CancelReplaceOrderRejectEvent e => FormattableString.Invariant($"change to {e.Order.OrigQuantity} rejected: {e.RejectReason}"),
        _ => "",
    };
}
