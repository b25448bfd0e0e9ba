using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Oms.Actors.Persistence;

/// <summary>
/// Stands where Akka puts Newtonsoft's serializer (id 1), which creates whatever CLR type the data names. Both directions are refused.
/// </summary>
internal sealed class RefusingSerializer : Serializer
{
    /// <summary>Akka hands its settings for Newtonsoft's serializer to whatever stands at its name.</summary>
    public RefusingSerializer(ExtendedActorSystem system, Config _)
        : base(system)
    {
    }

    public override int Identifier => 1;

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) =>
        throw new SerializationException($"No serializer is registered for {obj.GetType()}.");

    public override object FromBinary(byte[] bytes, Type type) =>
        throw new SerializationException($"Data that names the CLR type {type} was refused (serializer id 1).");
}
