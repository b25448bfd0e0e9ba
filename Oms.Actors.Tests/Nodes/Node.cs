using Akka.Actor;
using Microsoft.Extensions.Logging;
using Oms.Actors.Hosting;
using Oms.Actors.Nodes;
using Oms.Actors.Persistence;
using Oms.Actors.Protocol;

namespace Oms.Actors.Tests.Nodes;

/// <summary>One node of a <see cref="Trio"/>.</summary>
internal sealed class Node(string address, OmsOptions options, IJournalStore journal, IClusterGate gate, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly IClusterGate _gate = gate;
    private readonly PausableTime _time = new();
    private OmsEngine? _inner;

    public string Address => address;

    public Engine Engine { get; private set; } = null!;

    public async Task Start()
    {
        _inner = new OmsEngine(options, () => journal, loggers, TimeProvider.System, () => _gate) { Monotonic = _time, Timings = Timings.Default };
        Engine = Tests.Engine.Around(_inner);
        await _inner.StartAsync(CancellationToken.None);
    }

    /// <summary>As after SIGTERM.</summary>
    public Task Leave() => _inner!.StopAsync(CancellationToken.None);

    /// <summary>Ends without a word to the others: nobody is told, nothing is handed over, no port answers any more.</summary>
    public async ValueTask Kill()
    {
        if (_inner?.Actors is ExtendedActorSystem { WhenTerminated.IsCompleted: false } actors)
        {
            actors.Abort();
            await actors.WhenTerminated.WaitAsync(Tests.Engine.Patience);
        }

        await _gate.DisposeAsync();
    }

    /// <summary>Its clock jumps, as that of a process does that was stopped meanwhile.</summary>
    public void StandStill(TimeSpan @for) => _time.Jump(@for);

    public ValueTask DisposeAsync() => Kill();
}
