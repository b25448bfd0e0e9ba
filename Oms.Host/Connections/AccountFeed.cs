using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using Oms.Actors.Api;

namespace Oms.Host.Connections;

/// <summary>Tells one connection what happens to one account: from the engine's stream to the reader's queue, at the reader's pace.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never asked for holds nothing to dispose of; the rest is disposed of asynchronously.")]
internal sealed class AccountFeed : IAsyncDisposable
{
    private static readonly TimeSpan BeginPatience = TimeSpan.FromSeconds(10);

    private static readonly Receipt Silent = Receipt.Refused(OmsCode.OperationFailed, "the account does not answer");

    private readonly IOms _oms;
    private readonly EventWriter _writer;
    private readonly IEventSink _sink;
    private readonly Func<Caller> _caller;
    private readonly CancellationTokenSource _ended = new();
    private readonly Story _story;
    private readonly IAsyncEnumerator<AccountEvent> _events;
    private readonly CancellationToken _end;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One at a time tells: what the account says, or what the reader wants besides.</summary>
    private readonly SemaphoreSlim _telling = new(1);
    private int _runs;
    private int _ends;

    /// <summary>Asks for the account's events at once, so that whatever the connection asks next finds the reader subscribed or being subscribed.</summary>
    public AccountFeed(IOms oms, EventWriter writer, IEventSink sink, Func<Caller> caller, AccountRequest request, Interest interest)
    {
        (_oms, _writer, _sink, _caller, Request, Interest) = (oms, writer, sink, caller, request, interest);
        _end = _ended.Token;
        _story = new Story(interest);
        _events = oms.SubscribeAccountEvents(caller, request, _end).GetAsyncEnumerator(_end);
        Begun = Begin();
    }

    public AccountId Account => AccountOf(Request);

    public AccountRequest Request { get; }

    /// <summary>What the reader has asked for.</summary>
    public Interest Interest { get; private set; }

    /// <summary>Null once the account's snapshot is there, or the refusal.</summary>
    public Task<Receipt?> Begun { get; }

    public static AccountId AccountOf(AccountRequest request) => new(request.AccountId ?? 0);

    /// <summary>The reader wants this besides; gives what tells him, to be called when he has been answered.</summary>
    public Action Add(Interest interest)
    {
        Interest = interest.And(Interest);
        return () =>
        {
            Run();
            _ = Guarded(() => InTurn(() => _story.Widen(Interest)));
        };
    }

    /// <summary>Tells what the account says, from the snapshot on. Only the first run counts.</summary>
    public void Run()
    {
        if (Interlocked.Exchange(ref _runs, 1) == 0)
            _ = Pump();
    }

    /// <summary>Ends it; nothing is told after that.</summary>
    public async ValueTask DisposeAsync()
    {
        var isFirst = Interlocked.Exchange(ref _ends, 1) == 0;
        if (isFirst)
            await _ended.CancelAsync();
        if (Interlocked.Exchange(ref _runs, 1) == 0)
            await Abandon();
        await _finished.Task;
        if (isFirst)
            _ended.Dispose();
    }

    /// <summary>It was never run: the engine's stream is waiting where it began.</summary>
    private async Task Abandon()
    {
        await Begun;
        await _events.DisposeAsync();
        _finished.TrySetResult();
    }

    private async Task<Receipt?> Begin()
    {
        var first = _events.MoveNextAsync().AsTask();
        try
        {
            return await first.WaitAsync(BeginPatience) ? null : Silent;
        }
        catch (SubscriptionEndedException e)
        {
            return e.Refusal ?? Silent;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            await _ended.CancelAsync();
            await Task.WhenAny(first);
            return Silent;
        }
        catch (Exception e)
        {
            _sink.Failed(e);
            return Silent;
        }
    }

    private async Task Pump()
    {
        await Guarded(async () =>
        {
            do
                await Tell(_events.Current);
            while (await _events.MoveNextAsync());
            Close("the subscription has ended");
        });
        await _events.DisposeAsync();
        _finished.TrySetResult();
    }

    private async Task Guarded(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Ended by its reader, or with the connection.
        }
        catch (SubscriptionEndedException e)
        {
            Close(e.Message);
        }
        catch (Exception e)
        {
            _sink.Failed(e);
        }
    }

    private async Task Tell(AccountEvent @event)
    {
        await InTurn(() => _story.Take(@event));
        while (_story.TryUnclear(out var order))
            await Clear(order);
        if (_story.HasLostTrack)
            Close("events were missed");
    }

    private async Task InTurn(Func<IReadOnlyList<AccountEvent>> events)
    {
        await _telling.WaitAsync(_end);
        try
        {
            foreach (var told in events())
                await _sink.Tell(await _writer.Of(told), _end);
        }
        finally
        {
            _telling.Release();
        }
    }

    /// <summary>An order that was closed while the reader was not told: it is asked for its end.</summary>
    private async Task Clear(OrderId order)
    {
        var status = await _oms.GetOrderStatus(_caller(), new GetOrderStatusRequest(_writer.OmsId.Value, OrderId: order.Value), _end);
        if (status.IsAnswered)
            await InTurn(() => _story.Learn(status.Value) is { } told ? [told] : []);
        else
            Close("events were missed");
    }

    private void Close(string reason) => _sink.Close(WebSocketCloseStatus.PolicyViolation, reason);
}
