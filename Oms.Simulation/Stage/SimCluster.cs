using Oms.Actors.Protocol;
using Oms.Actors.Waking;

namespace Oms.Simulation.Stage;

/// <summary>
/// Membership and sharding: an entity has one home, messages are sent on to it and wait while it moves, and some are dropped then. A node that was removed while it stood
/// still keeps its own belief of what is at home there.
/// </summary>
internal sealed class SimCluster
{
    private readonly World _world;
    private readonly Dictionary<EntityKey, Shard> _shards = [];
    private readonly Dictionary<string, (SimNode Node, int Life, Action<object> Hears)> _listeners = [];
    private readonly SimRegistry _registry;

    public SimCluster(World world, int nodes)
    {
        _world = world;
        _registry = new SimRegistry(world);
        Nodes = [.. Enumerable.Range(0, nodes).Select(index => new SimNode(world, index))];
    }

    public IReadOnlyList<SimNode> Nodes { get; }

    /// <summary>Completed moves of a shard.</summary>
    public long Moves { get; private set; }

    public void Listen(ReplyAddress address, SimNode node, Action<object> hears) => _listeners[address.Path] = (node, node.Life, hears);

    /// <summary>Where an entity lives, as the cluster sees it; null when it is nowhere yet.</summary>
    public SimNode? HomeOf(EntityKey key) => _shards.GetValueOrDefault(key)?.Home;

    /// <summary>The life of an entity that the cluster would reach.</summary>
    public EntityShell? Find(EntityKey key) => HomeOf(key) is { IsUp: true, IsPaused: false } home ? home.Entities.GetValueOrDefault(key) : null;

    public void Reply(SimNode from, ReplyAddress to, object message)
    {
        if (!_listeners.TryGetValue(to.Path, out var listener))
            return;

        _world.Checker.Sent(to, message);
        _world.Network.Send(from, listener.Node, message, arrived =>
        {
            if (listener.Node.Life == listener.Life)
                listener.Hears(arrived);
        });
    }

    public void Route(SimNode from, IEntityMessage message)
    {
        if (message is IWakefulAccountsMessage && !_world.HasRegister)
            return;

        if (EntityKey.Of(message) is { } key)
            Route(from, key, message);
        else
            _registry.Take(from, message);
    }

    private void Route(SimNode from, EntityKey key, object message)
    {
        if (from.Owned.Contains(key))
        {
            _world.Network.Send(from, from, message, arrived => Arrive(from, key, arrived));
            return;
        }

        var shard = ShardOf(key);
        if (shard.Moving)
        {
            shard.Waiting.Add((from, from.Life, message));
            return;
        }

        if (shard.Home is null && !Allocate(key, shard))
            return;

        var home = shard.Home!;
        _world.Network.Send(from, home, message, arrived => Arrive(home, key, arrived));
    }

    /// <summary>A message has reached a node that was this entity's home when it was sent.</summary>
    public void Arrive(SimNode node, EntityKey key, object message)
    {
        if (!node.Owned.Contains(key))
        {
            Undelivered(node, message);
            return;
        }

        if (!node.Entities.TryGetValue(key, out var shell))
        {
            node.Entities[key] = shell = new EntityShell(_world, node, key);
            shell.Recover();
        }

        shell.Deliver(message);
    }

    /// <summary>A message for an entity that is on its way out: sent on, or dropped.</summary>
    public void Undelivered(SimNode node, object message)
    {
        if (message is IEntityMessage sent && !_world.Fate.DroppedInHandOff())
            Route(node, sent);
    }

    /// <summary>Moves an entity to another node, in the way of a rebalance: stop there, start here. True if it has begun.</summary>
    public bool Move(EntityKey key, SimNode to, Action? moved = null)
    {
        var shard = ShardOf(key);
        if (shard.Moving || shard.Home is not { } home || home == to || !to.IsMember)
            return false;

        _world.Log($"{key} moves from {home} to {to}");
        shard.Moving = true;
        var epoch = ++shard.Epoch;
        var life = home.Life;
        _world.After(_world.Fate.MessageDelay(false), () => home.Run(life, () => HandOff(home, key, () => Moved(key, shard, epoch, to, moved))));
        return true;
    }

    /// <summary>The others have given this node up.</summary>
    public void Remove(SimNode node)
    {
        _world.Log($"{node} is removed");
        node.IsMember = false;
        foreach (var (key, shard) in _shards.OrderBy(entry => entry.Key.IsOrder).ThenBy(entry => entry.Key.Id).ToList())
        {
            if (shard.Home != node)
                continue;

            shard.Home = null;
            shard.Moving = false;
            shard.Epoch++;
            _world.After(_world.Fate.ReadDelay() * 10, () => SendWaiting(key, shard));
        }

        foreach (var other in Nodes.Where(other => other.IsMember))
        {
            var life = other.Life;
            _world.After(_world.Fate.MessageDelay(false), () => other.Run(life, () => TellAccounts(other)));
        }
    }

    private static void TellAccounts(SimNode node)
    {
        foreach (var shell in node.Entities.Values.Where(shell => !shell.Key.IsOrder).OrderBy(shell => shell.Key.Id).ToList())
            shell.Deliver(new Input.MemberRemoved());
    }

    private static void HandOff(SimNode home, EntityKey key, Action moved)
    {
        home.Owned.Remove(key);
        if (home.Entities.TryGetValue(key, out var shell))
            shell.Stop(moved);
        else
            moved();
    }

    private void Moved(EntityKey key, Shard shard, int epoch, SimNode to, Action? moved)
    {
        if (shard.Epoch != epoch)
            return;

        Moves++;
        shard.Moving = false;
        shard.Home = to.IsMember ? to : null;
        if (shard.Home is not null)
            to.Owned.Add(key);

        SendWaiting(key, shard);
        moved?.Invoke();
    }

    private void SendWaiting(EntityKey key, Shard shard)
    {
        var waiting = shard.Waiting.ToList();
        shard.Waiting.Clear();
        foreach (var (from, life, message) in waiting)
        {
            if (from.Life == life && !_world.Fate.DroppedInHandOff())
                from.Run(life, () => Route(from, key, message));
        }
    }

    private bool Allocate(EntityKey key, Shard shard)
    {
        var members = Nodes.Where(node => node.IsMember && node.IsUp).ToList();
        if (members.Count == 0)
            return false;

        shard.Home = members[_world.Fate.Choose(members.Count)];
        shard.Home.Owned.Add(key);
        return true;
    }

    private Shard ShardOf(EntityKey key)
    {
        if (!_shards.TryGetValue(key, out var shard))
            _shards[key] = shard = new Shard();

        return shard;
    }

    private sealed class Shard
    {
        public SimNode? Home { get; set; }

        public bool Moving { get; set; }

        public int Epoch { get; set; }

        public List<(SimNode From, int Life, object Message)> Waiting { get; } = [];
    }
}
