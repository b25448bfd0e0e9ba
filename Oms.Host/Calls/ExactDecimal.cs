using System.Globalization;

namespace Oms.Host.Calls;

/// <summary>Reads a decimal number exactly or not at all: what <see cref="decimal"/> would have to round is refused.</summary>
internal static class ExactDecimal
{
    /// <summary>No decimal needs more letters; what is longer is not looked at.</summary>
    private const int LongestText = 64;

    private const int MostPlaces = 28;

    /// <param name="text">The number as it was written.</param>
    /// <param name="withExponent">A JSON number may have one: JavaScript writes 0.00000001 as 1e-8. A text may not.</param>
    /// <param name="value">The number.</param>
    public static bool TryParse(string text, bool withExponent, out decimal value)
    {
        value = 0;
        if (text.Length is 0 or > LongestText)
            return false;
        var mark = text.AsSpan().IndexOfAny('e', 'E');
        if (mark >= 0 && !withExponent)
            return false;
        var mantissa = mark < 0 ? text.AsSpan() : text.AsSpan(0, mark);
        var exponent = 0;
        if (mark >= 0 && !int.TryParse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return false;
        return IsPlain(mantissa) && HasFewPlaces(mantissa, exponent)
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
            && HasFewDigits(mantissa);
    }

    /// <summary>Digits, at most one sign before them and at most one point between them.</summary>
    private static bool IsPlain(ReadOnlySpan<char> mantissa)
    {
        if (mantissa.StartsWith("-"))
            mantissa = mantissa[1..];
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? "0" : mantissa[(point + 1)..];
        return IsDigits(whole) && IsDigits(fraction);
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static bool HasFewPlaces(ReadOnlySpan<char> mantissa, int exponent)
    {
        var point = mantissa.IndexOf('.');
        var places = point < 0 ? 0 : mantissa[(point + 1)..].TrimEnd('0').Length;
        return exponent is >= -MostPlaces and <= MostPlaces && places - exponent <= MostPlaces;
    }

    private static bool HasFewDigits(ReadOnlySpan<char> mantissa)
    {
        var digits = mantissa.TrimStart("-0.");
        var significant = mantissa.Contains('.') ? digits.TrimEnd('0') : digits;
        return significant.Length - (significant.Contains('.') ? 1 : 0) <= MostPlaces;
    }
}
