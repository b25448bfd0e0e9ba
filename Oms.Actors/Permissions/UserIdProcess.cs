using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Permissions;

/// <summary>A message to the entity of a user's id. Permission actors are found by name; this one says whose name it is.</summary>
internal interface IUserIdMessage : IAsked
{
    UserId UserId { get; }
}

/// <summary>The id will be this user's. Written before he is created, so that whoever exists is found by his id; where he is not created after all it leads to nobody.</summary>
internal sealed record AssignUserId(UserId UserId, string UserKey, long Call, ReplyAddress ReplyTo) : IUserIdMessage;

/// <summary>Whose id is it?</summary>
internal sealed record FindUser(UserId UserId, long Call, ReplyAddress ReplyTo) : IUserIdMessage;

/// <summary>The key of the user that the id was meant for: to be compared with the id that he has.</summary>
internal sealed record UserFound(long Call, string UserKey) : IReply;

/// <summary>An id has been given out.</summary>
internal sealed record UserIdAssigned(string UserKey) : IPersistedEvent;

/// <summary>One id: written once, read ever after. One that was never given out leaves at once and costs nothing.</summary>
internal sealed class UserIdProcess(UserId id, Timings timings) : IProcess
{
    public const string IdleTimer = "idle";
    private const int Queue = 16;

    private readonly WriteQueue<AssignUserId, UserIdAssigned> _commands = new(Queue);
    private string? _key;
    private bool _touched;

    public static string PersistenceIdOf(UserId id) => $"user-id-{id}";

    public string PersistenceId => PersistenceIdOf(id);

    public void Restore(object state, long sequence) => throw new InvariantViolationException("An id has no snapshot.");

    public void Replay(object @event, long sequence) => _key = ((UserIdAssigned)@event).UserKey;

    public void On(object input, DateTimeOffset now, Effects effects)
    {
        _touched |= input is IUserIdMessage;
        switch (input)
        {
            case Input.Recovered:
                effects.StartTimer(IdleTimer, timings.Idle);
                return;
            case Input.TimerFired { Name: IdleTimer }:
                Idle(effects);
                return;
            case Input.Ended:
                foreach (var command in _commands.Abandon())
                    effects.Reply(command.ReplyTo, new CallRefused(command.Call, OmsCode.ServerError, CallRefused.OutcomeUnknown));
                return;
            case FindUser find:
                effects.Reply(find.ReplyTo, _key is null ? new CallRefused(find.Call, OmsCode.ResourceNotFound, "no such user") : new UserFound(find.Call, _key));
                break;
            case AssignUserId assign when !_commands.TryAdd(assign):
                effects.Reply(assign.ReplyTo, new CallRefused(assign.Call, OmsCode.OperationFailed, "the id is busy"));
                break;
            case Input.Written written:
                var (@event, answered) = _commands.Written();
                Replay(@event, written.Sequence);
                effects.Reply(answered.ReplyTo, new UserFound(answered.Call, @event.UserKey));
                break;
        }

        DecideNext(effects);
        if (_key is null && _commands.IsEmpty)
            effects.Passivate();
    }

    /// <summary>The first assignment counts; whoever comes later is told whose it is.</summary>
    private void DecideNext(Effects effects)
    {
        while (_commands.TryNext(out var assign))
        {
            if (_key is null)
                _commands.Write(new UserIdAssigned(assign.UserKey), assign, effects);
            else
                effects.Reply(assign.ReplyTo, new UserFound(assign.Call, _key));
        }
    }

    private void Idle(Effects effects)
    {
        if (!_touched && _commands.IsEmpty)
        {
            effects.Passivate();
            return;
        }

        _touched = false;
        effects.StartTimer(IdleTimer, timings.Idle);
    }
}
