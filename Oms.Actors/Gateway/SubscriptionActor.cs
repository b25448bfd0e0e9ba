using System.Threading.Channels;
using Akka.Actor;
using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Entities;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>
/// One subscription to an account's events. It renews itself, so that it survives the account's passivation, restart and move; whenever the stream is new or an event is
/// missing it asks for a snapshot. A reader that falls behind is dropped: no account waits for it. Its right to read is asked again at each renewal.
/// </summary>
internal sealed class SubscriptionActor : UntypedActor, IWithTimers
{
    public static readonly TimeSpan RenewAgain = TimeSpan.FromSeconds(5);

    private readonly AccountId _account;
    private readonly EngineRoom _room;
    private readonly ChannelWriter<AccountEvent> _events;
    private readonly Func<Task<Receipt?>> _refusal;
    private readonly ReplyAddress _self;
    private string? _stream;
    private long _number;

    /// <param name="account">The account.</param>
    /// <param name="room">What the node's actors share.</param>
    /// <param name="events">The reader's buffer.</param>
    /// <param name="refusal">Asks whether the reader may still read; the refusal if not.</param>
    public SubscriptionActor(AccountId account, EngineRoom room, ChannelWriter<AccountEvent> events, Func<Task<Receipt?>> refusal)
    {
        _account = account;
        _room = room;
        _events = events;
        _refusal = refusal;
        _self = Addresses.Of(Self);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(RenewAgain), RenewAgain, RenewAgain);
        Subscribe(afresh: true);
    }

    protected override void PostStop()
    {
        _room.Regions.Tell(new UnsubscribeAccount(_account, _self), Self);
        _events.TryComplete();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AccountEventPushed { Event: AccountSnapshotEvent snapshot }:
                _stream = snapshot.Stream;
                _number = snapshot.Number;
                Write(snapshot);
                break;
            case AccountEventPushed { Event: var @event } when @event.Stream == _stream && @event.Number <= _number:
                break;
            case AccountEventPushed { Event: var @event } when @event.Stream == _stream && @event.Number == _number + 1:
                _number++;
                Write(@event);
                break;
            case AccountEventPushed or SubscriptionRenewed when _stream is null:
                break;
            case SubscriptionRenewed renewed when renewed.Stream == _stream && renewed.Number == _number:
                break;
            case AccountEventPushed or SubscriptionRenewed:
                _stream = null;
                Subscribe(afresh: true);
                break;
            case SubscriptionRefused { Code: not OmsCode.ServerError } refused:
                End(new SubscriptionEndedException(Receipt.Refused(refused.Code, refused.Detail)));
                break;
            case TimeSpan:
                Subscribe(afresh: _stream is null);
                _refusal().PipeTo(Self, success: refusal => new Checked(refusal), failure: _ => new Checked(null));
                break;
            case Checked { Refusal: { ErrorCode: OmsCode.NotAuthorized } refusal }:
                End(new SubscriptionEndedException(refusal));
                break;
        }
    }

    private void Subscribe(bool afresh) => _room.Regions.Tell(new SubscribeAccount(_account, _self, afresh), Self);

    private void Write(AccountEvent @event)
    {
        if (!_events.TryWrite(@event))
            End(new SubscriptionEndedException("The reader has fallen behind."));
    }

    private void End(SubscriptionEndedException why)
    {
        _events.TryComplete(why);
        Context.Stop(Self);
    }

    private sealed record Checked(Receipt? Refusal);
}
