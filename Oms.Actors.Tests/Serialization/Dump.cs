using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Oms.Actors.Tests.Serialization;

/// <summary>
/// All that a value consists of, as text: records that hold lists do not equal each other, and two decimals are equal at different scales.
/// A time is its moment; a list is its elements, whatever its class; a dictionary has no order.
/// </summary>
internal static class Dump
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, "");
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, string indent)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string quoted:
                text.Append('"').Append(quoted).Append('"');
                break;
            case decimal number:
                text.AppendJoin(' ', decimal.GetBits(number));
                break;
            case DateTimeOffset time:
                text.Append(time.UtcTicks);
                break;
            case Enum or IConvertible:
                text.Append(value.GetType().Name).Append(' ').Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            case IDictionary map:
                Elements(text, map.Cast<object>().Select(entry => Of(entry)).Order(StringComparer.Ordinal), indent);
                break;
            case IEnumerable list:
                Elements(text, list, indent);
                break;
            default:
                Fields(text, value, indent);
                break;
        }
    }

    private static void Elements(StringBuilder text, IEnumerable elements, string indent)
    {
        text.Append('[');
        foreach (var element in elements)
        {
            text.Append('\n').Append(indent).Append("- ");
            Write(text, element, indent + "  ");
        }

        text.Append(']');
    }

    private static void Fields(StringBuilder text, object value, string indent)
    {
        text.Append(value.GetType());
        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                text.Append('\n').Append(indent).Append(field.Name).Append(": ");
                Write(text, field.GetValue(value), indent + "  ");
            }
        }
    }
}
