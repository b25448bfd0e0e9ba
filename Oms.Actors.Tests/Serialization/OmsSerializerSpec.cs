using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Oms.Actors.Persistence.Serialization;
using Oms.Actors.Protocol;
using Xunit;

namespace Oms.Actors.Tests.Serialization;

public sealed class OmsSerializerSpec(OmsSerializerSpec.Engine engine) : IClassFixture<OmsSerializerSpec.Engine>
{
    private readonly Akka.Serialization.Serialization _serialization = engine.System.Serialization;

    public static TheoryData<string> Manifests => SerializedTypes.Manifests;

    [Fact]
    public void Every_message_has_a_manifest_and_every_manifest_a_message()
    {
        var written = Codecs.All.Select(codec => codec.Type).ToList();

        Assert.Empty(SerializedTypes.Messages.Except(written));
        Assert.Empty(written.Except(SerializedTypes.Messages));
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_manifest_is_short_and_ends_in_a_version(string manifest) => Assert.Matches("^[a-z]{3,4}(\\.[a-z-]{2,16})\\.[1-9][0-9]*$", manifest);

    [Theory]
    [MemberData(nameof(Manifests))]
    public void The_engines_settings_lead_to_this_serializer(string manifest)
    {
        var serializer = _serialization.FindSerializerForType(Codecs.Of(manifest).Type);

        Assert.Equal(4711, Assert.IsType<OmsSerializer>(serializer).Identifier);
    }

    [Fact]
    public void A_type_that_is_no_message_finds_no_serializer_that_writes_it()
    {
        var refusal = Assert.Throws<SerializationException>(() => _serialization.Serialize(new NoMessage(1)));

        Assert.Contains(nameof(NoMessage), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_without_a_manifest_is_refused_by_name()
    {
        var refusal = Assert.Throws<ArgumentException>(() => _serialization.Serialize(new StrangeMessage(1)));

        Assert.Contains(nameof(StrangeMessage), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_manifest_is_refused_by_name()
    {
        var refusal = Assert.Throws<SerializationException>(() => _serialization.Deserialize([], 4711, "ord.placed.99"));

        Assert.Contains("ord.placed.99", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Oms.Actors.Orders.OrderPlaced, Oms.Actors", "{\"$type\":\"Oms.Actors.Orders.OrderPlaced, Oms.Actors\"}")]
    [InlineData("System.Object", "{\"$type\":\"System.Diagnostics.Process, System.Diagnostics.Process\"}")]
    public void Data_of_Newtonsofts_serializer_is_refused(string manifest, string json)
    {
        Assert.Throws<SerializationException>(() => _serialization.Deserialize(Encoding.UTF8.GetBytes(json), 1, manifest));
    }

    public sealed class Engine : IDisposable
    {
        public ActorSystem System { get; } = SerializedTypes.System();

        public void Dispose() => System.Dispose();
    }

    private sealed record NoMessage(int Value);

    private sealed record StrangeMessage(int Value) : IProtocolMessage;
}
