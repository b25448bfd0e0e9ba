using System.Globalization;

namespace Oms.Host.Calls;

/// <summary>What a caller wrote as a value. Texts and numbers keep their letters: nothing passes through binary floating point.</summary>
internal readonly record struct FieldValue(FieldKind Kind, string Text);

internal enum FieldKind
{
    Number,
    Text,

    /// <summary>JSON null: as good as not given.</summary>
    Null,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>An array or an object: never what a field of these calls is.</summary>
    Other,
}

/// <summary>
/// The named values of one call, read without regard to the case of their names; several names given to one read are synonyms. The first value that is not what it
/// should be is kept as <see cref="Fault"/>, which names its field; every read after that still answers, so that a request can be built in one expression.
/// </summary>
internal sealed class Fields
{
    /// <summary>Below this a moment is in seconds (it would lie in the year 5138), at or above it in milliseconds (1973).</summary>
    private const long FirstInMilliseconds = 100_000_000_000;

    private const long LastMillisecond = 253_402_300_799_999;

    private const int LongestShownName = 40;

    private readonly Dictionary<string, FieldValue> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with the request, beginning with the field's name; null while nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>The values of each object, where a list of them was given; null otherwise. To a call that takes no list it is malformed.</summary>
    public List<Fields>? Items { get; private init; }

    public static Fields OfList(List<Fields> items, string fault) => new() { Items = items, Fault = fault };

    public static Fields Malformed(string fault) => new() { Fault = fault };

    /// <summary>Takes a value in; the same name twice, in whatever case, is a fault.</summary>
    public void Add(string name, FieldValue value)
    {
        if (!_values.TryAdd(name, value))
            Fail(Shortened(name), "given twice");
    }

    public void Fail(string field, string why) => Fault ??= $"{field}: {why}";

    public int? Int(params ReadOnlySpan<string> names) => (int?)First(names, (name, value) => Whole(name, value, int.MaxValue));

    public long? Long(params ReadOnlySpan<string> names) => First(names, (name, value) => Whole(name, value, long.MaxValue));

    public decimal? Decimal(params ReadOnlySpan<string> names) => First(names, Exact);

    public TEnum? Enum<TEnum>(params ReadOnlySpan<string> names)
        where TEnum : struct, Enum => First(names, Member<TEnum>);

    public DateTimeOffset? Moment(params ReadOnlySpan<string> names) => First(names, Moment);

    /// <summary>true or false, as JSON has them.</summary>
    public bool? Flag(string name)
    {
        if (!Find(name, out var value))
            return null;
        if (value.Kind == FieldKind.Flag)
            return value.Text == bool.TrueString;
        Fail(name, "not true or false");
        return null;
    }

    public string? Text(string name)
    {
        if (!Find(name, out var value))
            return null;
        if (value.Kind == FieldKind.Text && value.Text.Length > 0)
            return value.Text;
        Fail(name, "not a text");
        return null;
    }

    private bool Find(string name, out FieldValue value) => _values.TryGetValue(name, out value) && value.Kind != FieldKind.Null;

    private T? First<T>(ReadOnlySpan<string> names, Func<string, FieldValue, T?> read)
        where T : struct
    {
        T? first = null;
        T? nothing = null;
        foreach (var name in names)
        {
            if (!Find(name, out var value) || read(name, value) is not { } found)
                continue;
            if (names.Length > 1 && found.Equals(default(T)))
            {
                // 0 is the same as nothing: the synonym counts.
                nothing = found;
                continue;
            }

            if (first is { } other && !other.Equals(found))
                Fail(name, $"differs from its synonym {names[0]}");
            first ??= found;
        }

        return first ?? nothing;
    }

    private long? Whole(string name, FieldValue value, long highest)
    {
        var digits = value.Text.AsSpan().TrimStart('-');
        if (!IsScalar(value) || digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9') || value.Text.Length - digits.Length > 1)
        {
            Fail(name, "not a whole number");
            return null;
        }

        if (long.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= highest)
            return number;
        Fail(name, "out of range");
        return null;
    }

    private decimal? Exact(string name, FieldValue value)
    {
        if (IsScalar(value) && ExactDecimal.TryParse(value.Text, value.Kind == FieldKind.Number, out var number))
            return number;
        Fail(name, "not a decimal number");
        return null;
    }

    private TEnum? Member<TEnum>(string name, FieldValue value)
        where TEnum : struct, Enum
    {
        if (IsScalar(value))
        {
            foreach (var member in System.Enum.GetValues<TEnum>())
            {
                var number = member.ToString("D");
                if (value.Text == number || (value.Kind == FieldKind.Text && value.Text.Equals(member.ToString(), StringComparison.OrdinalIgnoreCase)))
                    return member;
            }
        }

        Fail(name, $"not one of {string.Join(", ", System.Enum.GetNames<TEnum>())}");
        return null;
    }

    private DateTimeOffset? Moment(string name, FieldValue value)
    {
        if (Whole(name, value, LastMillisecond) is not { } number)
            return null;
        return DateTimeOffset.FromUnixTimeMilliseconds(number < FirstInMilliseconds ? number * 1000 : number);
    }

    private static bool IsScalar(FieldValue value) => value.Kind is FieldKind.Number or FieldKind.Text;

    /// <summary>A name comes back in the answer: only as much of it as helps, and no character in half.</summary>
    private static string Shortened(string name) =>
        name.Length <= LongestShownName ? name : name[..(char.IsHighSurrogate(name[LongestShownName - 1]) ? LongestShownName - 1 : LongestShownName)];
}
