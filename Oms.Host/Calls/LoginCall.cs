using System.Text.Json;
using Oms.Actors.Api;
using Oms.Host.Logging;
using Oms.Host.Wire;

namespace Oms.Host.Calls;

/// <summary>The calls that open a session with name and password: Authenticate, AuthenticateUser, and WebAuthenticateUser, which also takes up one that is open.</summary>
internal sealed class LoginCall(IOms oms, LoginLimits limits, SessionNames names, HostSettings settings)
{
    private static readonly LoginForm Full = new(AuthenticateJson.Write, AuthenticateJson.WriteFailure);
    private static readonly LoginForm Short = new((json, session, _) => AuthenticateJson.WriteShort(json, session), (json, _) => AuthenticateJson.WriteShortFailure(json));

    public Task<WireAnswer> Authenticate(CallContext call) => ByPassword(call, Full);

    /// <summary>By name and password, or by the token of a session that is open: after a connection was lost.</summary>
    public Task<WireAnswer> WebAuthenticate(CallContext call) =>
        call.Fields.Text("SessionToken") is { } token ? TakeUp(call, token) : ByPassword(call, Short);

    private async Task<WireAnswer> TakeUp(CallContext call, string token)
    {
        if (call.Fields.Fault is { } fault)
            return WireAnswer.Refused(OmsCode.InvalidRequest, fault);
        var who = await oms.Identify(Caller.OfSession(token), call.Cancellation);
        if (who.Refusal?.ErrorCode == OmsCode.NotAuthorized)
            return Short.Failed(AuthenticateJson.WrongCredentials);
        return who.IsAnswered ? Opened(who.Value with { Token = token }, Short) : WireAnswer.Of(who.Refusal);
    }

    private async Task<WireAnswer> ByPassword(CallContext call, LoginForm form)
    {
        var (userName, password) = call.Shown ?? new Credentials(call.Fields.Text("UserName"), call.Fields.Text("Password"));
        if (call.Fields.Fault is { } fault)
            return WireAnswer.Refused(OmsCode.InvalidRequest, fault);
        if (userName is null || password is null)
            return form.Failed(AuthenticateJson.WrongCredentials);
        if (!limits.TryBegin(userName, call.Address))
            return form.Failed(AuthenticateJson.TooManyFailures);
        return await Ask(call, userName, password, form);
    }

    private async Task<WireAnswer> Ask(CallContext call, string userName, string password, LoginForm form)
    {
        var wrong = false;
        try
        {
            var session = await oms.Authenticate(userName, password, call.Cancellation);
            wrong = session.Refusal?.ErrorCode == OmsCode.NotAuthorized;
            if (wrong)
                return form.Failed(AuthenticateJson.WrongCredentials);
            return session.IsAnswered ? Opened(session.Value, form) : WireAnswer.Of(session.Refusal);
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
                limits.TakeBack(userName, call.Address);
        }
    }

    private WireAnswer Opened(Session session, LoginForm form)
    {
        names.Remember(session.Token, session.UserName);
        return new WireAnswer(OmsCode.Success, json => form.Write(json, session, settings.OmsId)) { Opened = session };
    }

    /// <summary>How a login is answered.</summary>
    private sealed record LoginForm(Action<Utf8JsonWriter, Session, OmsId> Write, Action<Utf8JsonWriter, string> WriteFailure)
    {
        public WireAnswer Failed(string reason) => new(OmsCode.NotAuthorized, json => WriteFailure(json, reason));
    }
}
