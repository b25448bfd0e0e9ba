using Oms.Actors.Api;
using Oms.Actors.Gateway;
using Oms.Actors.Protocol;
using Oms.Actors.Venue;

namespace Oms.Simulation.Stage;

/// <summary>A node's gateway: takes calls, hands out answers. Keeps nothing.</summary>
internal sealed class GatewayShell : SimShell
{
    public GatewayShell(World world, SimNode node)
        : this(world, node, new ReplyAddress($"gateway/{node}"))
    {
    }

    private GatewayShell(World world, SimNode node, ReplyAddress address)
        : base(world, node, new GatewayProcess(new GatewaySettings(
            new OmsId(1), address, Incarnation(node), false, new GatewayLimits { IdBlock = 50 }, world.Timings, world.Venue is null ? null : VenueOffer.WithoutVenue)))
    {
        world.Cluster.Listen(address, node, Handle);
    }

    public GatewayProcess Gateway => (GatewayProcess)Process;

    public static ulong Incarnation(SimNode node) => ((ulong)node.Index << 32) | (uint)node.Life;

    /// <summary>For a mutant: hears this next.</summary>
    public void Later(object input) => World.After(1, () => Node.Run(Life, () => Handle(input)));

    /// <summary>For a mutant: says this again two seconds later.</summary>
    public void TellLater(IEntityMessage message) => World.After(2 * Moment.Second, () => Node.Run(Life, () => World.Cluster.Route(Node, message)));

    public void Begin() => Handle(new Input.Recovered(""));

    public void Call(GatewayCall call) => Handle(call);

    protected override void Examine(object input, Effects effects) => World.Checker.AtGateway(Node, input, effects);

    protected override void Execute(Effect effect)
    {
        if (effect is CompleteCall complete)
            ((ICaller)complete.Call.Waiter!).Answered(complete.Answer);
        else
            base.Execute(effect);
    }
}

/// <summary>Waits for a call's answer.</summary>
internal interface ICaller
{
    void Answered(object answer);
}
