using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>
/// Follows the stream of an account's events for one reader. It renews itself, so that it survives the account's passivation, restart and move; whenever the stream is
/// another or an event is missing it asks for a snapshot, and passes on nothing before that has come. One that begins behind an event which its reader has taken before is in
/// step already: an account that does not know it any more goes on from there, or answers with a snapshot.
/// </summary>
internal sealed class Subscription(AccountId account, ReplyAddress self, EventPosition? after = null)
{
    private string? _stream = after?.Stream;
    private long _number = after?.Number ?? 0;

    /// <summary>Whether the account has confirmed where this stands: a position that the reader has brought may be none of its.</summary>
    private bool _isConfirmed = after is null;

    /// <summary>The closings in the account's journal when this was in step: those that the reader knows of.</summary>
    private long? _mark;

    /// <summary>Numbers the questions, so that a snapshot that comes late or again is known by the question it answers.</summary>
    private long _turn;

    /// <summary>The last question whose answer is of no use: it has been answered, or was asked before there was a mark and so its answer tells of no end.</summary>
    private long _answered;

    /// <summary>Whether what was passed on so far is all that there was.</summary>
    public bool IsInStep => _stream is not null;

    /// <summary>Tells the account that the reader is still there; the answer shows whether an event is missing.</summary>
    public void Renew(Effects effects) => effects.Tell(new SubscribeAccount(account, self, Afresh: !IsInStep, _mark, ++_turn)
    {
        After = _stream is { } stream ? new EventPosition(stream, _number) : null,
    });

    /// <summary>Takes what the account says; gives the event to pass on, if it is one.</summary>
    public AccountEvent? Take(IProtocolMessage message, Effects effects)
    {
        switch (message)
        {
            case AccountEventPushed { Event: AccountSnapshotEvent snapshot } when snapshot.Turn > _answered && !IsBehind(snapshot):
                _isConfirmed = true;
                _answered = _mark is null ? _turn : snapshot.Turn;
                (_stream, _number, _mark) = (snapshot.Stream, snapshot.Number, snapshot.Closings);
                return snapshot;
            case AccountEventPushed { Event: AccountSnapshotEvent }:
                return null;
            case AccountEventPushed { Event: var @event } when @event.Stream == _stream && @event.Number == _number + 1:
                _isConfirmed = true;
                _number++;
                return @event;
            case AccountEventPushed { Event: var @event } when @event.Stream != _stream || @event.Number > _number:
                AskAfresh(effects);
                return null;
            case SubscriptionRenewed renewed when renewed.Stream != _stream || renewed.Number > _number:
                AskAfresh(effects);
                return null;
            case SubscriptionRenewed renewed when renewed.Stream == _stream:
                _mark = Math.Max(_mark ?? 0, renewed.Closings);
                return null;
            default:
                return null;
        }
    }

    private bool IsBehind(AccountEvent @event) => _isConfirmed && @event.Stream == _stream && @event.Number < _number;

    private void AskAfresh(Effects effects)
    {
        if (!IsInStep)
            return;

        _stream = null;
        Renew(effects);
    }
}
