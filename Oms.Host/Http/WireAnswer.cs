using System.Text.Json;
using Oms.Actors.Api;

namespace Oms.Host.Http;

/// <summary>An answer on its way to the wire: the code that the log names, and what to write.</summary>
internal sealed record WireAnswer(OmsCode Code, Action<Utf8JsonWriter> Write)
{
    public static WireAnswer Of(Receipt receipt) => new(receipt.ErrorCode, json => Wire.EnvelopeJson.Write(json, receipt));

    public static WireAnswer Refused(OmsCode code, string? detail = null) => Of(Receipt.Refused(code, detail));

    /// <summary>The value, or the envelope of its refusal.</summary>
    public static WireAnswer Of<T>(Answer<T> answer, Action<Utf8JsonWriter, T> write) =>
        answer.IsAnswered ? new WireAnswer(OmsCode.Success, json => write(json, answer.Value)) : Of(answer.Refusal);

    /// <summary>A bare array, or the envelope of the refusal.</summary>
    public static WireAnswer OfList<T>(Answer<IReadOnlyList<T>> answer, Action<Utf8JsonWriter, T> write) =>
        Of(answer, (json, items) => WriteList(json, items, write));

    public static void WriteList<T>(Utf8JsonWriter json, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray();
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }
}
