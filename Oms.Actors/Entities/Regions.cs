using Akka.Actor;
using Akka.Cluster.Sharding;
using Oms.Actors.Accounts;
using Oms.Actors.Ids;
using Oms.Actors.Instruments;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;
using Oms.Actors.Waking;

namespace Oms.Actors.Entities;

/// <summary>
/// The sharded entities of an OMS. The allocator of ids and the catalogue are entities like the others, of which there is one: wherever a node asks from, it finds them,
/// and they move when their node goes.
/// </summary>
internal sealed class Regions
{
    /// <summary>The one entity of a type that has one.</summary>
    public const string TheOne = "oms";

    public const string Orders = "order";
    public const string Accounts = "account";
    public const string Users = "user";
    public const string UserIds = "user-id";
    public const string Ids = "ids";
    public const string Catalogue = "catalogue";
    public const string WakefulAccounts = "venue-accounts";

    private IActorRef _orders = ActorRefs.Nobody;
    private IActorRef _accounts = ActorRefs.Nobody;
    private IActorRef _users = ActorRefs.Nobody;
    private IActorRef _userIds = ActorRefs.Nobody;
    private IActorRef _ids = ActorRefs.Nobody;
    private IActorRef _catalogue = ActorRefs.Nobody;
    private IActorRef _wakefulAccounts = ActorRefs.Nobody;

    public IEnumerable<IActorRef> All => [_orders, _accounts, _users, _userIds, _ids, _catalogue, _wakefulAccounts];

    /// <summary>Starts the regions on this node.</summary>
    public async Task Start(ActorSystem system, EngineRoom room, Func<string, string, IProcess> processOf, int shards)
    {
        var sharding = ClusterSharding.Get(system);
        _orders = await Region(Orders, shards);
        _accounts = await Region(Accounts, shards);
        _users = await Region(Users, shards);
        _userIds = await Region(UserIds, shards);
        _ids = await Region(Ids, 1);
        _catalogue = await Region(Catalogue, 1);
        _wakefulAccounts = await Region(WakefulAccounts, 1);

        Task<IActorRef> Region(string type, int count)
        {
            var settings = ClusterShardingSettings.Create(system);
            return sharding.StartAsync(
                type,
                id => Props.CreateBy(new EntityProducer(room, () => processOf(type, id))),
                settings,
                new EntityIds(count),
                sharding.DefaultShardAllocationStrategy(settings),
                StopEntity.Now);
        }
    }

    public void Tell(IEntityMessage message, IActorRef sender) => RegionOf(message).Tell(message, sender);

    private IActorRef RegionOf(IEntityMessage message) => message switch
    {
        IOrderMessage => _orders,
        IAccountMessage => _accounts,
        IUserMessage => _users,
        IUserIdMessage => _userIds,
        ICatalogueMessage => _catalogue,
        IIdMessage => _ids,
        IWakefulAccountsMessage => _wakefulAccounts,
        _ => throw new ArgumentException($"{message.GetType().Name} is for no entity.", nameof(message)),
    };

    /// <summary>Names the entity that a message is for. The number of shards is for ever: with another one an entity could live twice.</summary>
    private sealed class EntityIds(int shards) : HashCodeMessageExtractor(shards)
    {
        public override string? EntityId(object message) => message switch
        {
            IOrderMessage order => order.OrderId.ToString(),
            IAccountMessage account => account.AccountId.ToString(),
            IUserMessage user => user.UserKey,
            IUserIdMessage user => user.UserId.ToString(),
            IEntityMessage => TheOne,
            _ => null,
        };
    }

    /// <summary>An entity starts for each id ever touched: no expression is compiled for it.</summary>
    private sealed class EntityProducer(EngineRoom room, Func<IProcess> process) : IIndirectActorProducer
    {
        public Type ActorType => typeof(EntityActor);

        public ActorBase Produce() => new EntityActor(process(), room);

        public void Release(ActorBase actor)
        {
        }
    }
}

/// <summary>
/// How an entity is asked to leave, at hand-off and passivation. An ordinary message, unlike the default: it queues behind the write under way, so what follows a commit
/// is not lost.
/// </summary>
internal sealed record StopEntity : IProtocolMessage
{
    public static readonly StopEntity Now = new();
}
