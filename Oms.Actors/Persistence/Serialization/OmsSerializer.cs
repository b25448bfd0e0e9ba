using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;
using Oms.Actors.Protocol;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>
/// Writes every message, event and snapshot as protobuf under a manifest of its own; no row and no message names a CLR type.
/// The identifier is in every row of every journal.
/// </summary>
internal sealed class OmsSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 4711;

    public override string Manifest(object o) => Codecs.Of(o.GetType()).Manifest;

    public override byte[] ToBinary(object obj) => Codecs.Of(obj.GetType()).Write((IProtocolMessage)obj);

    public override object FromBinary(byte[] bytes, string manifest)
    {
        var codec = Codecs.Of(manifest);
        try
        {
            return codec.Read(bytes);
        }
        catch (Exception unreadable) when (unreadable is InvalidProtocolBufferException or SerializationException or ArgumentException)
        {
            // ArgumentException: the parts are well-formed but contradict each other, as two open orders of one id.
            throw new SerializationException($"The {bytes.Length} bytes of a '{manifest}' can't be read: {unreadable.Message}", unreadable);
        }
    }
}
