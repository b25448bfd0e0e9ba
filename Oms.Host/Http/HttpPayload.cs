using System.IO.Pipelines;
using Oms.Host.Calls;

namespace Oms.Host.Http;

/// <summary>Reads the values of a call: of a GET from its query, of a POST from its JSON body. Both mean the same.</summary>
internal static class HttpPayload
{
    /// <summary>A body above it is answered 413. No call needs a fraction of it.</summary>
    public const int LargestBody = 64 * 1024;

    /// <summary>
    /// A body up to here is received, if not kept, before it is answered 413: a connection that is cut off while its client still sends is reset, and the answer lost on
    /// the way. Above it the server cuts off.
    /// </summary>
    public const int LargestReceived = 16 * 1024 * 1024;

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

    /// <exception cref="BadHttpRequestException">The body is too large, of status 413, or can't be read to its end, of status 400.</exception>
    private static async Task<byte[]> Body(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await Whole(request.BodyReader, cancellation) ?? throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            // The server's own word for some of what is no chunk, and for a connection that is lost.
            throw new BadHttpRequestException("The body can't be read.", e);
        }
    }

    /// <summary>The body; null when it is too large.</summary>
    private static async Task<byte[]?> Whole(PipeReader reader, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var length = 0L;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            length += read.Buffer.Length;
            if (length <= LargestBody)
            {
                foreach (var part in read.Buffer)
                    body.Write(part.Span);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return length <= LargestBody ? body.ToArray() : null;
        }
    }
}
