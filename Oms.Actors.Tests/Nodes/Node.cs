using Akka.Actor;
using Akka.Cluster.Sharding;
using Microsoft.Extensions.Logging;
using Oms.Actors.Api;
using Oms.Actors.Hosting;
using Oms.Actors.Persistence;
using Oms.Actors.Protocol;

namespace Oms.Actors.Tests.Nodes;

/// <summary>One node of a <see cref="Trio"/>.</summary>
internal sealed class Node(string address, OmsOptions options, Func<IJournalStore> journal, MemoryGate gate, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly MemoryGate _gate = gate;
    private readonly PausableTime _time = new();
    private OmsEngine? _inner;

    public string Address => address;

    public Engine Engine { get; private set; } = null!;

    public async Task Start()
    {
        _inner = new OmsEngine(options, journal, loggers, TimeProvider.System) { Monotonic = _time, Timings = Timings.Default };
        Engine = Tests.Engine.Around(_inner);
        await _inner.StartAsync(CancellationToken.None);
    }

    public async Task<bool> Hosts(string type, string id)
    {
        var region = ClusterSharding.Get(Engine.Actors).ShardRegion(type);
        var state = await region.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, Tests.Engine.Patience);
        return state.Shards.Any(shard => shard.EntityIds.Contains(id));
    }

    /// <summary>Asks until the order is seen in this state. While what it lives on is being replaced there are refusals.</summary>
    public async Task<OrderView> Sees(OrderId order, OrderState state)
    {
        using var patience = new CancellationTokenSource(Tests.Engine.Patience);
        while (true)
        {
            var answer = await Engine.Oms.GetOrderStatus(Tests.Engine.Operator, new GetOrderStatusRequest(1, OrderId: order.Value), patience.Token);
            if (answer.Value is { } view && view.State == state)
                return view;

            patience.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Places a limit order of account 7, until one is accepted: while what it lives on is being replaced there are refusals.</summary>
    public async Task<OrderId> Places()
    {
        using var patience = new CancellationTokenSource(Tests.Engine.Patience);
        while (true)
        {
            if (await Engine.Oms.SendOrder(Tests.Engine.Operator, Tests.Engine.Order(), patience.Token) is SendOrderAnswer.Accepted accepted)
                return accepted.OrderId;

            patience.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Cancels until that is received, or the order is found canceled by an earlier one of these cancels whose answer was lost.</summary>
    public async Task Cancels(OrderId order)
    {
        using var patience = new CancellationTokenSource(Tests.Engine.Patience);
        while (await Engine.Oms.CancelOrder(Tests.Engine.Trader, new CancelOrderRequest(1, OrderId: order.Value), patience.Token) is { Result: false } refused)
        {
            if (refused.Detail == "Canceled")
                return;

            patience.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Asks until this node's own copy of the catalogue has the instrument in this status.</summary>
    public async Task SeesInstrument(InstrumentStatus status)
    {
        using var patience = new CancellationTokenSource(Tests.Engine.Patience);
        while ((await Engine.Oms.GetInstruments(1, patience.Token)).Value!.Single().Status != status)
            patience.Token.ThrowIfCancellationRequested();
    }

    /// <summary>Waits until so many members are known here, all of them up.</summary>
    public async Task KnowsMembers(int count)
    {
        using var patience = new CancellationTokenSource(Tests.Engine.Patience);
        var cluster = Akka.Cluster.Cluster.Get(Engine.Actors);
        while (cluster.State.Members.Count != count || cluster.State.Members.Any(member => member.Status != Akka.Cluster.MemberStatus.Up))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Waits until the engine says that it can't go on; why.</summary>
    public async Task<string> Fails()
    {
        using var patience = new CancellationTokenSource(Tests.Engine.Patience);
        var state = Engine.Health.State;
        while (state is not OmsHealth.Faulted)
            state = await Engine.Health.WaitForOtherThan(state, patience.Token);

        return ((OmsHealth.Faulted)state).Reason;
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

    public void Expel(string why) => _gate.Expel(why);

    /// <summary>Its clock jumps, as that of a process does that was stopped meanwhile.</summary>
    public void StandStill(TimeSpan @for) => _time.Jump(@for);

    public ValueTask DisposeAsync() => Kill();
}
