namespace Oms.Simulation.Stage;

/// <summary>A process on a machine: it can be killed and comes back as another life, or stand still and go on without noticing.</summary>
internal sealed class SimNode(World world, int index)
{
    /// <summary>A node that finds itself paused for longer handles nothing more and stops. Shorter than <see cref="Removal"/>.</summary>
    public const long Lease = 2_500 * Moment.Millisecond;

    /// <summary>From a node's silence to its removal by the others: detection, stability, margin.</summary>
    public const long Removal = 4 * Moment.Second;

    private readonly List<Action> _waiting = [];
    private long _pausedAt;

    public int Index { get; } = index;

    /// <summary>Counts restarts: what belongs to an earlier life is gone.</summary>
    public int Life { get; private set; }

    public bool IsUp { get; private set; }

    public bool IsPaused { get; private set; }

    /// <summary>Whether the cluster counts it in. A paused node may be out without knowing.</summary>
    public bool IsMember { get; set; }

    /// <summary>The entities that this node believes to be at home here.</summary>
    public HashSet<EntityKey> Owned { get; } = [];

    public Dictionary<EntityKey, EntityShell> Entities { get; } = [];

    public GatewayShell? Gateway { get; private set; }

    public void Start()
    {
        IsUp = IsMember = true;
        Owned.Clear();
        world.Log($"{this} starts");
        Gateway = new GatewayShell(world, this);
        Gateway.Begin();
    }

    /// <summary>Does this now, after the pause, or never when that life has ended.</summary>
    public void Run(int life, Action what)
    {
        if (life != Life || !IsUp)
            return;

        if (IsPaused)
            _waiting.Add(what);
        else
            what();
    }

    public void Kill(long restartAfter)
    {
        if (!IsUp)
            return;

        world.Log($"{this} is killed");
        Life++;
        IsUp = IsPaused = false;
        _waiting.Clear();
        Owned.Clear();
        Entities.Clear();
        Gateway = null;
        var life = Life;
        world.After(Removal, () =>
        {
            if (Life == life && !IsUp && IsMember)
                world.Cluster.Remove(this);
        });
        world.After(restartAfter, () => Restart(life));
    }

    public void Pause(long length)
    {
        if (!IsUp || IsPaused)
            return;

        world.Log($"{this} is paused for {length / 1e6:0.0} s");
        IsPaused = true;
        _pausedAt = world.Now;
        var life = Life;
        world.After(Removal, () =>
        {
            if (Life == life && IsPaused && IsMember && world.Now - _pausedAt >= Removal)
                world.Cluster.Remove(this);
        });
        world.After(length, () => Resume(life));
    }

    public override string ToString() => $"n{Index}.{Life}";

    private void Restart(int life)
    {
        if (Life != life || IsUp)
            return;

        if (IsMember)
            world.Cluster.Remove(this);

        Start();
    }

    private void Resume(int life)
    {
        if (Life != life || !IsPaused)
            return;

        world.Log($"{this} goes on after {(world.Now - _pausedAt) / 1e6:0.0} s");
        IsPaused = false;
        if (world.Mutant.Lease && world.Now - _pausedAt > Lease)
        {
            Kill(Moment.Second);
            return;
        }

        if (!IsMember)
            world.After(Moment.Second, () => LeaveIfStill(life));

        var waiting = _waiting.ToList();
        _waiting.Clear();
        foreach (var what in waiting)
            Run(life, what);
    }

    /// <summary>A node that was removed while it stood still learns of it, and exits.</summary>
    private void LeaveIfStill(int life)
    {
        if (Life == life)
            Kill(Moment.Second);
    }
}
