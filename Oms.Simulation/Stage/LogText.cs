using System.Runtime.CompilerServices;
using System.Text;

namespace Oms.Simulation.Stage;

/// <summary>A line of the trace; costs nothing when nobody reads it.</summary>
[InterpolatedStringHandler]
internal readonly ref struct LogText
{
    private readonly StringBuilder? _text;

    public LogText(int literalLength, int formattedCount, World world, out bool isEnabled)
    {
        isEnabled = world.Trace is not null;
        _text = isEnabled ? new StringBuilder(literalLength + (formattedCount * 16)) : null;
    }

    public void AppendLiteral(string text) => _text!.Append(text);

    public void AppendFormatted<T>(T value) => _text!.Append(value);

    public void AppendFormatted<T>(T value, string format)
        where T : IFormattable => _text!.Append(value.ToString(format, System.Globalization.CultureInfo.InvariantCulture));

    public override string ToString() => _text?.ToString() ?? "";
}
