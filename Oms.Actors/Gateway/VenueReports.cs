using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Persistence.Serialization;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>Carries a venue's reports into the orders' journals: again and again until they are there, as long as the engine runs.</summary>
internal sealed class VenueReports(GatewayPort gateway, TimeProvider clock) : IVenueReports
{
    private const int LongestReason = 200;
    private const int MostPlacesOfFee = 18;
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AgainMost = TimeSpan.FromSeconds(2);

    public async Task<VenueReportResult> Report(VenueReport report, CancellationToken cancellation)
    {
        Verify(report);
        for (var wait = Again; ; wait = NextWait(wait, report))
        {
            if (await gateway.Call<object>(waiter => new VenueReportCall(report) { Waiter = waiter }, cancellation) is VenueReportResult result)
                return result;

            if (gateway.HasEnded)
                throw new OperationCanceledException("The engine has stopped.");

            await Task.Delay(wait, clock, cancellation);
        }
    }

    /// <summary>A cancellation that is ahead of its executions may have to wait long, and many of them must leave the executions room.</summary>
    private static TimeSpan NextWait(TimeSpan wait, VenueReport report) => report is VenueReport.Canceled ? wait.Doubled(AgainMost) : Again;

    private static void Verify(VenueReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        _ = VenueReportCall.MessageOf(report, 0, default);
        switch (report)
        {
            case VenueReport.Rejected rejected:
                VerifyReason(rejected.Reason);
                break;
            case VenueReport.CancelRefused refused:
                VerifyReason(refused.Reason);
                break;
            case VenueReport.ReplaceRefused refused:
                VerifyReason(refused.Reason);
                break;
            case VenueReport.Replaced replaced:
                VerifyAmount(replaced.Quantity, nameof(replaced.Quantity));
                break;
            case VenueReport.Execution execution:
                VerifyAmount(execution.Quantity, nameof(execution.Quantity));
                VerifyAmount(execution.Price, nameof(execution.Price));
                VerifyFee(execution.Fee);
                if (!Enum.IsDefined(execution.Liquidity))
                    throw new ArgumentException($"{execution.Liquidity:D} is no side of an execution.", nameof(report));
                break;
            case VenueReport.Corrected corrected:
                VerifyTotal(corrected.Quantity, nameof(corrected.Quantity));
                VerifyAmount(corrected.Price, nameof(corrected.Price));
                VerifyFee(corrected.Fee);
                ArgumentOutOfRangeException.ThrowIfLessThan(corrected.Revision, 2, nameof(corrected.Revision));
                break;
            case VenueReport.Canceled canceled:
                VerifyTotal(canceled.Executed, nameof(canceled.Executed));
                if (!Enum.IsDefined(canceled.Reason))
                    throw new ArgumentException($"{canceled.Reason:D} is no reason.", nameof(report));
                if (canceled.Text is not null)
                    VerifyReason(canceled.Text);
                break;
        }
    }

    private static void VerifyReason(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        if (Wire.Text(reason).Length > LongestReason)
            throw new ArgumentException($"A reason has at most {LongestReason} characters.", nameof(reason));
    }

    private static void VerifyFee(decimal fee)
    {
        VerifyTotal(fee, nameof(fee));
        if (decimal.Round(fee, MostPlacesOfFee) != fee)
            throw new ArgumentException($"A fee has at most {MostPlacesOfFee} decimal places.", nameof(fee));
    }

    private static void VerifyAmount(decimal amount, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount, name);
        VerifyTotal(amount, name);
    }

    private static void VerifyTotal(decimal amount, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, Books.MaximumAmount, name);
    }
}
