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
    private TaskCompletionSource? _finished;

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

    /// <summary>A node that may not answer from memory can still say so: nobody waits for it.</summary>
    protected override void OnReceive(object message)
    {
        if (!_room.Lease.Holds)
        {
            Feed(new Input.Ended());
            return;
        }

        if (message is FinishCalls finish)
            _finished = finish.Finished;
        else
            Feed(message);

        if (_process.IsReady)
            _ready.TrySetResult();
        if (_process is { UnderWay: 0, Carried: 0 })
            _finished?.TrySetResult();
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

/// <summary>Tell when no call is under way and nothing is carried any more; no further calls come.</summary>
internal sealed record FinishCalls(TaskCompletionSource Finished);

/// <summary>Whoever waits for a call's answer.</summary>
internal interface ICallWaiter
{
    void Answer(object answer);
}
