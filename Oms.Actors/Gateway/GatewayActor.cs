using Akka.Actor;
using Oms.Actors.Entities;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>Feeds a node's gateway and executes its effects.</summary>
internal sealed class GatewayActor : UntypedActor, IWithTimers
{
    private readonly GatewayProcess _process;
    private readonly EngineRoom _room;
    private readonly TaskCompletionSource _ready;
    private EffectExecutor _executor = null!;

    /// <param name="settingsOf">The gateway's settings, given its address.</param>
    /// <param name="room">What the node's actors share.</param>
    /// <param name="ready">Told once calls can be served.</param>
    public GatewayActor(Func<ReplyAddress, GatewaySettings> settingsOf, EngineRoom room, TaskCompletionSource ready)
    {
        _process = new GatewayProcess(settingsOf(Addresses.Of(Self)));
        _room = room;
        _ready = ready;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _executor = new EffectExecutor(_room, Context, Timers);
        Feed(new Input.Recovered(""));
    }

    protected override void PostStop() => Feed(new Input.Ended());

    protected override void OnReceive(object message)
    {
        Feed(message);
        if (_process.IsReady)
            _ready.TrySetResult();
    }

    private void Feed(object input)
    {
        var effects = new Effects();
        _process.On(input, _executor.Now, effects);
        foreach (var effect in effects)
        {
            if (effect is CompleteCall complete)
                ((ICallWaiter)complete.Call.Waiter!).Answer(complete.Answer);
            else
                _executor.Execute(effect);
        }
    }
}

/// <summary>Whoever waits for a call's answer.</summary>
internal interface ICallWaiter
{
    void Answer(object answer);
}
