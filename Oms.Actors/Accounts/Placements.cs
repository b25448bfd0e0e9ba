using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Accounts;

/// <summary>
/// Orders that are admitted and have not yet reported themselves. Place is repeated until they do; only then is the answer Accepted. A cancel by client id waits for it.
/// </summary>
internal sealed class Placements(Timings timings)
{
    public const string Timer = "place";

    private readonly Dictionary<OrderId, (OrderTerms Terms, AdmitOrder? Asked)> _placing = [];
    private readonly Dictionary<OrderId, List<ResolveClientOrder>> _resolving = [];

    public bool IsEmpty => _placing.Count == 0 && _resolving.Count == 0;

    /// <summary>The admission is decided; the order is told once it is written, and, when something must become of it by itself, once its account is registered as one that comes back.</summary>
    /// <param name="terms">The order.</param>
    /// <param name="asked">Who waits for it; null: nobody any more.</param>
    /// <param name="registration">Whether the account comes back.</param>
    /// <param name="commit">What is written when.</param>
    /// <param name="effects">What follows.</param>
    public void Place(OrderTerms terms, AdmitOrder? asked, WakefulRegistration registration, GroupCommit commit, Effects effects)
    {
        if (_placing.Count == 0)
            effects.StartTimer(Timer, timings.PlaceAgain);

        _placing[terms.OrderId] = (terms, asked);
        if (registration.Allows(terms))
            commit.Then(new Effect.Tell(new PlaceOrder(terms)), effects);
        else
            commit.Then((_, then) => PlaceIf(registration.Allows(terms), terms, then), effects);
    }

    /// <summary>An admission that is not in the journal yet is not repeated: its order must not exist before it.</summary>
    public void PlaceAgain(WakefulRegistration registration, GroupCommit commit, Effects effects)
    {
        PlaceAllowed(registration, commit, effects);
        if (_placing.Count > 0)
            effects.StartTimer(Timer, timings.PlaceAgain);
    }

    public void PlaceAllowed(WakefulRegistration registration, GroupCommit commit, Effects effects)
    {
        foreach (var (terms, _) in _placing.Values)
            PlaceIf(commit.IsDurable(terms.OrderId) && registration.Allows(terms), terms, effects);
    }

    /// <summary>Waits for an order that is being admitted.</summary>
    public void Wait(OrderId order, ResolveClientOrder question)
    {
        if (!_resolving.TryGetValue(order, out var waiting))
            _resolving[order] = waiting = [];

        waiting.Add(question);
    }

    /// <summary>The order has reported itself for the first time, with this state.</summary>
    public void Placed(OrderId order, OrderSummary summary, Effects effects)
    {
        var state = summary.State;
        var exists = state != OrderState.Rejected || summary.RejectReason is not null;
        if (_placing.Remove(order, out var placing) && placing.Asked is { } asked)
        {
            effects.Reply(
                asked.ReplyTo,
                state != OrderState.Rejected ? new OrderAccepted(asked.Call, order) : new OrderRefused(asked.Call, summary.RejectReason ?? RejectReason.NeverPlaced));
        }

        Resolve(order, question => exists ? new ClientOrderResolved(question.Call, order, state) : RejectReason.UnknownClientOrder(question.Call), effects);
    }

    /// <summary>It was to take another's place, and never will.</summary>
    public void NeverPlaced(OrderId order, Effects effects) => Resolve(order, question => RejectReason.UnknownClientOrder(question.Call), effects);

    private void Resolve(OrderId order, Func<ResolveClientOrder, IReply> answer, Effects effects)
    {
        if (!_resolving.Remove(order, out var waiting))
            return;

        foreach (var question in waiting)
            effects.Reply(question.ReplyTo, answer(question));
    }

    private static void PlaceIf(bool allowed, OrderTerms terms, Effects effects)
    {
        if (allowed)
            effects.Tell(new PlaceOrder(terms));
    }

    /// <summary>Nobody can tell any more what has become of them.</summary>
    public void Failed(Effects effects)
    {
        foreach (var asked in _placing.Values.Select(placing => placing.Asked).OfType<AdmitOrder>())
            effects.Reply(asked.ReplyTo, new CallRefused(asked.Call, OmsCode.ServerError, CallRefused.OutcomeUnknown));

        foreach (var question in _resolving.Values.SelectMany(waiting => waiting))
            effects.Reply(question.ReplyTo, new CallRefused(question.Call, OmsCode.ServerError, null));
    }
}

/// <summary>The words in which an account refuses, as AlphaPoint has them.</summary>
internal static class RejectReason
{
    public const string NotEnoughFunds = "Not_Enough_Funds";
    public const string InvalidClientOrderId = "Invalid_ClientOrderId";
    public const string InstrumentNotRunning = "Instrument_Not_Running";
    public const string InstrumentStopped = "Instrument_Stopped";
    public const string AccountSuspended = "Account_Suspended";
    public const string NeverPlaced = "Never_Placed";
    public const string UnknownOrder = "Order Not Found";

    /// <summary>The word for an order that the account judges and does not take; null for what says nothing about the order.</summary>
    public static string? Of(AccountRefusal refusal) => refusal switch
    {
        AccountRefusal.NotEnoughFunds => NotEnoughFunds,
        AccountRefusal.ClientOrderIdInUse => InvalidClientOrderId,
        AccountRefusal.Suspended => AccountSuspended,
        _ => null,
    };

    public static CallRefused UnknownClientOrder(long call) => new(call, OmsCode.ResourceNotFound, "no order of this account has this ClientOrderId");
}
