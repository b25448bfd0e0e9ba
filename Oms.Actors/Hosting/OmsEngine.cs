using System.Buffers.Binary;
using System.Security.Cryptography;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Entities;
using Oms.Actors.Gateway;
using Oms.Actors.Ids;
using Oms.Actors.Instruments;
using Oms.Actors.Nodes;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;
using Oms.Actors.Persistence;
using Oms.Actors.Protocol;
using Oms.Actors.Venue;
using Oms.Actors.Waking;

namespace Oms.Actors.Hosting;

/// <summary>The life of an engine: its actor system, its regions, its gateway. Its host starts it, stops it, and hears how it is.</summary>
internal sealed class OmsEngine : IHostedService, IAsyncDisposable
{
    private readonly OmsOptions _options;
    private readonly Func<IJournalStore> _journal;
    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _clock;
    private readonly GatewayPort _port = new();
    private EngineSystem? _system;
    private IActorRef? _gateway;
    private VenueDesk? _venue;
    private VenueOffer? _offer;

    public OmsEngine(OmsOptions options, ILoggerFactory loggers, TimeProvider clock)
        : this(options, () => JournalStores.Of(options), loggers, clock)
    {
    }

    /// <summary>On another journal than the one that is shipped.</summary>
    public OmsEngine(OmsOptions options, Func<IJournalStore> journal, ILoggerFactory loggers, TimeProvider clock)
    {
        _options = options;
        _journal = journal;
        _loggers = loggers;
        _clock = clock;
        Calls = new OmsClient(_port, options.SubscriptionBuffer);
        Administration = new OmsAdministrationClient(_port, new OmsId(options.OmsId));
        Reports = new VenueReports(_port, clock);
    }

    public IOms Calls { get; }

    public IOmsAdministration Administration { get; }

    public IVenueReports Reports { get; }

    /// <summary>Finds the host's venue when the engine starts: a venue needs <see cref="Reports"/> for its own making. Null: there is none.</summary>
    public Func<IExecutionVenue?> Venue { get; init; } = () => null;

    public EngineHealth Health { get; } = new();

    /// <summary>The waits and bounds that this engine runs with.</summary>
    public Timings Timings { get; init; } = Timings.Default;

    /// <summary>What its gateway takes on at most.</summary>
    public GatewayLimits Limits { get; init; } = new();

    /// <summary>Measures whether the node goes on. Its timestamps have to go on while the process is stopped.</summary>
    public TimeProvider Monotonic { get; init; } = TimeProvider.System;

    /// <summary>The engine's own actor system; null before the start.</summary>
    public ActorSystem? Actors => _system?.Actors;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _options.Verify();
        _system = await EngineSystem.Start(_options, _journal(), _loggers, cancellationToken);
        var lease = Lease(_system.Actors);
        lease.WhenEnded(Fault);
        await Enter(_system, lease, cancellationToken);
        if (Venue() is { } venue)
            (_venue, _offer) = (new VenueDesk(venue, _system.Actors.Log, _clock), VenueOffer.Of(venue));

        var regions = new Regions();
        var room = new EngineRoom(
            regions,
            new Addresses((ExtendedActorSystem)_system.Actors),
            new OnePageAtATime(_system.Heads),
            _system.History,
            _clock,
            lease,
            _venue);
        await regions.Start(_system.Actors, room, ProcessOf, _options.ShardCount);
        _system.Actors.ActorOf(Props.Create(() => new NodeWatch(room, lease.End)), "node-watch");
        _ = FaultWhenEnded(_system);

        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gateway = _gateway = _system.Actors.ActorOf(Props.Create(() => new GatewayActor(SettingsOf, room, ready)), "gateway");
        await ready.Task.WaitAsync(_options.StartTimeout, cancellationToken);
        _port.Opened(gateway, _system.Actors, room);
        Health.Ready();
    }

    /// <summary>Takes no more calls, carries what it has given a receipt for to its outcome as far as that comes soon, and leaves.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _port.Closed();
        if (Health.State is OmsHealth.Ready)
            await FinishCalls(cancellationToken);

        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _port.Closed();
        _venue?.Dispose();
        if (Interlocked.Exchange(ref _system, null) is { } system)
            await system.DisposeAsync();
    }

    private async Task Enter(EngineSystem system, NodeLease lease, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(_options.StartTimeout);
        await system.Enter(lease.End, deadline.Token);
    }

    private async Task FinishCalls(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Timings.LeavePatience);
        var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gateway!.Tell(new FinishCalls(finished), ActorRefs.NoSender);
        try
        {
            await finished.Task.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _system?.Actors.Log.Warning("The gateway stops before all that it carries has had its outcome");
        }
    }

    private NodeLease Lease(ActorSystem system)
    {
        if (_options.Cluster is null)
            return NodeLease.OfOneAlone;

        var lease = new NodeLease(ClusterChecks.LeaseOf(system.Settings.Config), Monotonic);
        system.ActorOf(LeaseTicker.Of(lease), "lease");
        return lease;
    }

    /// <summary>In a cluster the others are told that this node serves no more: what lived here may live elsewhere.</summary>
    private void Fault(string reason)
    {
        Health.Fault(reason);
        _port.Closed();
        if (_options.Cluster is null || _system is null || Cluster.Get(_system.Actors) is not { IsTerminated: false } cluster)
            return;

        _system.Actors.Log.Error("This node serves no more: {0}", reason);
        cluster.Down(cluster.SelfAddress);
    }

    /// <summary>An actor system that ends by itself takes the engine with it.</summary>
    private async Task FaultWhenEnded(EngineSystem system)
    {
        await system.Actors.WhenTerminated;
        if (ReferenceEquals(_system, system))
            Fault("The actor system has ended.");
    }

    private IProcess ProcessOf(string type, string id) => type switch
    {
        Regions.Orders => new OrderProcess(new OrderId(Number(id)), Timings),
        Regions.Accounts => new AccountProcess(new AccountId((int)Number(id)), Timings),
        Regions.Users => new UserProcess(id, UserLimits.Default, Timings, SystemSecretSource.Instance),
        Regions.UserIds => new UserIdProcess(new UserId((int)Number(id)), Timings),
        Regions.Ids => new IdAllocatorProcess(Timings),
        Regions.Catalogue => new CatalogueProcess(Timings),
        Regions.WakefulAccounts => new WakefulAccountsProcess(Timings),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of entity."),
    };

    private static long Number(string id) => long.Parse(id, System.Globalization.CultureInfo.InvariantCulture);

    private GatewaySettings SettingsOf(ReplyAddress address)
    {
        Span<byte> bits = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bits);
        return new GatewaySettings(
            new OmsId(_options.OmsId),
            address,
            BinaryPrimitives.ReadUInt64LittleEndian(bits) & long.MaxValue,
            _options.ResolveClientOrderIdByCaller,
            Limits,
            Timings,
            _offer);
    }
}
