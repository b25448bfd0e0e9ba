using Oms.Actors.Api;
using Oms.Host.Demo;

namespace Oms.Host.Start;

/// <summary>Runs after the engine has started and before the server listens: whoever gets an answer finds everything in place.</summary>
internal sealed class BeforeCalls(IOmsHealth health, DemoMarker marker, DemoSeed demo, FirstOperator first, DemoHint hint) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var state = await health.WaitForOtherThan(new OmsHealth.Starting(), cancellationToken);
        if (state is OmsHealth.Faulted fault)
            throw new SetUpFailedException($"The engine did not start: {fault.Reason}");
        if (marker.IsPending)
        {
            await demo.Run(cancellationToken);
            marker.Done();
            hint.PrintOnceListening();
        }

        await first.Run(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
