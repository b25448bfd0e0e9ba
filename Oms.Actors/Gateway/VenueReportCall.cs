using Oms.Actors.Api;
using Oms.Actors.Orders;

namespace Oms.Actors.Gateway;

/// <summary>A venue's report on its way into an order's journal.</summary>
internal sealed class VenueReportCall(VenueReport report) : GatewayCall
{
    public override CallBudget Budget => CallBudget.Reports;

    public override object Refused(Receipt refusal) => refusal;

    /// <summary>The order's message for a report. The id of a cancel or replacement that the engine can't have given is nobody's.</summary>
    /// <exception cref="ArgumentException">The id is none.</exception>
    public static IVenueReport MessageOf(VenueReport report, long call, Protocol.ReplyAddress replyTo) => report switch
    {
        VenueReport.Accepted => new ReportAccepted(report.OrderId, call, replyTo),
        VenueReport.Rejected rejected => new ReportRejected(report.OrderId, rejected.Reason, call, replyTo),
        VenueReport.Execution execution => new ExecuteOrder(
            report.OrderId, execution.ExecutionId, execution.Quantity, execution.Price, call, replyTo, execution.Fee, execution.Liquidity),
        VenueReport.Corrected corrected => new ReportCorrected(
            report.OrderId, corrected.ExecutionId, corrected.Revision, corrected.Quantity, corrected.Price, corrected.Fee, call, replyTo),
        VenueReport.Canceled canceled => new ReportCanceled(
            report.OrderId, canceled.Executed, canceled.CancelId is { } cancel ? ChangeIdOf(cancel) : null, canceled.Reason, call, replyTo, canceled.Text),
        VenueReport.CancelRefused refused => new ReportCancelRefused(report.OrderId, ChangeIdOf(refused.CancelId), refused.Reason, call, replyTo),
        VenueReport.Replaced replaced => new ReportReplaced(report.OrderId, ChangeIdOf(replaced.ReplaceId), replaced.Quantity, call, replyTo),
        VenueReport.ReplaceRefused refused => new ReportReplaceRefused(report.OrderId, ChangeIdOf(refused.ReplaceId), refused.Reason, call, replyTo),
        _ => throw new ArgumentException($"{report.GetType().Name} is no report of a venue.", nameof(report)),
    };

    protected override void Start() => Command<ReportHeard>(MessageOf(report, Id, Desk.Settings.Address), heard => End(heard.Result));

    private static CancelId ChangeIdOf(string text) =>
        CancelId.TryParse(text, out var cancel) ? cancel : throw new ArgumentException($"'{text}' names no cancel or replacement.", nameof(text));
}
