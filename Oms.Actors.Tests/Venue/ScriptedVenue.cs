using System.Threading.Channels;
using Oms.Actors.Api;

namespace Oms.Actors.Tests.Venue;

/// <summary>A venue that does what the test says: it hears requests and answers nothing by itself.</summary>
internal sealed class ScriptedVenue : IExecutionVenue
{
    private readonly Channel<VenueOrder> _orders = Channel.CreateUnbounded<VenueOrder>();
    private readonly Channel<VenueCancel> _cancels = Channel.CreateUnbounded<VenueCancel>();
    private readonly Channel<VenueReplace> _replaces = Channel.CreateUnbounded<VenueReplace>();

    /// <summary>What it takes.</summary>
    public IReadOnlyList<(OrderType, TimeInForce)> Taken { get; init; } = [(OrderType.Limit, TimeInForce.GTC)];

    /// <summary>What becomes of a hand-over after it was heard.</summary>
    public Func<Task> HandOver { get; set; } = () => Task.CompletedTask;

    public bool Takes(OrderType orderType, TimeInForce timeInForce) => Taken.Contains((orderType, timeInForce));

    public Task Submit(VenueOrder order, CancellationToken cancellation)
    {
        _orders.Writer.TryWrite(order);
        return HandOver();
    }

    public Task Cancel(VenueCancel cancel, CancellationToken cancellation)
    {
        _cancels.Writer.TryWrite(cancel);
        return HandOver();
    }

    public Task Replace(VenueReplace replace, CancellationToken cancellation)
    {
        _replaces.Writer.TryWrite(replace);
        return HandOver();
    }

    /// <summary>The next submit of this order, repeated or not.</summary>
    public async Task<VenueOrder> Submitted(OrderId order) => await Next(_orders, request => request.OrderId == order);

    /// <summary>The next request to cancel this order, repeated or not.</summary>
    public async Task<VenueCancel> CancelAsked(OrderId order) => await Next(_cancels, request => request.OrderId == order);

    /// <summary>The next request to reduce this order, repeated or not.</summary>
    public async Task<VenueReplace> ReplaceAsked(OrderId order) => await Next(_replaces, request => request.OrderId == order);

    private static async Task<T> Next<T>(Channel<T> requests, Func<T, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        await foreach (var request in requests.Reader.ReadAllAsync(patience.Token))
        {
            if (wanted(request))
                return request;
        }

        throw new InvalidOperationException("The venue has ended.");
    }
}
