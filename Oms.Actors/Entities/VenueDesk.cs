using System.Collections.Concurrent;
using System.Threading.Channels;
using Akka.Event;
using Oms.Actors.Api;

namespace Oms.Actors.Entities;

/// <summary>
/// Hands requests to the host's venue, one after another, away from the actors. Nothing here is kept: what is dropped, fails or hangs is asked again by its order. A
/// request that is still under way is not handed over a second time, so a venue that hangs is not buried under repetitions.
/// </summary>
internal sealed class VenueDesk : IDisposable
{
    private const int MostWaiting = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IExecutionVenue _venue;
    private readonly ILoggingAdapter _log;
    private readonly TimeProvider _clock;
    private readonly Channel<Request> _requests = Channel.CreateBounded<Request>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly ConcurrentDictionary<(OrderId, string), byte> _underWay = [];
    private readonly CancellationTokenSource _ended = new();

    public VenueDesk(IExecutionVenue venue, ILoggingAdapter log, TimeProvider clock)
    {
        (_venue, _log, _clock) = (venue, log, clock);
        _ = Task.Run(HandOver);
    }

    public void Submit(VenueOrder order) => Enqueue(new Request(order.OrderId, "", cancellation => _venue.Submit(order, cancellation)));

    public void Cancel(VenueCancel cancel) => Enqueue(new Request(cancel.OrderId, cancel.CancelId, cancellation => _venue.Cancel(cancel, cancellation)));

    public void Replace(VenueReplace replace) => Enqueue(new Request(replace.OrderId, replace.ReplaceId, cancellation => _venue.Replace(replace, cancellation)));

    public void Dispose()
    {
        _requests.Writer.TryComplete();
        _ended.Cancel();
    }

    private void Enqueue(Request request)
    {
        if (_underWay.TryAdd(request.Key, 0) && !_requests.Writer.TryWrite(request))
            _underWay.TryRemove(request.Key, out _);
    }

    private async Task HandOver()
    {
        await foreach (var request in _requests.Reader.ReadAllAsync())
            _ = Carry(request);
    }

    /// <summary>Runs on the pump up to the venue's first await.</summary>
    private async Task Carry(Request request)
    {
        using var patience = new CancellationTokenSource(Patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _ended.Token);
        try
        {
            await request.HandOver(either.Token).WaitAsync(either.Token);
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            if (!_ended.IsCancellationRequested)
                _log.Warning(cause, "The venue did not take a request for order {0}; it is asked again", request.Order);
        }
        finally
        {
            _underWay.TryRemove(request.Key, out _);
        }
    }

    /// <param name="Order">The order.</param>
    /// <param name="Change">The cancel or replacement; empty for a submit.</param>
    /// <param name="HandOver">Hands it over.</param>
    private sealed record Request(OrderId Order, string Change, Func<CancellationToken, Task> HandOver)
    {
        public (OrderId, string) Key => (Order, Change);
    }
}
