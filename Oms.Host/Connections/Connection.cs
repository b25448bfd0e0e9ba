using System.Net;
using System.Net.WebSockets;
using Oms.Actors.Api;
using Oms.Host.Calls;
using Oms.Host.Logging;
using Oms.Host.Wire;

namespace Oms.Host.Connections;

/// <summary>What the connections share.</summary>
internal sealed record ConnectionParts(CallTable Calls, IOms Oms, EventWriter Events, WireLimits Limits, TimeProvider Time, ILogger Log);

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
    private readonly Closing _closing;
    private readonly CallBudget _budget;
    private Session? _session;
    private long? _sessionlessSince;
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
        _feeds = new AccountFeeds(parts.Oms, parts.Events, parts.Limits, this);
        _closing = new Closing(socket, _outbox, parts.Time);
        _budget = new CallBudget(parts.Limits);
        _sessionlessSince = parts.Time.GetTimestamp();
    }

    public long Id { get; }

    /// <summary>Serves the connection until either side ends it; says why it ended.</summary>
    public async Task<string> Run()
    {
        using var watch = _parts.Time.CreateTimer(_ => Watch(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        var reason = await _closing.Run(Read);
        await _feeds.EndAll();
        return reason;
    }

    public void Close(WebSocketCloseStatus status, string reason) => _closing.Begin(status, reason);

    public void Dispose() => _closing.Dispose();

    public void Failed(Exception defect)
    {
        CallLog.Failed(_parts.Log, defect, "A subscription");
        Close(WebSocketCloseStatus.InternalServerError, "server error");
    }

    public async Task Tell(WireEvent @event, CancellationToken cancellation)
    {
        await _outbox.WaitForRoom(cancellation);
        cancellation.ThrowIfCancellationRequested();
        Post(Frame.Written.EventOf(Interlocked.Add(ref _events, 2), @event.Name, @event.Write));
    }

    private async Task Read(CancellationToken cancellation)
    {
        try
        {
            while (await _reader.Next(cancellation) is { Kind: not MessageKind.Close } message)
                await Take(message);
            Close(WebSocketCloseStatus.NormalClosure, "");
        }
        catch (MessageRefusedException refused)
        {
            Close(refused.Status, refused.Message);
            await _reader.Discard(cancellation);
        }
    }

    private async ValueTask Take(Message message)
    {
        string? fault = "frame: binary";
        if (message.Kind == MessageKind.Binary || !Frame.TryRead(message.Bytes.Span, out var frame, out fault))
        {
            Post(Frame.Written.NoFrame(WireAnswer.Refused(OmsCode.InvalidRequest, fault)));
            CallLog.Answered(_parts.Log, "(no frame)", _session?.UserName, _address, (int)OmsCode.InvalidRequest, 0);
            return;
        }

        var call = _parts.Calls.Find(frame.Name);
        if (call is { Session: not SessionEffect.None, Over: not Transport.Http })
            await ChangeSession(frame, call);
        else
            _ = Answer(frame, call);
    }

    /// <summary>Begins the call at once; its answer comes when it comes.</summary>
    private async Task Answer(Frame frame, WireCall? call) => Reply(frame, call, _parts.Time.GetTimestamp(), _session, await Begin(frame, call));

    private async Task ChangeSession(Frame frame, WireCall call)
    {
        var (began, before) = (_parts.Time.GetTimestamp(), _session);
        var answer = await Begin(frame, call);
        if (answer.Opened is { } opened)
        {
            if (before is not null && before.UserId != opened.UserId)
                await _feeds.EndAll();
            (_session, _sessionlessSince) = (opened, null);
        }
        else if (call.Session == SessionEffect.Ends && answer.Code == OmsCode.Success)
        {
            await _feeds.EndAll();
            (_session, _sessionlessSince) = (null, _parts.Time.GetTimestamp());
        }

        Reply(frame, call, began, _session ?? before, answer);
    }

    private Task<WireAnswer> Begin(Frame frame, WireCall? call)
    {
        if (call is null)
            return Task.FromResult(WireAnswer.Refused(OmsCode.OperationNotSupported, "no such call"));
        if (call.Over == Transport.Http)
            return Task.FromResult(WireAnswer.Refused(OmsCode.OperationNotSupported, "over HTTP only"));
        return _budget.TryBegin(call.IsCancel) ? Ask(frame, call) : Task.FromResult(WireAnswer.Refused(OmsCode.OperationFailed, "too many calls under way"));
    }

    private async Task<WireAnswer> Ask(Frame frame, WireCall call)
    {
        try
        {
            var caller = Caller.OfSession(_session?.Token) with { Connection = Id };
            return await call.Answer(new CallContext(caller, frame.Fields, _address, _closing.Ended) { Feeds = _feeds });
        }
        catch (OperationCanceledException) when (_closing.Ended.IsCancellationRequested)
        {
            return WireAnswer.Refused(OmsCode.OperationFailed, "the connection has ended");
        }
        catch (Exception e)
        {
            // No call of the engine throws; should one do so, its caller still gets an answer, and no text of the exception.
            CallLog.Failed(_parts.Log, e, call.Name);
            return WireAnswer.Refused(OmsCode.ServerError);
        }
        finally
        {
            _budget.End(call.IsCancel);
        }
    }

    private void Reply(Frame frame, WireCall? call, long began, Session? session, WireAnswer answer)
    {
        Post(Frame.Written.ReplyTo(frame, answer));
        answer.Then?.Invoke();
        var took = _parts.Time.GetElapsedTime(began).TotalMilliseconds;
        CallLog.Answered(_parts.Log, call?.Name ?? UnknownCall, session?.UserName, _address, (int)answer.Code, took);
    }

    private void Post(byte[] frame)
    {
        if (!_outbox.TryPost(frame))
            Close(WebSocketCloseStatus.PolicyViolation, "the reader is too slow");
    }

    /// <summary>The deadlines, looked at once a second.</summary>
    private void Watch()
    {
        if (_sessionlessSince is { } since && _parts.Time.GetElapsedTime(since) > _parts.Limits.LoginDeadline)
            Close(WebSocketCloseStatus.PolicyViolation, "no login in time");
        else if (_reader.BegunAt is { } begun && _parts.Time.GetElapsedTime(begun) > _parts.Limits.MessageDeadline)
            Close(WebSocketCloseStatus.PolicyViolation, "a message was not completed in time");
        else if (_outbox.IsStalled)
            Close(WebSocketCloseStatus.PolicyViolation, "the reader is too slow");
    }
}
