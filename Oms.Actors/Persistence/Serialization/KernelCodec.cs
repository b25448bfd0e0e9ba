using Oms.Actors.Entities;
using Oms.Actors.Protocol;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>What every kind of entity is told and answers.</summary>
internal static class KernelCodec
{
    public static IReadOnlyList<Codec> All { get; } =
    [
        Codec.Of("call.refused.1", Proto.CallRefused.Parser, ToProto, ToModel),
        Codec.Of("ent.stop.1", Proto.StopEntity.Parser, (StopEntity _) => new(), _ => StopEntity.Now),
    ];

    private static Proto.CallRefused ToProto(CallRefused m)
    {
        var p = new Proto.CallRefused { Call = m.Call, Code = m.Code.ToProto() };
        if (m.Detail is not null)
            p.Detail = Wire.Text(m.Detail);

        return p;
    }

    private static CallRefused ToModel(Proto.CallRefused p) =>
        p is { HasCall: true, HasCode: true } ? new CallRefused(p.Call, p.Code.ToModel(), p.HasDetail ? p.Detail : null) : throw Wire.Incomplete(p);
}
