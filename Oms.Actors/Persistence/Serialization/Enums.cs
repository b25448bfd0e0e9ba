using System.Runtime.Serialization;
using Oms.Actors.Api;
using Oms.Actors.Ids;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>
/// Enums have the same numbers on both sides. What is not one of them is neither read nor written: what no reader accepts must not get into a journal.
/// </summary>
internal static class Enums
{
    public static Proto.Side ToProto(this Side m) => (Proto.Side)Known(m);

    public static Side ToModel(this Proto.Side p) => Known((Side)p);

    public static Proto.OrderType ToProto(this OrderType m) => (Proto.OrderType)Known(m);

    public static OrderType ToModel(this Proto.OrderType p) => Known((OrderType)p);

    public static Proto.PegPriceType ToProto(this PegPriceType m) => (Proto.PegPriceType)Known(m);

    public static PegPriceType ToModel(this Proto.PegPriceType p) => Known((PegPriceType)p);

    public static Proto.TimeInForce ToProto(this TimeInForce m) => (Proto.TimeInForce)Known(m);

    public static TimeInForce ToModel(this Proto.TimeInForce p) => Known((TimeInForce)p);

    public static Proto.OrderState ToProto(this OrderState m) => (Proto.OrderState)Known(m);

    public static OrderState ToModel(this Proto.OrderState p) => Known((OrderState)p);

    public static Proto.ChangeReason ToProto(this ChangeReason m) => (Proto.ChangeReason)Known(m);

    public static ChangeReason ToModel(this Proto.ChangeReason p) => Known((ChangeReason)p);

    public static Proto.InstrumentStatus ToProto(this InstrumentStatus m) => (Proto.InstrumentStatus)Known(m);

    public static InstrumentStatus ToModel(this Proto.InstrumentStatus p) => Known((InstrumentStatus)p);

    public static Proto.OmsCode ToProto(this OmsCode m) => (Proto.OmsCode)Known(m);

    public static OmsCode ToModel(this Proto.OmsCode p) => Known((OmsCode)p);

    public static Proto.OrderQuestion ToProto(this OrderQuestion m) => (Proto.OrderQuestion)Known(m);

    public static OrderQuestion ToModel(this Proto.OrderQuestion p) => Known((OrderQuestion)p);

    public static Proto.CancelResult ToProto(this CancelResult m) => (Proto.CancelResult)Known(m);

    public static CancelResult ToModel(this Proto.CancelResult p) => Known((CancelResult)p);

    public static Proto.VenueReportResult ToProto(this VenueReportResult m) => (Proto.VenueReportResult)Known(m);

    public static VenueReportResult ToModel(this Proto.VenueReportResult p) => Known((VenueReportResult)p);

    public static Proto.Liquidity ToProto(this Liquidity m) => (Proto.Liquidity)Known(m);

    public static Liquidity ToModel(this Proto.Liquidity p) => Known((Liquidity)p);

    public static Proto.Verdict ToProto(this Verdict m) => (Proto.Verdict)Known(m);

    public static Verdict ToModel(this Proto.Verdict p) => Known((Verdict)p);

    public static Proto.IdKind ToProto(this IdKind m) => (Proto.IdKind)Known(m);

    public static IdKind ToModel(this Proto.IdKind p) => Known((IdKind)p);

    public static uint ToProto(this Api.Permissions m) => (uint)Known(m);

    public static Api.Permissions ToPermissions(this uint p) => Known((Api.Permissions)p);

    private static Side Known(Side value) => value is >= Side.Buy and <= Side.Unknown ? value : throw Unknown(value);

    private static OrderType Known(OrderType value) => value is >= OrderType.Unknown and <= OrderType.BlockTrade ? value : throw Unknown(value);

    private static TimeInForce Known(TimeInForce value) => value is >= TimeInForce.Unknown and <= TimeInForce.GTD ? value : throw Unknown(value);

    private static PegPriceType Known(PegPriceType value) => value is >= PegPriceType.Unknown and <= PegPriceType.Midpoint ? value : throw Unknown(value);

    private static OrderState Known(OrderState value) => value is >= OrderState.Unknown and <= OrderState.FullyExecuted ? value : throw Unknown(value);

    private static ChangeReason Known(ChangeReason value) =>
        value is (>= ChangeReason.Unknown and <= ChangeReason.SystemCanceled_MarginFailed) or ChangeReason.UserModified ? value : throw Unknown(value);

    private static InstrumentStatus Known(InstrumentStatus value) =>
        value is >= InstrumentStatus.Running and <= InstrumentStatus.Halted ? value : throw Unknown(value);

    private static OmsCode Known(OmsCode value) => value switch
    {
        OmsCode.Success or OmsCode.NotAuthorized or OmsCode.InvalidRequest or OmsCode.OperationFailed => value,
        OmsCode.ServerError or OmsCode.ResourceNotFound or OmsCode.OperationNotSupported => value,
        _ => throw Unknown(value),
    };

    private static OrderQuestion Known(OrderQuestion value) =>
        value is OrderQuestion.Status or OrderQuestion.MayCancel ? value : throw Unknown(value);

    private static CancelResult Known(CancelResult value) =>
        value is >= CancelResult.Canceled and <= CancelResult.Refused ? value : throw Unknown(value);

    private static VenueReportResult Known(VenueReportResult value) =>
        value is >= VenueReportResult.Taken and <= VenueReportResult.Contradicts ? value : throw Unknown(value);

    private static Liquidity Known(Liquidity value) => value is >= Liquidity.Unknown and <= Liquidity.Taker ? value : throw Unknown(value);

    private static Verdict Known(Verdict value) => value is Verdict.Nobody or Verdict.Denied or Verdict.Granted ? value : throw Unknown(value);

    private static IdKind Known(IdKind value) => value is >= IdKind.Order and <= IdKind.Account ? value : throw Unknown(value);

    private static Api.Permissions Known(Api.Permissions value) =>
        (value & ~(Api.Permissions.Trading | Api.Permissions.AccountReadOnly | Api.Permissions.Operator)) == 0 ? value : throw Unknown(value);

    private static SerializationException Unknown<T>(T value)
        where T : struct, Enum => new($"{value:D} is no {typeof(T).Name}.");
}
