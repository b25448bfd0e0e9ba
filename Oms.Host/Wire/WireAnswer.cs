using System.Text.Json;
using Oms.Actors.Api;

namespace Oms.Host.Wire;

/// <summary>An answer on its way to the wire: the code that the log names, and what to write.</summary>
internal sealed record WireAnswer(OmsCode Code, Action<Utf8JsonWriter> Write)
{
    /// <summary>The session that this answer has opened or taken up; null for every other answer.</summary>
    public Session? Opened { get; init; }

    /// <summary>What is to happen once the answer is on its way, such as the events of a subscription behind its confirmation.</summary>
    public Action? Then { get; init; }

    public static WireAnswer Of(Receipt receipt) => new(receipt.ErrorCode, json => EnvelopeJson.Write(json, receipt));

    public static WireAnswer Refused(OmsCode code, string? detail = null) => Of(Receipt.Refused(code, detail));

    /// <summary>The value, or the envelope of its refusal.</summary>
    public static WireAnswer Of<T>(Answer<T> answer, Action<Utf8JsonWriter, T> write) =>
        answer.IsAnswered ? new WireAnswer(OmsCode.Success, json => write(json, answer.Value)) : Of(answer.Refusal);

    /// <summary>A bare array, or the envelope of the refusal.</summary>
    public static WireAnswer OfList<T>(Answer<IReadOnlyList<T>> answer, Action<Utf8JsonWriter, T> write) =>
        Of(answer, (json, items) => WriteList(json, items, write));

    /// <summary>One flag, such as <c>{"Subscribed":true}</c>.</summary>
    public static WireAnswer Flag(string name) => new(OmsCode.Success, json =>
    {
        json.WriteStartObject();
        json.WriteBoolean(name, true);
        json.WriteEndObject();
    });

    public static void WriteList<T>(Utf8JsonWriter json, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray();
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }
}
