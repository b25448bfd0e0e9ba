using Oms.Simulation.Stage;

namespace Oms.Simulation.Schedules;

/// <summary>What goes wrong in an enumerated schedule: at most one thing with a message, one with a write, and one before an effect, each counted from the scenario's beginning.</summary>
/// <param name="Name">What it is, in words.</param>
internal sealed record Mishap(string Name)
{
    public long Message { get; init; }

    public MessageFate MessageFate { get; init; }

    public long Write { get; init; }

    public WriteFate WriteFate { get; init; }

    public long WriteLateness { get; init; }

    public long Effect { get; init; }

    public Action<World>? Incident { get; init; }
}

/// <summary>Everything takes as long each time, and only the mishap goes wrong.</summary>
internal sealed class ScriptedFate(Mishap mishap) : Fate
{
    private int _choices;

    /// <summary>Counts only while the scenario runs.</summary>
    public bool IsCounting { get; set; }

    public long Messages { get; private set; }

    public long Writes { get; private set; }

    public long Effects { get; private set; }

    public override MessageFate Message(object message, bool local) =>
        IsCounting && ++Messages == mishap.Message ? mishap.MessageFate : MessageFate.Arrives;

    public override WriteFate Write() => IsCounting && ++Writes == mishap.Write ? mishap.WriteFate : WriteFate.Stored;

    public override long WriteLateness() => mishap.WriteLateness;

    public override void BeforeEffect(World world, SimNode node)
    {
        if (IsCounting && ++Effects == mishap.Effect)
            mishap.Incident?.Invoke(world);
    }

    /// <summary>Each new home is the next node: account, order and gateway live apart.</summary>
    public override int Choose(int limit) => ++_choices % limit;
}
