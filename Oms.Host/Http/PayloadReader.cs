using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Oms.Host.Http;

/// <summary>Reads the values of a call: of a GET from its query, of a POST from its JSON body. Both mean the same.</summary>
internal static class PayloadReader
{
    /// <summary>A body above it is answered 413. No call needs a fraction of it.</summary>
    public const int LargestBody = 64 * 1024;

    private const int DeepestNesting = 16;

    private static readonly JsonReaderOptions Strict = new()
    {
        CommentHandling = JsonCommentHandling.Disallow,
        AllowTrailingCommas = false,
        MaxDepth = DeepestNesting,
    };

    public static async Task<Fields> Read(HttpRequest request, CancellationToken cancellation) =>
        HttpMethods.IsGet(request.Method) ? OfQuery(request.Query) : OfJson(await Body(request, cancellation));

    public static Fields OfQuery(IQueryCollection query)
    {
        var fields = new Fields();
        foreach (var (name, texts) in query)
        {
            foreach (var text in texts)
                fields.Add(name, new FieldValue(FieldKind.Text, text ?? ""));
        }

        return fields;
    }

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

    /// <summary>The server ends the read of a body above the limit with a BadHttpRequestException of status 413.</summary>
    private static async Task<byte[]> Body(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        return body.ToArray();
    }
}
