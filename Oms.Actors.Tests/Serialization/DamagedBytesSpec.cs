using System.Runtime.Serialization;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Oms.Actors.Persistence.Serialization;
using Xunit;
using Proto = Oms.Actors.Persistence.Proto;

namespace Oms.Actors.Tests.Serialization;

/// <summary>Nothing is made up on reading: what is not there is missing or was never there, and what is not known is refused.</summary>
public sealed class DamagedBytesSpec
{
    /// <summary>The number 1 in the field 1000.</summary>
    private static readonly byte[] AddedLater = [0xC0, 0x3E, 0x01];

    private readonly OmsSerializer _serializer = new(null!);

    public static TheoryData<string> Manifests => SerializedTypes.Manifests;

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Bytes_that_end_early_are_refused_or_mean_no_more_than_they_say(string manifest)
    {
        EachSample(manifest, written =>
        {
            for (var length = 0; length < written.Length; length++)
                RefusedOrAsWritten(manifest, written[..length], $"first {length} of {written.Length} bytes");
        });
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_part_that_is_missing_is_refused_or_was_one_that_may_be_absent(string manifest)
    {
        EachSample(manifest, written =>
        {
            var root = Parse(manifest, written);
            foreach (var (part, field) in Parts(root).Where(pair => pair.Field.HasPresence).ToList())
            {
                var value = field.Accessor.GetValue(part);
                field.Accessor.Clear(part);
                RefusedOrAsWritten(manifest, root.ToByteArray(), field.FullName);
                field.Accessor.SetValue(part, value);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_number_that_no_enum_has_is_refused(string manifest)
    {
        EachSample(manifest, written =>
        {
            var root = Parse(manifest, written);
            foreach (var (part, field) in Parts(root).Where(pair => pair.Field.FieldType == FieldType.Enum).ToList())
            {
                var value = field.Accessor.GetValue(part);
                field.Accessor.SetValue(part, 77);
                Assert.Throws<SerializationException>(() => _serializer.FromBinary(root.ToByteArray(), manifest));
                field.Accessor.SetValue(part, value);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_part_that_a_later_version_has_added_is_refused_wherever_it_is(string manifest)
    {
        EachSample(manifest, written =>
        {
            foreach (var nth in Enumerable.Range(0, Messages(Parse(manifest, written)).Count()))
            {
                var root = Parse(manifest, written);
                Messages(root).ElementAt(nth).MergeFrom(AddedLater);
                var refused = Assert.Throws<SerializationException>(() => _serializer.FromBinary(root.ToByteArray(), manifest));
                Assert.Contains("does not know", refused.Message, StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public void Enums_have_the_same_names_and_numbers_on_both_sides()
    {
        var types = typeof(Codec).Assembly.GetTypes().Where(type => type.IsEnum).ToLookup(type => type.Name);
        var written = types.SelectMany(group => group).Where(type => type.Namespace == typeof(Proto.Side).Namespace && !type.IsNested).ToList();

        Assert.NotEmpty(written);
        Assert.All(written, proto =>
        {
            var model = Assert.Single(types[proto.Name], type => type != proto);
            Assert.Equal(Numbers(model), Numbers(proto).Where(entry => entry.Name != "NONE"));
        });
    }

    private static IEnumerable<(string Name, int Number)> Numbers(Type type) => Enum.GetNames(type)
        .Select(name => (name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant(), Convert.ToInt32(Enum.Parse(type, name), null)))
        .Order();

    private void RefusedOrAsWritten(string manifest, byte[] bytes, string what)
    {
        object read;
        try
        {
            read = _serializer.FromBinary(bytes, manifest);
        }
        catch (SerializationException)
        {
            return;
        }

        Assert.True(bytes.AsSpan().SequenceEqual(_serializer.ToBinary(read)), $"{manifest}: something was made up ({what})");
    }

    private void EachSample(string manifest, Action<byte[]> check) =>
        Arbitrary.Of(Codecs.Of(manifest).Type).Sample(message => check(_serializer.ToBinary(message!)), iter: 10, threads: 1);

    /// <summary>A message has the same name on both sides.</summary>
    private static IMessage Parse(string manifest, byte[] bytes)
    {
        var name = $"{typeof(Proto.Side).Namespace}.{Codecs.Of(manifest).Type.Name}";
        var message = (IMessage)Activator.CreateInstance(typeof(Codec).Assembly.GetType(name, throwOnError: true)!)!;
        message.MergeFrom(bytes);
        return message;
    }

    private static IEnumerable<IMessage> Messages(IMessage root) => Parts(root).Select(pair => pair.Part).Append(root).Distinct(ReferenceEqualityComparer.Instance).Cast<IMessage>();

    private static IEnumerable<(IMessage Part, FieldDescriptor Field)> Parts(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.IsRepeated)
            {
                var elements = field.FieldType == FieldType.Message ? ((System.Collections.IEnumerable)field.Accessor.GetValue(message)).Cast<IMessage>() : [];
                foreach (var part in elements.SelectMany(Parts))
                    yield return part;
            }
            else if (!field.HasPresence || field.Accessor.HasValue(message))
            {
                yield return (message, field);
                if (field.FieldType == FieldType.Message)
                {
                    foreach (var part in Parts((IMessage)field.Accessor.GetValue(message)))
                        yield return part;
                }
            }
        }
    }
}
