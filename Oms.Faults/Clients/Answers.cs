using System.Text.Json;
using Oms.Actors.Api;
using Oms.Faults.Recording;

namespace Oms.Faults.Clients;

/// <summary>What an answer says, in the words of the wire's document.</summary>
internal static class Answers
{
    public static Answered Read(long at, long call, Request request, JsonElement answer) => answer switch
    {
        { ValueKind: JsonValueKind.Array } => new Answered(at, call, Outcome.Done) { Orders = [.. answer.EnumerateArray().Select(SeenOf)] },
        _ when answer.TryGetProperty("errorcode", out var code) && Text(answer, "status") is null => OfEnvelope(at, call, request, answer, (OmsCode)code.GetInt32()),
        _ when answer.TryGetProperty("ReplacementOrderId", out var replacement) => new Answered(at, call, Outcome.Done) { OrderId = replacement.GetInt64() },
        _ when answer.TryGetProperty("OrderState", out _) => new Answered(at, call, Outcome.Done) { Orders = [SeenOf(answer)] },
        _ when Text(answer, "status") == "Accepted" => new Answered(at, call, Outcome.Done) { OrderId = answer.GetProperty("OrderId").GetInt64() },
        _ => new Answered(at, call, Outcome.Refused) { Code = (int)OmsCode.OperationFailed, Detail = Text(answer, "errormsg") },
    };

    /// <summary>An order in an answer or an event; an answer has no revision.</summary>
    public static Seen SeenOf(JsonElement order) => new(
        order.GetProperty("ClientOrderId").GetInt64(),
        Enum.Parse<OrderState>(order.GetProperty("OrderState").GetString()!),
        order.TryGetProperty("OrderRevision", out var revision) ? revision.GetInt64() : 0);

    /// <summary>102 means that nobody can say what became of a place; of a cancel, that it is to be repeated.</summary>
    private static Answered OfEnvelope(long at, long call, Request request, JsonElement answer, OmsCode code)
    {
        var outcome = answer.GetProperty("result").GetBoolean() ? Outcome.Done
            : code == OmsCode.ServerError && request.Act is Act.Place or Act.Replace ? Outcome.Unknown
            : Outcome.Refused;
        return new Answered(at, call, outcome) { Code = (int)code, Detail = Text(answer, "detail") };
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
