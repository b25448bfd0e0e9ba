using Oms.Actors.Protocol;

namespace Oms.Simulation.Stage;

/// <summary>Executes the effects of a process, as the product's actors do.</summary>
internal abstract class SimShell(World world, SimNode node, IProcess process)
{
    private readonly Dictionary<string, long> _timers = [];
    private readonly Stack<Effects> _free = new();
    private long _timerNumbers;

    public IProcess Process { get; } = process;

    /// <summary>Nothing is handled any more.</summary>
    public bool IsEnded { get; protected set; }

    public SimNode Node { get; } = node;

    protected World World { get; } = world;

    protected int Life { get; } = node.Life;

    protected bool IsAlive => !IsEnded && Node.Life == Life;

    /// <summary>Handles an input and does what follows from it.</summary>
    protected void Handle(object input)
    {
        if (!IsAlive || World.Mutant.Replace(this, input) is not { } taken)
            return;

        World.Steps++;
        var effects = _free.TryPop(out var free) ? free : [];
        try
        {
            Process.On(taken, World.Clock, effects);
        }
        catch (Exception fault) when (fault is not ViolationException)
        {
            World.Fail($"{Process.PersistenceId} breaks on {taken}: {fault.GetType().Name}, {fault.Message}");
        }

        World.Mutant.Rewrite(this, taken, effects);
        Examine(taken, effects);
        for (var next = 0; next < effects.Count && IsAlive; next++)
        {
            // What others can't see is done together with what follows it.
            if (effects[next] is not (Effect.StartTimer or Effect.StopTimer))
                World.Fate.BeforeEffect(World, Node);

            if (IsAlive)
                Execute(effects[next]);
        }

        effects.Clear();
        _free.Push(effects);
    }

    /// <summary>The checker's view of what is about to be done.</summary>
    protected virtual void Examine(object input, Effects effects)
    {
    }

    protected virtual void Execute(Effect effect)
    {
        switch (effect)
        {
            case Effect.Tell tell:
                World.Cluster.Route(Node, tell.Message);
                break;
            case Effect.TellLater later:
                World.After(Moment.Of(later.After), () => Node.Run(Life, () => World.Cluster.Route(Node, later.Message)));
                break;
            case Effect.Reply reply:
                World.Cluster.Reply(Node, reply.To, reply.Message);
                break;
            case Effect.StartTimer timer:
                StartTimer(timer.Name, Moment.Of(timer.After));
                break;
            case Effect.StopTimer timer:
                _timers.Remove(timer.Name);
                break;
            case Effect.HearOfRemovedMembers:
                // The cluster tells every account anyway.
                break;
            case Effect.SubmitToVenue submit:
                World.Venue?.Ask(submit.Order);
                break;
            case Effect.CancelAtVenue cancel:
                World.Venue?.Ask(cancel.Cancel);
                break;
            case Effect.ReplaceAtVenue replace:
                World.Venue?.Ask(replace.Replace);
                break;
            case Effect.Alarm alarm:
                World.Log($"ALARM {alarm.What}");
                break;
            case Effect.Report report:
                World.Fail($"{this} met {report.Error.GetType().Name}: {report.Error.Message}");
                break;
            default:
                World.Fail($"{this} can't {effect}");
                break;
        }
    }

    private void StartTimer(string name, long after)
    {
        var number = _timers[name] = ++_timerNumbers;
        World.After(after, () => Node.Run(Life, () =>
        {
            if (IsAlive && _timers.TryGetValue(name, out var newest) && newest == number)
            {
                _timers.Remove(name);
                TimerFired(name);
            }
        }));
    }

    protected virtual void TimerFired(string name) => Handle(new Input.TimerFired(name));
}
