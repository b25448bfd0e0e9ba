using Oms.Host.Calls;

namespace Oms.Host.Http;

/// <summary>Reads the values of a call: of a GET from its query, of a POST from its JSON body. Both mean the same.</summary>
internal static class HttpPayload
{
    /// <summary>A body above it is answered 413. No call needs a fraction of it.</summary>
    public const int LargestBody = 64 * 1024;

    public static async Task<Fields> Read(HttpRequest request, CancellationToken cancellation) =>
        HttpMethods.IsGet(request.Method) ? OfQuery(request.Query) : PayloadReader.OfJson(await Body(request, cancellation));

    private static Fields OfQuery(IQueryCollection query)
    {
        var fields = new Fields();
        foreach (var (name, texts) in query)
        {
            foreach (var text in texts)
                fields.Add(name, new FieldValue(FieldKind.Text, text ?? ""));
        }

        return fields;
    }

    /// <summary>The server ends the read of a body above the limit with a BadHttpRequestException of status 413.</summary>
    private static async Task<byte[]> Body(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        return body.ToArray();
    }
}
