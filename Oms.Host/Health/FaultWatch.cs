using Oms.Actors.Api;

namespace Oms.Host.Health;

/// <summary>The engine never ends a process; the host does: a fault becomes an orderly stop and an exit code that is not 0, so that a supervisor starts it anew.</summary>
internal sealed partial class FaultWatch(IOmsHealth health, ExitStatus exit, IHostApplicationLifetime lifetime, ILogger<FaultWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var state = health.State;
        while (state is not OmsHealth.Faulted)
            state = await health.WaitForOtherThan(state, stoppingToken);
        LogFault(log, ((OmsHealth.Faulted)state).Reason);
        exit.Faulted();
        lifetime.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The engine can't go on: {Reason}")]
    private static partial void LogFault(ILogger log, string reason);
}
