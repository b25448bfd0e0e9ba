using System.Text.Json;
using Oms.Actors.Api;

namespace Oms.Host.Wire;

/// <summary>The answers to the calls that open a session. There is no second factor and no mail address here: the keys that speak of them say so.</summary>
internal static class AuthenticateJson
{
    public const string WrongCredentials = "Invalid username or password";
    public const string TooManyFailures = "Too many failed logins, try again later";

    public static void Write(Utf8JsonWriter json, Session session, OmsId omsId)
    {
        json.WriteStartObject();
        json.WriteBoolean("Authenticated", true);
        json.WriteString("SessionToken", session.Token);
        WriteUser(json, session, omsId);
        json.WriteBoolean("Locked", false);
        json.WriteBoolean("Requires2FA", false);
        json.WriteBoolean("EnforceEnable2FA", false);
        json.WriteNull("TwoFAType");
        json.WriteNull("TwoFAToken");
        json.WriteNull("errormsg");
        json.WriteEndObject();
    }

    public static void WriteFailure(Utf8JsonWriter json, string reason)
    {
        json.WriteStartObject();
        json.WriteBoolean("Authenticated", false);
        json.WriteBoolean("Locked", false);
        json.WriteString("errormsg", reason);
        json.WriteEndObject();
    }

    /// <summary>WebAuthenticateUser is answered more briefly.</summary>
    public static void WriteShort(Utf8JsonWriter json, Session session)
    {
        json.WriteStartObject();
        json.WriteBoolean("Authenticated", true);
        json.WriteString("SessionToken", session.Token);
        json.WriteNumber("UserId", session.UserId.Value);
        json.WriteEndObject();
    }

    public static void WriteShortFailure(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBoolean("Authenticated", false);
        json.WriteEndObject();
    }

    private static void WriteUser(Utf8JsonWriter json, Session session, OmsId omsId)
    {
        json.WriteStartObject("User");
        json.WriteNumber("UserId", session.UserId.Value);
        json.WriteString("UserName", session.UserName);
        json.WriteString("Email", "");
        json.WriteBoolean("EmailVerified", true);
        json.WriteNumber("AccountId", session.DefaultAccount?.Value ?? 0);
        json.WriteNumber("OMSId", omsId.Value);
        json.WriteBoolean("Use2FA", false);
        json.WriteEndObject();
    }
}
