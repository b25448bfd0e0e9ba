using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Permissions;

/// <summary>
/// How a user survives. Rights are decided on what is settled in the journal: while a change is being written the old ones hold, once it is answered the new ones.
/// Commands are decided one at a time; questions are answered at once.
/// </summary>
internal sealed class UserProcess(string key, UserLimits limits, Timings timings, ISecretSource secrets) : IProcess
{
    public const string IdleTimer = "idle";

    private readonly WriteQueue<Waiting, IUserEvent> _commands = new(limits.Queue);
    private readonly Dictionary<long, (OpenSession Asked, string? Hash)> _verifying = [];
    private readonly SessionUse _use = new(limits.SessionIdle);
    private User _user = User.Absent;
    private long _verifications;
    private long _sequence;
    private long _snapshot;
    private bool _touched;

    /// <summary>A command in its place in the queue. Nobody waits for what the process asks of itself; only a new session has a secret.</summary>
    private sealed record Waiting(IUserCommand Command, IAsked? Asked, string Secret = "")
    {
        public override string ToString() => $"Waiting {Command}";
    }

    public static string PersistenceIdOf(string key) => $"user-{key}";

    public string PersistenceId => PersistenceIdOf(key);

    /// <summary>The user as he is settled.</summary>
    public User Settled => _user;

    public void Restore(object state, long sequence)
    {
        _user = (User)state;
        _sequence = _snapshot = sequence;
    }

    public void Replay(object @event, long sequence)
    {
        _user = User.Apply(_user, (IUserEvent)@event);
        _sequence = sequence;
    }

    public void On(object input, DateTimeOffset now, Effects effects)
    {
        _touched |= input is IUserMessage;
        switch (input)
        {
            case Input.Recovered:
                foreach (var session in _user.Sessions)
                    _use.Used(session.SecretHash, now);
                effects.StartTimer(IdleTimer, timings.Idle);
                return;
            case Input.TimerFired { Name: IdleTimer }:
                Idle(now, effects);
                return;
            case Input.Ended:
                Ended(effects);
                return;
            case Authorize question:
                effects.Reply(question.ReplyTo, Answer(question, now));
                break;
            case DescribeUser question:
                effects.Reply(question.ReplyTo, _user.Exists ? new UserDescribed(question.Call, _user.Grant) : Refused(question.Call, UserRefusal.NoSuchUser));
                break;
            case OpenSession open:
                Verify(open, effects);
                break;
            case Input.PasswordVerified verified:
                Verified(verified, now, effects);
                break;
            case IUserCommand command:
                Take(new Waiting(command, (IAsked)command), now, effects);
                break;
            case Input.Written written:
                Written(written.Sequence, now, effects);
                DecideNext(now, effects);
                break;
        }

        LeaveIfAbsent(effects);
    }

    private Authorized Answer(Authorize question, DateTimeOffset now)
    {
        var session = question.SessionSecret is { } secret ? SessionSecrets.HashOf(secret) : null;
        if (!_user.Exists || (session is not null && !IsUsed(session, now)))
            return new Authorized(question.Call, Verdict.Nobody, null);

        var grant = session is null ? _user.Grant : _user.Grant.Under(SessionSecrets.PublicIdOf(session));
        var isAllowed = question.Needed == Api.Permissions.None || (grant.Held & question.Needed) != 0;
        var isCovered = question.Account is not { } account || grant.Covers(account);
        return new Authorized(question.Call, isAllowed && isCovered ? Verdict.Granted : Verdict.Denied, grant);
    }

    /// <summary>Whether there is such a session, which is used by being asked for. One that was left unused for too long does not come back.</summary>
    private bool IsUsed(string secretHash, DateTimeOffset now)
    {
        if (_user.SessionOf(secretHash, now) is not { } session || !_use.IsFresh(session.SecretHash, now))
            return false;

        _use.Used(session.SecretHash, now);
        return true;
    }

    private void Verify(OpenSession open, Effects effects)
    {
        if (_verifying.Count >= limits.Verifications)
        {
            effects.Reply(open.ReplyTo, new CallRefused(open.Call, OmsCode.OperationFailed, "too many log-ins at once"));
            return;
        }

        var hash = _user.Exists ? _user.PasswordHash : null;
        _verifying.Add(++_verifications, (open, hash));
        effects.VerifyPassword(_verifications, hash, open.Password);
    }

    private void Verified(Input.PasswordVerified verified, DateTimeOffset now, Effects effects)
    {
        if (!_verifying.Remove(verified.Call, out var verifying))
            return;

        if (!verified.Matches || verifying.Hash is null)
        {
            effects.Reply(verifying.Asked.ReplyTo, Refused(verifying.Asked.Call, UserRefusal.NotAuthorized));
            return;
        }

        var secret = SessionSecrets.New(secrets);
        Take(new Waiting(new StartSession(verifying.Hash, SessionSecrets.HashOf(secret), limits.SessionLife), verifying.Asked, secret), now, effects);
    }

    private void Take(Waiting waiting, DateTimeOffset now, Effects effects)
    {
        if (_commands.TryAdd(waiting))
            DecideNext(now, effects);
        else if (waiting.Asked is { } asked)
            effects.Reply(asked.ReplyTo, new CallRefused(asked.Call, OmsCode.OperationFailed, "the user is busy"));
    }

    private void DecideNext(DateTimeOffset now, Effects effects)
    {
        while (_commands.TryNext(out var waiting))
        {
            var decision = Decide(waiting.Command, now);
            if (decision.Event is { } @event)
                _commands.Write(@event, waiting, effects);
            else
                Answer(waiting, decision.Refusal, effects);
        }
    }

    /// <summary>A session that was left unused is nobody's, though the journal has it still.</summary>
    private UserDecision Decide(IUserCommand command, DateTimeOffset now) =>
        command is CloseSession close && !_use.IsFresh(SessionSecrets.HashOf(close.SessionSecret), now)
            ? UserDecision.No(UserRefusal.NotAuthorized)
            : User.Decide(_user, command, now);

    private void Written(long sequence, DateTimeOffset now, Effects effects)
    {
        var (@event, waiting) = _commands.Written();
        Replay(@event, sequence);
        if (@event is SessionStarted started)
            _use.Used(started.SecretHash, now);

        _use.Keep(_user.Sessions);
        if (_sequence - _snapshot >= timings.SnapshotEvery)
        {
            _snapshot = _sequence;
            effects.Add(new Effect.SaveSnapshot(_user));
        }

        Answer(waiting, UserRefusal.None, effects);
    }

    private void Answer(Waiting waiting, UserRefusal refusal, Effects effects)
    {
        if (waiting.Asked is not { } asked)
            return;

        effects.Reply(asked.ReplyTo, (refusal, waiting.Command) switch
        {
            (UserRefusal.None, StartSession) => new SessionOpened(asked.Call, waiting.Secret, _user.Grant),
            (UserRefusal.None, _) => new UserChanged(asked.Call, _user.UserId),
            _ => Refused(asked.Call, refusal),
        });
    }

    private static CallRefused Refused(long call, UserRefusal refusal) => refusal switch
    {
        UserRefusal.NoSuchUser => new CallRefused(call, OmsCode.ResourceNotFound, "no such user"),
        UserRefusal.NameTaken => new CallRefused(call, OmsCode.OperationFailed, "the name is taken"),
        UserRefusal.NotAuthorized => new CallRefused(call, OmsCode.NotAuthorized, null),
        _ => throw new InvariantViolationException($"{refusal} is no refusal."),
    };

    private void Ended(Effects effects)
    {
        var asked = _commands.Abandon().Select(waiting => waiting.Asked).OfType<IAsked>().Concat(_verifying.Values.Select(verifying => verifying.Asked));
        foreach (var waiting in asked)
            effects.Reply(waiting.ReplyTo, new CallRefused(waiting.Call, OmsCode.ServerError, CallRefused.OutcomeUnknown));

        _verifying.Clear();
    }

    private void Idle(DateTimeOffset now, Effects effects)
    {
        IReadOnlyList<string> unused =
            [.. _user.Sessions.Where(session => session.ExpiresAt <= now || !_use.IsFresh(session.SecretHash, now)).Select(session => session.SecretHash)];
        if (unused.Count > 0 && _commands.IsEmpty)
            Take(new Waiting(new CloseUnusedSessions(unused), null), now, effects);

        if (!_touched && IsAtRest && _user.Sessions.Count == 0)
        {
            effects.Passivate();
            return;
        }

        _touched = false;
        effects.StartTimer(IdleTimer, timings.Idle);
    }

    private bool IsAtRest => _commands.IsEmpty && _verifying.Count == 0;

    /// <summary>A name that nobody has costs no memory for longer than its question.</summary>
    private void LeaveIfAbsent(Effects effects)
    {
        if (!_user.Exists && IsAtRest)
            effects.Passivate();
    }
}
