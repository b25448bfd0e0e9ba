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
        where TProto : class, IMessage<TProto> =>
        new(manifest, typeof(TModel), message => write((TModel)message), bytes => read(parser.ParseFrom(bytes.Span)));

    /// <summary>Measures, then fills one array.</summary>
    public byte[] Write(IProtocolMessage message) => _write(message).ToByteArray();

    public IProtocolMessage Read(ReadOnlyMemory<byte> bytes) => _read(bytes);
}
