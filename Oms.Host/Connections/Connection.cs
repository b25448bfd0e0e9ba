using System.Net;
using System.Net.WebSockets;
using Oms.Actors.Api;
using Oms.Host.Calls;
using Oms.Host.Logging;
using Oms.Host.Wire;

namespace Oms.Host.Connections;

/// <summary>What the connections share.</summary>
internal sealed record ConnectionParts(CallTable Calls, IOms Oms, EventWriter Events, DisconnectCancels Cancels, WireLimits Limits, TimeProvider Time, ILogger Log);

/// <summary>
/// One WebSocket connection. Frames are taken one after the other and each call is begun before the next frame is looked at, so that calls take effect in the order sent;
/// answers go out as they come. Behind a login or a LogOut frames wait for its answer.
/// </summary>
internal sealed class Connection : IEventSink, IDisposable
{
    private const string UnknownCall = "(unknown)";

    private readonly ConnectionParts _parts;
    private readonly IPAddress _address;
    private readonly MessageReader _reader;
    private readonly Outbox _outbox;
    private readonly AccountFeeds _feeds;
    private readonly DisconnectOrders _disconnect;
    private readonly Closing _closing;
    private readonly CallBudget _budget;
    private readonly ConnectionHolder _holder;
    private long _events = -1;

    /// <param name="id">Unique within the life of the host; not 0.</param>
    /// <param name="socket">The open WebSocket.</param>
    /// <param name="address">Where it came from.</param>
    /// <param name="parts">What the connections share.</param>
    public Connection(long id, WebSocket socket, IPAddress address, ConnectionParts parts)
    {
        (Id, _address, _parts) = (id, address, parts);
        _reader = new MessageReader(socket, parts.Limits, parts.Time);
        _outbox = new Outbox(socket, parts.Limits, parts.Time);
        _feeds = new AccountFeeds(parts.Oms, parts.Events, parts.Limits, this, () => CallerOf(_holder!.Session));
        _disconnect = new DisconnectOrders(parts.Cancels, parts.Limits);
        _closing = new Closing(socket, _outbox, parts.Time, Failed);
        _budget = new CallBudget(parts.Limits);
        _holder = new ConnectionHolder(parts.Oms, parts.Time);
    }

    public long Id { get; }

    /// <summary>Serves the connection until either side ends it; says why it ended.</summary>
    public async Task<string> Run()
    {
        using var watch = _parts.Time.CreateTimer(_ => Watch(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        try
        {
            return await _closing.Run(Read);
        }
        finally
        {
            await _disconnect.End();
            await _feeds.EndAll();
        }
    }

    public void Close(WebSocketCloseStatus status, string reason) => _closing.Begin(status, reason);

    public void Dispose() => _closing.Dispose();

    public void Failed(Exception defect)
    {
        CallLog.Failed(_parts.Log, defect, "A connection");
        Close(WebSocketCloseStatus.InternalServerError, "server error");
    }

    public Task Tell(WireEvent @event, CancellationToken cancellation) =>
        _outbox.Post(() => Frame.Written.EventOf(_events += 2, @event.Name, @event.Write), cancellation);

    private async Task Read(CancellationToken cancellation)
    {
        try
        {
            while (await _reader.Next(cancellation) is { Kind: not MessageKind.Close } message && !_closing.Ended.IsCancellationRequested)
                await Take(message);
            Close(WebSocketCloseStatus.NormalClosure, "");
        }
        catch (MessageRefusedException refused)
        {
            Close(refused.Status, refused.Message);
        }
        catch (OperationCanceledException) when (_closing.Ended.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // A login or a LogOut was under way; the other side is still to hear why the connection ends.
        }

        await _reader.Discard(cancellation);
    }

    private async ValueTask Take(Message message)
    {
        string? fault = "frame: binary";
        if (message.Kind == MessageKind.Binary || !Frame.TryRead(message.Bytes.Span, out var frame, out fault))
        {
            PostNow(Frame.Written.NoFrame(WireAnswer.Refused(OmsCode.InvalidRequest, fault)));
            CallLog.Answered(_parts.Log, "(no frame)", _holder.Session?.UserName, _address, (int)OmsCode.InvalidRequest, 0);
            return;
        }

        var asked = new AskedCall(frame, _parts.Calls.Find(frame.Name), _holder.Session, _parts.Time.GetTimestamp());
        if (asked.Call is { Session: not SessionEffect.None, Over: not Transport.Http })
            await ChangeSession(asked);
        else
            _ = Answer(asked);
    }

    /// <summary>Begins the call at once; its answer comes when it comes.</summary>
    private async Task Answer(AskedCall asked)
    {
        if (Refusal(asked) is { } refused)
        {
            PostNow(Frame.Written.ReplyTo(asked.Frame, refused));
            Log(asked, refused);
            return;
        }

        var isOver = false;
        try
        {
            var answer = await Ask(asked);
            await Reply(asked, answer, Over);
            if (answer.Code == OmsCode.NotAuthorized)
                await _holder.Check(_closing.Ended);
        }
        catch (OperationCanceledException) when (_closing.Ended.IsCancellationRequested)
        {
            // Nobody reads the answer any more.
        }
        catch (Exception e)
        {
            Failed(e);
        }
        finally
        {
            Over();
        }

        void Over()
        {
            if (!isOver)
                _budget.End(asked.IsCancel, asked.Weight);
            isOver = true;
        }
    }

    private async Task ChangeSession(AskedCall asked)
    {
        var answer = await Ask(asked);
        if (answer.Opened is { } opened)
            await Take(opened);
        else if (asked.Call!.Session == SessionEffect.Ends && answer.Code == OmsCode.Success)
            await Leave();
        await Reply(asked, answer);
    }

    /// <summary>Another user begins without subscriptions; those of the same user go on under his new session.</summary>
    private async Task Take(Session opened)
    {
        var before = _holder.Session;
        if (before is not null && before.UserId != opened.UserId)
            await _feeds.EndAll();
        _holder.Takes(opened);
    }

    private async Task Leave()
    {
        _disconnect.Clear();
        await _feeds.EndAll();
        _holder.Leaves();
    }

    /// <summary>What is refused at once; a call that is not is in the budget.</summary>
    private WireAnswer? Refusal(AskedCall asked) => asked.Call switch
    {
        null => WireAnswer.Refused(OmsCode.OperationNotSupported, "no such call"),
        { Over: Transport.Http } => WireAnswer.Refused(OmsCode.OperationNotSupported, "over HTTP only"),
        _ when !_budget.TryBegin(asked.IsCancel, asked.Weight) => WireAnswer.Refused(OmsCode.OperationFailed, "too many calls under way"),
        _ => null,
    };

    private async Task<WireAnswer> Ask(AskedCall asked)
    {
        try
        {
            return await asked.Call!.Answer(new CallContext(CallerOf(asked.Session), asked.Frame.Fields, _address, _closing.Ended) { Feeds = _feeds, Disconnect = _disconnect });
        }
        catch (Exception e) when (e is not OperationCanceledException || !_closing.Ended.IsCancellationRequested)
        {
            // No call of the engine throws; should one do so, its caller still gets an answer, and no text of the exception.
            CallLog.Failed(_parts.Log, e, asked.Call!.Name);
            return WireAnswer.Refused(OmsCode.ServerError);
        }
    }

    /// <param name="asked">The call.</param>
    /// <param name="answer">What is said to it.</param>
    /// <param name="goesOut">Done when the answer has room, and before it goes out: whoever hears it may call again at once, and is not over a limit by the call that was answered.</param>
    private async Task Reply(AskedCall asked, WireAnswer answer, Action? goesOut = null)
    {
        await _outbox.Post(
            () =>
            {
                goesOut?.Invoke();
                return Frame.Written.ReplyTo(asked.Frame, answer);
            },
            _closing.Ended);
        answer.Then?.Invoke();
        Log(asked, answer);
    }

    private void Log(AskedCall asked, WireAnswer answer)
    {
        var took = _parts.Time.GetElapsedTime(asked.Began).TotalMilliseconds;
        CallLog.Answered(_parts.Log, asked.Call?.Name ?? UnknownCall, (answer.Opened ?? asked.Session)?.UserName, _address, (int)answer.Code, took);
    }

    private Caller CallerOf(Session? session) => Caller.OfSession(session?.Token) with { Connection = Id };

    private void PostNow(byte[] frame)
    {
        if (!_outbox.TryPost(frame))
            Close(WebSocketCloseStatus.PolicyViolation, "the reader is too slow");
    }

    /// <summary>The deadlines, looked at once a second.</summary>
    private void Watch()
    {
        if (_holder.IsNobodyFor(_parts.Limits.LoginDeadline))
            Close(WebSocketCloseStatus.PolicyViolation, "no login in time");
        else if (_reader.IsLate(_parts.Limits.MessageDeadline))
            Close(WebSocketCloseStatus.PolicyViolation, "a message was not completed in time");
        else if (_outbox.IsStalled)
            Close(WebSocketCloseStatus.PolicyViolation, "the reader is too slow");
    }

    /// <summary>A call as it was asked, under the session of that moment.</summary>
    private sealed record AskedCall(Frame Frame, WireCall? Call, Session? Session, long Began)
    {
        public bool IsCancel => Call?.IsCancel == true;

        /// <summary>A list counts as what is in it.</summary>
        public int Weight => Math.Clamp(Frame.Fields.Items?.Count ?? 1, 1, Call?.MostItems ?? 1);
    }
}
