using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Accounts;

/// <summary>What an account answers to questions, and in which words it refuses.</summary>
internal static class AccountAnswers
{
    public static void Answer(
        IAsked question,
        Account account,
        long sequence,
        GroupCommit commit,
        Reconciliation reconciliation,
        Placements placements,
        Effects effects)
    {
        switch (question)
        {
            case DescribeAccount describe:
                effects.Reply(describe.ReplyTo, new AccountDescribed(describe.Call, account.Id, account.Name!, commit.Settled.IsSuspended));
                break;
            case ListOpenOrders or ListPendingCancels or ListRecentOrders or ListRecentTrades or ListPositions when reconciliation.HasSilent:
                Refuse(question, OmsCode.ServerError, null, effects);
                break;
            case ListOpenOrders list:
                effects.Reply(list.ReplyTo, new OpenOrdersListed(list.Call, account.Listed()));
                break;
            case ListPendingCancels list:
                effects.Reply(list.ReplyTo, new PendingCancelsListed(list.Call, account.PendingCancels()));
                break;
            case ListRecentOrders list:
                effects.Reply(list.ReplyTo, new RecentOrdersListed(list.Call, [.. account.Listed(), .. commit.ClosedUnwritten()], sequence));
                break;
            case ListRecentTrades list:
                effects.Reply(list.ReplyTo, RecentTrades(list, account, sequence, commit));
                break;
            case ListPositions list when commit.HoldsCommands:
                commit.Then((settled, then) => then.Reply(list.ReplyTo, new PositionsListed(list.Call, settled.Positions())), effects);
                break;
            case ListPositions list:
                effects.Reply(list.ReplyTo, new PositionsListed(list.Call, account.Positions()));
                break;
            case PrepareSweep prepare when commit.HoldsCommands:
                // Only what is in the journal counts: a number that a failed write had given out is given again, to a newer order. What was decided before is waited for.
                commit.Then((settled, then) => then.Reply(prepare.ReplyTo, new SweepPrepared(prepare.Call, account.Id, settled.Admissions, !settled.Open.IsEmpty)), effects);
                break;
            case PrepareSweep prepare:
                effects.Reply(prepare.ReplyTo, new SweepPrepared(prepare.Call, account.Id, commit.Settled.Admissions, !account.Open.IsEmpty));
                break;
            case ResolveClientOrder resolve:
                Resolve(resolve, account, reconciliation, placements, effects);
                break;
        }
    }

    private static RecentTradesListed RecentTrades(ListRecentTrades list, Account account, long sequence, GroupCommit commit)
    {
        var unwritten = commit.Unwritten().ToList();
        return new RecentTradesListed(
            list.Call,
            [.. account.Open.Values.Select(order => order.Terms).Concat(unwritten.OfType<IClosedFact>().Select(fact => fact.Terms)).DistinctBy(terms => terms.OrderId)],
            [.. unwritten.Select(fact => fact.Executed()).OfType<ExecutionsOfOrder>()],
            sequence);
    }

    public static void Refuse(IEntityMessage message, OmsCode code, string? detail, Effects effects)
    {
        if (message is IAsked asked)
            effects.Reply(asked.ReplyTo, new CallRefused(asked.Call, code, detail));
    }

    public static void Refuse(IAsked command, AccountRefusal refusal, Effects effects) => effects.Reply(command.ReplyTo, (command, refusal) switch
    {
        (AdmitOrder, _) when RejectReason.Of(refusal) is { } why => new OrderRefused(command.Call, why),
        (_, AccountRefusal.NotOpen) => new CallRefused(command.Call, OmsCode.ResourceNotFound, "no such account"),
        (_, AccountRefusal.NotEnoughFunds) => new CallRefused(command.Call, OmsCode.OperationFailed, RejectReason.NotEnoughFunds),
        (_, AccountRefusal.NameDiffers) => new CallRefused(command.Call, OmsCode.OperationFailed, "the account is open under another name"),
        (_, AccountRefusal.ReferenceDiffers) => new CallRefused(command.Call, OmsCode.OperationFailed, "the reference is in use"),
        (_, AccountRefusal.BeyondLimits) => new CallRefused(command.Call, OmsCode.InvalidRequest, "Amount"),
        (_, AccountRefusal.OriginalClosed) => new CallRefused(command.Call, OmsCode.ResourceNotFound, "the order is closed"),
        (_, AccountRefusal.ChangeUnderWay) => new CallRefused(command.Call, OmsCode.OperationFailed, CallRefused.ChangeUnderWay),
        (_, AccountRefusal.AdmittedBefore) => new CallRefused(command.Call, OmsCode.ServerError, CallRefused.OutcomeUnknown),
        _ => throw new InvariantViolationException($"{refusal} is no refusal of {command.GetType().Name}."),
    });

    /// <summary>The open order of this client id; else the last one that bore it. One that is still being admitted is waited for.</summary>
    private static void Resolve(ResolveClientOrder question, Account account, Reconciliation reconciliation, Placements placements, Effects effects)
    {
        if (account.ClientIds.TryGetValue(question.ClientOrderId, out var id))
        {
            var order = account.Open[id];
            if (reconciliation.IsSilent(id))
                Refuse(question, OmsCode.ServerError, null, effects);
            else if (order.IsListed)
                effects.Reply(question.ReplyTo, new ClientOrderResolved(question.Call, id, order.Summary.State));
            else
                placements.Wait(id, question);
        }
        else if (account.Closed.ByClientId.TryGetValue(question.ClientOrderId, out var closed))
        {
            effects.Reply(question.ReplyTo, new ClientOrderResolved(question.Call, closed.OrderId, closed.State));
        }
        else
        {
            effects.Reply(question.ReplyTo, RejectReason.UnknownClientOrder(question.Call));
        }
    }
}
