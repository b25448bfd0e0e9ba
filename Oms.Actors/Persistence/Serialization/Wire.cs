using System.Runtime.Serialization;
using System.Text;
using Google.Protobuf;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>The values that messages consist of.</summary>
internal static class Wire
{
    private const int SignMask = unchecked((int)0x80000000);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// A part that is missing, like a number that no enum has, is an error and never a default: a default would be an order of side Buy, an amount of 0
    /// or an account 0 that nobody has ever written, and the books would go on from there.
    /// </summary>
    public static SerializationException Incomplete<T>(T? _)
        where T : class, IMessage<T> => new($"{typeof(T).Name} lacks a part that it has to have.");

    /// <summary>Text that comes back as it went. Half of a surrogate pair would come back as another character, and two references as one.</summary>
    /// <exception cref="ArgumentException">It is not well-formed UTF-16.</exception>
    public static string Text(string value)
    {
        if (!Ascii.IsValid(value))
            Strict.GetByteCount(value);

        return value;
    }

    public static DateTimeOffset Time(long utcTicks) =>
        utcTicks >= 0 && utcTicks <= DateTime.MaxValue.Ticks
            ? new DateTimeOffset(utcTicks, TimeSpan.Zero)
            : throw new SerializationException($"{utcTicks} is no time.");

    public static Proto.Decimal ToProto(this decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        return new Proto.Decimal
        {
            Low = ((ulong)(uint)bits[1] << 32) | (uint)bits[0],
            High = (uint)bits[2],
            ScaleAndSign = ((uint)value.Scale << 1) | ((bits[3] & SignMask) == 0 ? 0u : 1u),
        };
    }

    public static decimal ToModel(this Proto.Decimal? p)
    {
        if (p is null)
            throw Incomplete(p);

        var scale = p.ScaleAndSign >> 1;
        return scale <= 28
            ? new decimal((int)(uint)p.Low, (int)(uint)(p.Low >> 32), (int)p.High, (p.ScaleAndSign & 1) != 0, (byte)scale)
            : throw new SerializationException($"{scale} is no scale of a decimal.");
    }

    /// <summary>A value that came later: nothing is written for the plain zero, so that what was written before is as it was.</summary>
    public static Proto.Decimal? ToOptionalProto(this decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        return bits is [0, 0, 0, 0] ? null : value.ToProto();
    }

    public static decimal ToModelOrZero(this Proto.Decimal? p) => p is null ? 0 : p.ToModel();

    public static Proto.Authority ToProto(this Authority m)
    {
        var p = new Proto.Authority { UserId = m.UserId.Value, UserName = Text(m.UserName), PermissionVersion = m.PermissionVersion };
        if (m.Session is not null)
            p.Session = Text(m.Session);

        return p;
    }

    public static Authority ToModel(this Proto.Authority? p) =>
        p is { HasUserId: true, HasUserName: true, HasPermissionVersion: true }
            ? new Authority(new Api.UserId(p.UserId), p.UserName, p.PermissionVersion, p.HasSession ? p.Session : null)
            : throw Incomplete(p);

    public static Proto.CancelId ToProto(this CancelId m) => new() { Gateway = m.Gateway, Number = m.Number };

    public static CancelId? ToOptional(this Proto.CancelId? p) => p is null ? null : p.ToModel();

    public static CancelId ToModel(this Proto.CancelId? p) =>
        p is { HasGateway: true, HasNumber: true } ? new CancelId(p.Gateway, p.Number) : throw Incomplete(p);
}
