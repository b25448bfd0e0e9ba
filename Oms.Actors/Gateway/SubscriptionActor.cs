using System.Threading.Channels;
using Akka.Actor;
using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Entities;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>
/// One subscription to an account's events. A reader that falls behind is dropped: no account waits for it. Its right to read is asked again at each renewal. When a node has
/// gone it is renewed at once: the account may have lived there, and its next life knows no subscriber.
/// </summary>
internal sealed class SubscriptionActor : UntypedActor, IWithTimers
{
    public static readonly TimeSpan RenewAgain = TimeSpan.FromSeconds(5);

    private readonly AccountId _account;
    private readonly EngineRoom _room;
    private readonly ChannelWriter<AccountEvent> _events;
    private readonly Func<Task<Receipt?>> _refusal;
    private readonly ReplyAddress _self;
    private readonly Subscription _subscription;

    /// <param name="account">The account.</param>
    /// <param name="after">Where the reader stands; null: at the beginning.</param>
    /// <param name="room">What the node's actors share.</param>
    /// <param name="events">The reader's buffer.</param>
    /// <param name="refusal">Asks whether the reader may still read; the refusal if not.</param>
    public SubscriptionActor(AccountId account, EventPosition? after, EngineRoom room, ChannelWriter<AccountEvent> events, Func<Task<Receipt?>> refusal)
    {
        _account = account;
        _room = room;
        _events = events;
        _refusal = refusal;
        _self = Addresses.Of(Self);
        _subscription = new Subscription(account, _self, after);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(RenewAgain), RenewAgain, RenewAgain);
        Context.System.EventStream.Subscribe(Self, typeof(Input.MemberRemoved));
        Follow(_subscription.Renew);
    }

    protected override void PostStop()
    {
        _room.Regions.Tell(new UnsubscribeAccount(_account, _self), Self);
        _events.TryComplete(new SubscriptionEndedException("The engine has stopped."));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case not null when !_room.Lease.Holds:
                End(new SubscriptionEndedException("The engine has stopped."));
                break;
            case SubscriptionRefused { Code: not OmsCode.ServerError } refused:
                End(new SubscriptionEndedException(Receipt.Refused(refused.Code, refused.Detail)));
                break;
            case Input.MemberRemoved:
                Follow(_subscription.Renew);
                break;
            case TimeSpan:
                Follow(_subscription.Renew);
                _refusal().PipeTo(Self, success: refusal => new Checked(refusal), failure: _ => new Checked(null));
                break;
            case Checked { Refusal: { ErrorCode: OmsCode.NotAuthorized } refusal }:
                End(new SubscriptionEndedException(refusal));
                break;
            case IProtocolMessage said:
                Follow(effects => Write(_subscription.Take(said, effects)));
                break;
        }
    }

    private void Follow(Action<Effects> step)
    {
        var effects = new Effects();
        step(effects);
        foreach (var tell in effects.OfType<Effect.Tell>())
            _room.Regions.Tell(tell.Message, Self);
    }

    private void Write(AccountEvent? @event)
    {
        if (@event is not null && !_events.TryWrite(@event))
            End(new SubscriptionEndedException("The reader has fallen behind."));
    }

    private void End(SubscriptionEndedException why)
    {
        _events.TryComplete(why);
        Context.Stop(Self);
    }

    private sealed record Checked(Receipt? Refusal);
}
