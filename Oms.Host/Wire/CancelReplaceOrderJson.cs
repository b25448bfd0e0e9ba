using System.Text.Json;
using Oms.Actors.Api;

namespace Oms.Host.Wire;

/// <summary>The forms in which CancelReplaceOrder is answered; one that comes to nothing as a SendOrder does.</summary>
internal static class CancelReplaceOrderJson
{
    public static WireAnswer Answer(CancelReplaceOrderAnswer answer) => answer switch
    {
        CancelReplaceOrderAnswer.Replaced replaced => new WireAnswer(OmsCode.Success, json => Write(json, replaced)),
        CancelReplaceOrderAnswer.Rejected rejected => SendOrderJson.Rejected(rejected.ErrorMsg),
        CancelReplaceOrderAnswer.Refused refused => WireAnswer.Of(refused.Receipt),
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    private static void Write(Utf8JsonWriter json, CancelReplaceOrderAnswer.Replaced replaced)
    {
        json.WriteStartObject();
        json.WriteNumber("ReplacementOrderId", replaced.ReplacementOrderId.Value);
        json.WriteNumber("ReplacementClOrdId", replaced.ReplacementClientOrderId.Value);
        json.WriteNumber("OrigOrderId", replaced.OriginalOrderId.Value);
        json.WriteNumber("OrigClOrdId", replaced.OriginalClientOrderId.Value);
        json.WriteEndObject();
    }
}
