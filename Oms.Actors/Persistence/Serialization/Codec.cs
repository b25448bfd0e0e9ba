using System.Runtime.Serialization;
using Google.Protobuf;
using Oms.Actors.Protocol;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>How one type is written and read. The manifest is short, says nothing of CLR names, and ends in the version of its meaning.</summary>
internal sealed class Codec
{
    private readonly Func<IProtocolMessage, IMessage> _write;
    private readonly Func<ReadOnlyMemory<byte>, IProtocolMessage> _read;

    private Codec(string manifest, Type type, Func<IProtocolMessage, IMessage> write, Func<ReadOnlyMemory<byte>, IProtocolMessage> read)
    {
        Manifest = manifest;
        Type = type;
        _write = write;
        _read = read;
    }

    public string Manifest { get; }

    public Type Type { get; }

    public static Codec Of<TModel, TProto>(string manifest, MessageParser<TProto> parser, Func<TModel, TProto> write, Func<TProto, TModel> read)
        where TModel : class, IProtocolMessage
        where TProto : class, IMessage<TProto>
    {
        var known = parser.WithDiscardUnknownFields(true);
        return new(manifest, typeof(TModel), message => write((TModel)message), bytes => read(Whole(known, bytes.Span)));
    }

    /// <summary>Measures, then fills one array.</summary>
    public byte[] Write(IProtocolMessage message) => _write(message).ToByteArray();

    public IProtocolMessage Read(ReadOnlyMemory<byte> bytes) => _read(bytes);

    /// <summary>
    /// What a later version has added says something: an order without its stop price is another order. Bytes that this version does not understand to the last are refused,
    /// so that an upgrade that is under way, or taken back, stops at such an entity instead of misreading it.
    /// </summary>
    private static TProto Whole<TProto>(MessageParser<TProto> parser, ReadOnlySpan<byte> bytes)
        where TProto : class, IMessage<TProto>
    {
        var message = parser.ParseFrom(bytes);
        return message.CalculateSize() == bytes.Length
            ? message
            : throw new SerializationException($"{typeof(TProto).Name} has parts that this version does not know.");
    }
}
