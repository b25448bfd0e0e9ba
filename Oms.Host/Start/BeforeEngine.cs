using Oms.Host.Demo;

namespace Oms.Host.Start;

/// <summary>Runs before the engine starts, in the order of registration.</summary>
internal sealed class BeforeEngine(DemoMarker marker) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        marker.Prepare();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
