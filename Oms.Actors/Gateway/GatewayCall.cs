using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>One call on its way: asks one entity after another and ends with exactly one answer.</summary>
internal abstract class GatewayCall
{
    private Action<object>? _next;
    private Func<CallRefused, bool>? _tolerated;

    /// <summary>Unique within the gateway's life; given when the call begins.</summary>
    public long Id { get; private set; }

    /// <summary>When the call gives up waiting.</summary>
    public DateTimeOffset Deadline { get; private set; }

    public bool IsEnded { get; private set; }

    /// <summary>Whoever waits for the answer. The gateway only hands it through.</summary>
    public object? Waiter { get; init; }

    /// <summary>What the call draws on.</summary>
    public virtual CallBudget Budget => CallBudget.Calls;

    /// <summary>True once something has been sent that may change a state: from then on silence means "unknown", not "nothing happened".</summary>
    protected bool MayHaveChanged { get; private set; }

    protected Desk Desk { get; private set; } = null!;

    public void Begin(long id, Desk desk)
    {
        Id = id;
        Desk = desk;
        Deadline = desk.Now + desk.Settings.Timings.AskPatience;
        Start();
    }

    /// <summary>An answer to what the call asked last; anything else is late or repeated, and nothing.</summary>
    public void Take(object reply)
    {
        if (IsEnded)
            return;

        if (reply is CallRefused refused && _tolerated?.Invoke(refused) != true)
            Refuse(Refusal(refused));
        else
            _next?.Invoke(reply);
    }

    /// <summary>The deadline has passed. Ends the call, unless it goes on without what it waited for.</summary>
    public virtual void TimeOut() => GiveUp();

    /// <summary>Nothing more is waited for.</summary>
    public void GiveUp() => Refuse(MayHaveChanged
        ? Receipt.Refused(OmsCode.ServerError, UnknownOutcome)
        : Receipt.Refused(OmsCode.OperationFailed));

    /// <summary>A defect met this call.</summary>
    public void Fail() => Refuse(OmsCode.ServerError, MayHaveChanged ? UnknownOutcome : null);

    /// <summary>A refusal in the form that this call's answers have.</summary>
    public abstract object Refused(Receipt refusal);

    protected virtual string UnknownOutcome => "outcome unknown";

    protected abstract void Start();

    /// <summary>The call is over; its answer has been handed out.</summary>
    protected virtual void Ended()
    {
    }

    protected void Refuse(Receipt refusal) => End(Refused(refusal));

    protected void Refuse(OmsCode code, string? detail = null) => Refuse(Receipt.Refused(code, detail));

    /// <summary>Asks an entity; nothing changes by it.</summary>
    protected void Ask<TReply>(IEntityMessage question, Action<TReply> next)
    {
        Await(next);
        Desk.Effects.Tell(question);
    }

    /// <summary>Tells an entity to change something, and waits longer: it has to be written.</summary>
    protected void Command<TReply>(IEntityMessage command, Action<TReply> next)
    {
        MayHaveChanged = true;
        Deadline = Desk.Now + Desk.Settings.Timings.WritePatience;
        Ask(command, next);
    }

    /// <summary>As <see cref="Command{TReply}"/>, where one refusal means that it has been done before.</summary>
    protected void CommandOr<TReply>(IEntityMessage command, Action<TReply> next, Func<CallRefused, bool> isDone, Action done)
    {
        Command(command, next);
        var awaiting = _next!;
        _tolerated = isDone;
        _next = reply =>
        {
            if (reply is CallRefused)
                done();
            else
                awaiting(reply);
        };
    }

    protected void Await<TReply>(Action<TReply> next)
    {
        _tolerated = null;
        _next = reply =>
        {
            if (reply is TReply awaited)
                next(awaited);
        };
    }

    /// <summary>As <see cref="Await{TReply}"/>, for several answers of which some may be refusals: what those mean is the call's to say.</summary>
    protected void AwaitAnswers(Action<IReply> next)
    {
        Await(next);
        _tolerated = _ => true;
    }

    /// <summary>Something has come, and there is more to wait for.</summary>
    protected void AllowMoreTime() => Deadline = Desk.Now + Desk.Settings.Timings.AskPatience;

    protected void End(object answer)
    {
        if (IsEnded)
            return;

        IsEnded = true;
        Desk.Effects.Add(new CompleteCall(this, answer));
        Ended();
    }

    private Receipt Refusal(CallRefused refused) => refused is { Code: OmsCode.ServerError, Detail: not null } && MayHaveChanged
        ? Receipt.Refused(OmsCode.ServerError, UnknownOutcome)
        : Receipt.Refused(refused.Code, refused.Detail);
}

/// <summary>A call that answers with an envelope.</summary>
internal abstract class ReceiptCall(Caller caller) : AuthorizedCall(caller)
{
    public override object Refused(Receipt refusal) => refusal;
}

/// <summary>A call that answers with a value.</summary>
internal abstract class AnswerCall<T>(Caller caller) : AuthorizedCall(caller)
{
    public override object Refused(Receipt refusal) => Answer.Refused<T>(refusal);

    protected void Answered(T value) => End(Answer.Of(value));
}
