using System.Net;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Oms.Actors.Api;
using Oms.Host.Calls;
using Oms.Host.Logging;
using Oms.Host.Wire;

namespace Oms.Host.Http;

/// <summary>AlphaPoint's HTTP gateway: one exchange in, one answer out, one line in the log.</summary>
internal sealed class ApGateway(CallTable calls, SessionNames names, TimeProvider time, ILogger<ApGateway> log)
{
    private const string UnknownCall = "(unknown)";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Post];

    public async Task Handle(HttpContext http)
    {
        if (!Methods.Contains(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, POST";
            return;
        }

        var began = time.GetTimestamp();
        var call = calls.Find(NameOf(http));
        var name = call?.Name ?? UnknownCall;
        var address = http.Connection.RemoteIpAddress;
        try
        {
            var answer = await Ask(call, http);
            await Send(http.Response, answer, http.RequestAborted);
            var (user, took) = (answer.Opened?.UserName ?? UserOf(http), time.GetElapsedTime(began).TotalMilliseconds);
            CallLog.Answered(log, name, user, address, (int)answer.Code, took);
        }
        catch (BadHttpRequestException refused)
        {
            http.Response.StatusCode = refused.StatusCode;
            var took = time.GetElapsedTime(began).TotalMilliseconds;
            CallLog.Unread(log, name, address, refused.StatusCode, took);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            var (user, took) = (UserOf(http), time.GetElapsedTime(began).TotalMilliseconds);
            CallLog.HungUp(log, name, user, address, took);
        }
    }

    private async Task<WireAnswer> Ask(WireCall? call, HttpContext http)
    {
        if (call is null)
            return WireAnswer.Refused(OmsCode.OperationNotSupported, "no such call");
        if (call.Over == Transport.WebSocket)
            return WireAnswer.Refused(OmsCode.OperationNotSupported, "over WebSocket only");
        var fields = await HttpPayload.Read(http.Request, http.RequestAborted);
        try
        {
            return await call.Answer(new CallContext(
                Caller.OfSession(TokenOf(http)),
                fields,
                http.Connection.RemoteIpAddress ?? IPAddress.None,
                http.RequestAborted)
            { Shown = BasicCredentials.Of(http.Request.Headers[HeaderNames.Authorization]) });
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // No call of the engine throws; should one do so, its caller still gets an answer, and no text of the exception.
            CallLog.Failed(log, e, call.Name);
            return WireAnswer.Refused(OmsCode.ServerError);
        }
    }

    private static async Task Send(HttpResponse response, WireAnswer answer, CancellationToken cancellation)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        await using (var json = new Utf8JsonWriter(response.BodyWriter))
            answer.Write(json);
        await response.BodyWriter.FlushAsync(cancellation);
    }

    private static string NameOf(HttpContext http) => (http.GetRouteValue("call") as string ?? "").TrimEnd('/');

    /// <summary>A header given twice names nobody.</summary>
    private static string? TokenOf(HttpContext http) => http.Request.Headers["APToken"] is [{ } token] ? token : null;

    private string? UserOf(HttpContext http) => names.Find(TokenOf(http));
}
