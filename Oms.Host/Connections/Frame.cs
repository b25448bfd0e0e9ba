using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Oms.Host.Calls;
using Oms.Host.Wire;

namespace Oms.Host.Connections;

/// <summary>
/// A request as it came over a WebSocket: <c>{"m":0,"i":2,"n":"CancelOrder","o":"{...}"}</c>. <c>m</c> 0, 2 and 4 are taken alike (AlphaPoint's request, subscribe,
/// unsubscribe; no client sends but 0); <c>i</c> is the caller's own number, any; <c>o</c> is a text that is JSON in turn.
/// </summary>
/// <param name="Number">To be echoed.</param>
/// <param name="Name">The call, to be echoed as it was written.</param>
/// <param name="Fields">The values in <c>o</c>.</param>
internal sealed record Frame(long Number, string Name, Fields Fields)
{
    /// <summary>Reads a frame. What is wrong with <c>o</c> is the call's to say; what is wrong with the frame is in <paramref name="fault"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, [NotNullWhen(true)] out Frame? frame, [NotNullWhen(false)] out string? fault)
    {
        frame = null;
        fault = "frame: not one JSON object";
        if (!Utf8.IsValid(text))
            return false;
        try
        {
            var reader = new Utf8JsonReader(text, PayloadReader.Strict);
            var parts = new FrameParts();
            if (!parts.Read(ref reader))
                return false;
            frame = parts.Fault is null ? parts.ToFrame() : null;
            fault = parts.Fault ?? "";
            return frame is not null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape that is half a surrogate pair.
            return false;
        }
    }

    /// <summary>The keys of a frame while they are read. Their case is that of the wire: every client writes them so.</summary>
    private ref struct FrameParts()
    {
        private const int Request = 0;
        private const int Subscribe = 2;
        private const int Unsubscribe = 4;
        private const int NoKind = -1;

        private int? _kind;
        private bool _isNumbered;
        private long? _number;
        private string? _name;
        private Fields? _fields;

        public string? Fault { get; private set; }

        /// <summary>False when it is no object.</summary>
        public bool Read(ref Utf8JsonReader reader)
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                Take(ref reader);

            // Reads on to the end: what follows the object is no frame.
            reader.Read();
            Fault ??= _kind is not (Request or Subscribe or Unsubscribe) ? "m: not a request"
                : _number is null ? "i: not a whole number"
                : string.IsNullOrEmpty(_name) ? "n: not a text" : null;
            return true;
        }

        public readonly Frame ToFrame() => new(_number!.Value, _name!, _fields ?? new Fields());

        private void Take(ref Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals("m"u8))
                TakeKind(ref reader);
            else if (reader.ValueTextEquals("i"u8))
                TakeNumber(ref reader);
            else if (reader.ValueTextEquals("n"u8))
                TakeName(ref reader);
            else if (reader.ValueTextEquals("o"u8))
                TakePayload(ref reader);
            else
                reader.Skip();
        }

        private void TakeKind(ref Utf8JsonReader reader)
        {
            Once(_kind is null, "m: given twice");
            reader.Read();
            _kind = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var kind) ? kind : NoKind;
            reader.Skip();
        }

        private void TakeNumber(ref Utf8JsonReader reader)
        {
            Once(!_isNumbered, "i: given twice");
            _isNumbered = true;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
                _number = number;
            reader.Skip();
        }

        private void TakeName(ref Utf8JsonReader reader)
        {
            Once(_name is null, "n: given twice");
            reader.Read();
            _name = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
            reader.Skip();
        }

        private void TakePayload(ref Utf8JsonReader reader)
        {
            Once(_fields is null, "o: given twice");
            reader.Read();
            _fields = reader.TokenType switch
            {
                JsonTokenType.Null => new Fields(),
                JsonTokenType.String => OfText(ref reader),
                _ => Fields.Malformed("o: not a text"),
            };
            reader.Skip();
        }

        private void Once(bool isFirst, string fault)
        {
            if (!isFirst)
                Fault ??= fault;
        }

        /// <summary>null is as good as nothing: a real client sends it with Ping.</summary>
        private static Fields OfText(ref Utf8JsonReader reader)
        {
            var rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
            try
            {
                var json = rented.AsSpan(0, reader.CopyString(rented));
                return json.SequenceEqual("null"u8) ? new Fields() : PayloadReader.OfJson(json);
            }
            catch (InvalidOperationException)
            {
                // An escape that is half a surrogate pair: the frame can be read, so its call is answered.
                return Fields.Malformed("o: not a text");
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(rented, clearArray: true);
            }
        }
    }

    /// <summary>Writes what the server says.</summary>
    internal static class Written
    {
        private const int Reply = 1;
        private const int Event = 3;
        private const int Error = 5;

        /// <summary>The inner JSON is plain ASCII already: only its quotes need an escape.</summary>
        private static readonly JsonWriterOptions Outer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

        public static byte[] ReplyTo(Frame frame, WireAnswer answer) => Write(Reply, frame.Number, frame.Name, answer.Write);

        /// <summary>Events have the server's own odd numbers: some clients look up a waiting call by the number of whatever arrives, and theirs are even or echo no event.</summary>
        public static byte[] EventOf(long number, string name, Action<Utf8JsonWriter> write) => Write(Event, number, name, write);

        /// <summary>Only for what is no frame: a real client waits for ever when a call is answered so.</summary>
        public static byte[] NoFrame(WireAnswer answer) => Write(Error, 0, "", answer.Write);

        private static byte[] Write(int kind, long number, string name, Action<Utf8JsonWriter> write)
        {
            var inner = new ArrayBufferWriter<byte>(1024);
            using (var json = new Utf8JsonWriter(inner))
                write(json);
            var outer = new ArrayBufferWriter<byte>(inner.WrittenCount + (inner.WrittenCount / 8) + 256);
            using (var json = new Utf8JsonWriter(outer, Outer))
            {
                json.WriteStartObject();
                json.WriteNumber("m", kind);
                json.WriteNumber("i", number);
                json.WriteString("n", name);
                json.WriteString("o", inner.WrittenSpan);
                json.WriteEndObject();
            }

            return outer.WrittenSpan.ToArray();
        }
    }
}
