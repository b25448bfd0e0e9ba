using Akka.Actor;
using Oms.Actors.Nodes;
using Oms.Actors.Persistence;
using Oms.Actors.Protocol;

namespace Oms.Actors.Entities;

/// <summary>What the actors of a node share: the ways to all others, the journal beside the plugin, the clock, the node's right to answer, the venue if there is one.</summary>
internal sealed record EngineRoom(
    Regions Regions, Addresses Addresses, IJournalHeads Heads, IJournalHistory History, TimeProvider Clock, NodeLease Lease, VenueDesk? Venue = null)
{
    /// <summary>The nodes that may serve.</summary>
    public MemberNodes Nodes { get; } = new();

    /// <summary>How many passwords are worked on at once.</summary>
    public SemaphoreSlim PasswordTurns { get; } = new(Math.Max(1, Environment.ProcessorCount / 2));
}

/// <summary>Reply addresses and the actors behind them.</summary>
internal sealed class Addresses(ExtendedActorSystem system)
{
    private const int Remembered = 10_000;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<ReplyAddress, IActorRef> _actors = [];

    /// <summary>The address of this life of this actor.</summary>
    public static ReplyAddress Of(IActorRef actor) => new(Akka.Serialization.Serialization.SerializedActorPath(actor));

    /// <summary>The actor; what is sent to one that has gone is lost.</summary>
    public IActorRef this[ReplyAddress address]
    {
        get
        {
            if (_actors.Count > Remembered)
                _actors.Clear();

            return _actors.GetOrAdd(address, static (unknown, provider) => provider.ResolveActorRef(unknown.Path), system.Provider);
        }
    }
}
