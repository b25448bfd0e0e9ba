using System.Text.Json;
using Oms.Actors.Api;

namespace Oms.Host.Wire;

/// <summary>The envelope, and the answer to Ping. Their keys are lower case on the wire.</summary>
internal static class EnvelopeJson
{
    public static void Write(Utf8JsonWriter json, Receipt receipt)
    {
        json.WriteStartObject();
        json.WriteBoolean("result", receipt.Result);
        json.WriteString("errormsg", receipt.ErrorMsg);
        json.WriteNumber("errorcode", (int)receipt.ErrorCode);
        json.WriteString("detail", receipt.Detail);
        json.WriteEndObject();
    }

    public static void WritePong(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("msg", "PONG");
        json.WriteEndObject();
    }
}
