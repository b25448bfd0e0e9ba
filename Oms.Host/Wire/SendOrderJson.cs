using System.Text.Json;
using Oms.Actors.Api;

namespace Oms.Host.Wire;

/// <summary>The three forms in which SendOrder is answered.</summary>
internal static class SendOrderJson
{
    public static WireAnswer Answer(SendOrderAnswer answer) => answer switch
    {
        SendOrderAnswer.Accepted accepted => new WireAnswer(OmsCode.Success, json => WriteAccepted(json, accepted.OrderId)),
        SendOrderAnswer.Rejected rejected => Rejected(rejected.ErrorMsg),
        SendOrderAnswer.Refused refused => WireAnswer.Of(refused.Receipt),
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    /// <summary>An account's word for why it does not take an order.</summary>
    public static WireAnswer Rejected(string reason) => new(OmsCode.OperationFailed, json => WriteRejected(json, reason));

    private static void WriteAccepted(Utf8JsonWriter json, OrderId order)
    {
        json.WriteStartObject();
        json.WriteString("status", "Accepted");
        json.WriteString("errormsg", "");
        json.WriteNumber("OrderId", order.Value);
        json.WriteEndObject();
    }

    private static void WriteRejected(Utf8JsonWriter json, string reason)
    {
        json.WriteStartObject();
        json.WriteString("status", "Rejected");
        json.WriteString("errormsg", reason);
        json.WriteNumber("errorcode", (int)OmsCode.OperationFailed);
        json.WriteEndObject();
    }
}
