using System.Collections.Frozen;
using System.Runtime.Serialization;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>Every type that can be written, by type and by manifest.</summary>
internal static class Codecs
{
    public static IReadOnlyList<Codec> All { get; } =
    [
        .. KernelCodec.All,
        .. OrderCodec.All,
        .. VenueCodec.All,
        .. ReplacementCodec.All,
        .. WakefulAccountCodec.All,
        .. AccountJournalCodec.All,
        .. AccountCommandCodec.All,
        .. AccountAnswerCodec.All,
        .. UserJournalCodec.All,
        .. UserCodec.All,
        .. CatalogueCodec.All,
        .. IdCodec.All,
    ];

    private static readonly FrozenDictionary<Type, Codec> ByType = All.ToFrozenDictionary(codec => codec.Type);
    private static readonly FrozenDictionary<string, Codec> ByManifest = All.ToFrozenDictionary(codec => codec.Manifest, StringComparer.Ordinal);

    /// <exception cref="ArgumentException">Nothing says how to write it.</exception>
    public static Codec Of(Type type) =>
        ByType.GetValueOrDefault(type) ?? throw new ArgumentException($"{type} has no manifest.", nameof(type));

    /// <exception cref="SerializationException">Nothing says how to read it.</exception>
    public static Codec Of(string manifest) =>
        ByManifest.GetValueOrDefault(manifest) ?? throw new SerializationException($"Nothing is known under the manifest '{manifest}'.");
}
