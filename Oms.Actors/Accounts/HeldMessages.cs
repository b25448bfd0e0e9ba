using System.Diagnostics.CodeAnalysis;
using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Accounts;

/// <summary>What has come to an account while it compares itself with the journal and answers nothing: kept in order, up to a bound.</summary>
internal sealed class HeldMessages(Timings timings)
{
    private readonly Queue<IAccountMessage> _held = [];

    public bool IsEmpty => _held.Count == 0;

    /// <summary>Keeps it for later, or refuses it: nothing has happened then.</summary>
    public void Hold(IAccountMessage message, Effects effects)
    {
        if (_held.Count < timings.AccountQueue)
            _held.Enqueue(message);
        else
            AccountAnswers.Refuse(message, OmsCode.OperationFailed, "the account is busy", effects);
    }

    public bool TryNext([NotNullWhen(true)] out IAccountMessage? message) => _held.TryDequeue(out message);

    /// <summary>They can't be served in this life.</summary>
    public void RefuseAll(Effects effects)
    {
        while (TryNext(out var message))
            AccountAnswers.Refuse(message, OmsCode.ServerError, null, effects);
    }
}
