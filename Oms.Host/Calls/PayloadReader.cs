using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Oms.Host.Calls;

/// <summary>Reads the values of a call from a JSON object.</summary>
internal static class PayloadReader
{
    private const int DeepestNesting = 16;
    private const string NoObject = "body: not one JSON object";

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
            return OfWhole(new Utf8JsonReader(json, Strict));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape that is half a surrogate pair is good JSON but no text.
            return Fields.Malformed(NoObject);
        }
    }

    private static Fields OfWhole(Utf8JsonReader reader)
    {
        reader.Read();
        var fields = reader.TokenType switch
        {
            JsonTokenType.StartObject => OfObject(ref reader),
            JsonTokenType.StartArray => OfList(ref reader),
            _ => Fields.Malformed(NoObject),
        };

        // Reads on to the end: what follows is malformed.
        reader.Read();
        return fields;
    }

    /// <summary>The reader stands at the object's beginning, and then at its end.</summary>
    private static Fields OfObject(ref Utf8JsonReader reader)
    {
        var fields = new Fields();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            fields.Add(name, ValueOf(ref reader));
        }

        return fields;
    }

    private static Fields OfList(ref Utf8JsonReader reader)
    {
        var items = new List<Fields>();
        var areObjects = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            areObjects &= reader.TokenType == JsonTokenType.StartObject;
            if (areObjects)
                items.Add(OfObject(ref reader));
            else
                reader.Skip();
        }

        return areObjects ? Fields.OfList(items, NoObject) : Fields.Malformed(NoObject);
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
            case JsonTokenType.True or JsonTokenType.False:
                return new FieldValue(FieldKind.Flag, reader.GetBoolean().ToString());
            default:
                reader.Skip();
                return new FieldValue(FieldKind.Other, "");
        }
    }
}
