using Microsoft.Extensions.Diagnostics.HealthChecks;
using Oms.Actors.Api;

namespace Oms.Host.Health;

/// <summary>Ready when the engine takes calls. Says no reason: that is in the log.</summary>
internal sealed class EngineReadiness(IOmsHealth health) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(health.State is OmsHealth.Ready ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
