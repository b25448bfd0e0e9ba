using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Oms.Host.Calls;

/// <summary>Reads the values of a call from a JSON object.</summary>
internal static class PayloadReader
{
    private const int DeepestNesting = 16;

    /// <summary>No comments, no trailing commas, not deeper than any call needs.</summary>
    public static readonly JsonReaderOptions Strict = new()
    {
        CommentHandling = JsonCommentHandling.Disallow,
        AllowTrailingCommas = false,
        MaxDepth = DeepestNesting,
    };

    /// <summary>An empty body gives no values; everything but one JSON object is malformed.</summary>
    public static Fields OfJson(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
            return new Fields();
        if (!Utf8.IsValid(json))
            return Fields.Malformed("body: not UTF-8");
        try
        {
            return OfObject(new Utf8JsonReader(json, Strict));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape that is half a surrogate pair is good JSON but no text.
            return Fields.Malformed("body: not one JSON object");
        }
    }

    private static Fields OfObject(Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return Fields.Malformed("body: not one JSON object");
        var fields = new Fields();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            fields.Add(name, ValueOf(ref reader));
        }

        // Reads on to the end: what follows the object is malformed.
        reader.Read();
        return fields;
    }

    private static FieldValue ValueOf(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return new FieldValue(FieldKind.Number, Encoding.ASCII.GetString(reader.ValueSpan));
            case JsonTokenType.String:
                return new FieldValue(FieldKind.Text, reader.GetString()!);
            case JsonTokenType.Null:
                return new FieldValue(FieldKind.Null, "");
            default:
                reader.Skip();
                return new FieldValue(FieldKind.Other, "");
        }
    }
}
