using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Persistence;

namespace Oms.Actors.Tests.Persistence;

/// <summary>A sharded entity that writes down what it is told and reads it out when asked. It answers a note with its sequence number.</summary>
internal sealed class Notebook(string? name = null) : UntypedPersistentActor
{
    private readonly List<string> _notes = [];

    public override string PersistenceId => IdOf(name ?? Self.Path.Name);

    public static string IdOf(string name) => $"notebook-{name}";

    public static IActorRef Start(ActorSystem system, int shards) => ClusterSharding.Get(system).Start(
        "notebook",
        Props.CreateBy(new Producer()),
        ClusterShardingSettings.Create(system),
        new ByName(shards),
        ClusterSharding.Get(system).DefaultShardAllocationStrategy(ClusterShardingSettings.Create(system)),
        Close.Instance);

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case Write write:
                Persist(write.Note, note =>
                {
                    _notes.Add(note);
                    Sender.Tell(new Written(LastSequenceNr));
                });
                break;
            case WriteUnknown unknown:
                Persist(unknown, _ => Sender.Tell(new Written(LastSequenceNr)));
                break;
            case Read:
                Sender.Tell(new Pages([.. _notes]));
                break;
            case Close:
                Context.Stop(Self);
                break;
        }
    }

    protected override void OnRecover(object message)
    {
        if (message is string note)
            _notes.Add(note);
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Sender.Tell(new Status.Failure(cause));

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Sender.Tell(new Status.Failure(cause));

    public sealed record Write(string Name, string Note);

    /// <summary>Tries to write itself, a type without a serializer.</summary>
    public sealed record WriteUnknown(string Name);

    public sealed record Written(long SequenceNumber);

    public sealed record Read(string Name);

    public sealed record Pages(IReadOnlyList<string> Notes);

    public sealed class Close
    {
        public static readonly Close Instance = new();
    }

    /// <param name="name">That of an actor that isn't named by sharding.</param>
    public sealed class Producer(string? name = null) : IIndirectActorProducer
    {
        public Type ActorType => typeof(Notebook);

        public ActorBase Produce() => new Notebook(name);

        public void Release(ActorBase actor)
        {
        }
    }

    private sealed class ByName(int shards) : HashCodeMessageExtractor(shards)
    {
        public override string? EntityId(object message) => message switch
        {
            Write write => write.Name,
            WriteUnknown unknown => unknown.Name,
            Read read => read.Name,
            _ => null,
        };
    }
}
