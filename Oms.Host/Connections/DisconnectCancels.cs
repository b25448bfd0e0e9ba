using Oms.Actors.Api;
using Oms.Host.Logging;

namespace Oms.Host.Connections;

/// <summary>
/// Cancels what connections that have ended had asked for. No budget of a connection counts here, and no session is needed any more; a refusal that says that nothing has
/// happened is asked again, for as long as the host runs.
/// </summary>
internal sealed partial class DisconnectCancels(IOms oms, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<DisconnectCancels> log)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>Ends with the first answer; where that is no receipt, the cancel goes on without anybody who waits.</summary>
    public async Task Cancel(SessionOrders orders)
    {
        try
        {
            if (!await IsReceived(orders))
                _ = GoOn(orders);
        }
        catch (OperationCanceledException)
        {
            LogLeft(log, orders);
        }
    }

    private async Task GoOn(SessionOrders orders)
    {
        try
        {
            do
                await Task.Delay(Again, time, lifetime.ApplicationStopped);
            while (!await IsReceived(orders));
        }
        catch (OperationCanceledException)
        {
            LogLeft(log, orders);
        }
    }

    private async Task<bool> IsReceived(SessionOrders orders)
    {
        try
        {
            var receipt = await oms.CancelSessionOrders(orders, lifetime.ApplicationStopped);
            LogAnswered(log, orders, (int)receipt.ErrorCode);
            return receipt.Result;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            CallLog.Failed(log, e, "A cancel on disconnect");
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Cancel on disconnect, {Orders}: {Code}")]
    private static partial void LogAnswered(ILogger log, SessionOrders orders, int code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cancel on disconnect, {Orders}: the host has stopped, they may still be open")]
    private static partial void LogLeft(ILogger log, SessionOrders orders);
}
