using System.Net;
using Microsoft.Net.Http.Headers;
using Oms.Actors.Api;
using Oms.Host.Logging;
using Oms.Host.Wire;

namespace Oms.Host.Http;

/// <summary>Authenticate and AuthenticateUser: name and password by HTTP Basic, or as values of the call.</summary>
internal sealed class LoginCall(IOms oms, LoginLimits limits, SessionNames names, HostSettings settings)
{
    public async Task<WireAnswer> Answer(CallContext call)
    {
        if (!Credentials(call, out var userName, out var password))
            return Failed(AuthenticateJson.WrongCredentials);
        if (call.Fields.Fault is { } fault)
            return WireAnswer.Refused(OmsCode.InvalidRequest, fault);
        if (userName is null || password is null)
            return Failed(AuthenticateJson.WrongCredentials);
        var address = call.Http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (!limits.TryBegin(userName, address))
            return Failed(AuthenticateJson.TooManyFailures);
        return await Ask(call, userName, password, address);
    }

    private async Task<WireAnswer> Ask(CallContext call, string userName, string password, IPAddress address)
    {
        var wrong = false;
        try
        {
            var session = await oms.Authenticate(userName, password, call.Cancellation);
            wrong = session.Refusal?.ErrorCode == OmsCode.NotAuthorized;
            if (wrong)
                return Failed(AuthenticateJson.WrongCredentials);
            if (session.Value is { } opened)
            {
                names.Remember(opened.Token, opened.UserName);
                call.Http.Items[SessionNames.OpenedHere] = opened.Token;
            }

            return WireAnswer.Of(session, (json, value) => AuthenticateJson.Write(json, value, settings.OmsId));
        }
        catch (OperationCanceledException)
        {
            // Whoever hangs up before he is answered may have guessed wrongly: his attempt counts.
            wrong = true;
            throw;
        }
        finally
        {
            if (!wrong)
                limits.TakeBack(userName, address);
        }
    }

    /// <summary>False when the header is there and is not what it should be.</summary>
    private static bool Credentials(CallContext call, out string? userName, out string? password)
    {
        var header = call.Http.Request.Headers[HeaderNames.Authorization];
        if (header.Count > 0)
            return BasicCredentials.TryRead(header, out userName, out password);
        userName = call.Fields.Text("UserName");
        password = call.Fields.Text("Password");
        return true;
    }

    private static WireAnswer Failed(string reason) => new(OmsCode.NotAuthorized, json => AuthenticateJson.WriteFailure(json, reason));
}
