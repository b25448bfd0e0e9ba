using Oms.Actors.Protocol;
using Oms.Simulation.Checking;
using Oms.Simulation.Mutants;

namespace Oms.Simulation.Stage;

/// <summary>
/// Everything that happens in one schedule, in one order: by time, then by the order in which it was arranged. Nothing here knows a thread, a real clock or a random number
/// that does not come from the schedule's seed.
/// </summary>
internal sealed class World
{
    private readonly PriorityQueue<Action, long> _happenings = new();
    private long _arranged;

    public World(int nodes, Fate fate, Mutant mutant, Timings timings, Action<string>? trace)
    {
        Fate = fate;
        Mutant = mutant;
        Timings = timings;
        Trace = trace;
        Journal = new SimJournal(this);
        Network = new SimNetwork(this, nodes);
        Checker = new Checker(this);
        Cluster = new SimCluster(this, nodes);
    }

    public long Now { get; private set; }

    public DateTimeOffset Clock => Moment.ToClock(Now);

    /// <summary>What goes wrong; replaced when the faults are over.</summary>
    public Fate Fate { get; set; }

    public Mutant Mutant { get; }

    public Timings Timings { get; }

    public SimJournal Journal { get; }

    public SimNetwork Network { get; }

    public SimCluster Cluster { get; }

    public Checker Checker { get; }

    /// <summary>Where orders go; null: they rest where they are.</summary>
    public SimVenue? Venue { get; set; }

    /// <summary>Whether accounts are registered as coming back by themselves; nobody calls the register in a schedule that has no use for it.</summary>
    public bool HasRegister { get; set; }

    /// <summary>Inputs that a process of the product has handled.</summary>
    public long Steps { get; set; }

    public Action<string>? Trace { get; }

    public void After(long delay, Action happening) => At(Now + delay, happening);

    public void At(long moment, Action happening) => _happenings.Enqueue(happening, (Math.Max(moment, Now) << 24) | (_arranged++ & 0xFFFFFF));

    public void RunUntil(long moment)
    {
        while (_happenings.TryPeek(out _, out var key) && key >> 24 <= moment)
        {
            var happening = _happenings.Dequeue();
            Now = key >> 24;
            happening();
        }

        Now = moment;
    }

    public void Log([System.Runtime.CompilerServices.InterpolatedStringHandlerArgument("")] LogText what) =>
        Trace?.Invoke($"{Now / 1e6,10:0.000000}  {what.ToString()}");

    public void Fail(string why)
    {
        Log($"VIOLATION {why}");
        throw new ViolationException($"at {Now / 1e6:0.000000}: {why}");
    }
}
