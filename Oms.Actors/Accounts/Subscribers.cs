using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Accounts;

/// <summary>
/// Whoever hears an account's events. They are numbered within a stream that is new with each life of the account; a subscriber that is new, or that asks for it, gets a
/// snapshot first. One that does not renew is forgotten, so nothing is kept for a node that has died.
/// </summary>
internal sealed class Subscribers(AccountId id, Timings timings)
{
    public const string Timer = "subscribers";
    private const int RejectsRemembered = 1000;
    private const int EventsRemembered = 256;

    private readonly Dictionary<ReplyAddress, DateTimeOffset> _renewed = [];
    private readonly Queue<AccountEvent> _rejected = [];
    private readonly HashSet<(string, OrderId)> _rejects = [];
    private readonly Queue<(string, OrderId)> _rejectsInOrder = [];
    private readonly HashSet<ProductId> _touched = [];

    /// <summary>The newest events, without a gap, from the first subscriber on; null: there was none yet.</summary>
    private Queue<AccountEvent>? _recent;
    private string _stream = "";
    private long _number;

    public bool IsEmpty => _renewed.Count == 0;

    public void Recovered(string incarnation) => _stream = $"{id}-{incarnation}";

    /// <summary>Renews a subscriber; true when it is new or wants a snapshot.</summary>
    public bool Renew(SubscribeAccount command, Account settled, DateTimeOffset now, Effects effects)
    {
        var known = _renewed.ContainsKey(command.Subscriber);
        if (!known && _renewed.Count >= timings.SubscribersMost)
        {
            effects.Reply(command.Subscriber, new SubscriptionRefused(OmsCode.OperationFailed, "too many subscribers of this account"));
            return false;
        }

        if (_renewed.Count == 0)
            effects.StartTimer(Timer, timings.SubscriberLife);

        _renewed[command.Subscriber] = now;
        var goesOn = !command.Afresh && (known || Resume(command, effects));
        if (goesOn)
            effects.Reply(command.Subscriber, new SubscriptionRenewed(_stream, _number, settled.Closings));

        _recent ??= [];
        return !goesOn;
    }

    /// <summary>Tells what has come behind the event that the subscriber has taken last; false when that is not remembered.</summary>
    private bool Resume(SubscribeAccount command, Effects effects)
    {
        if (_recent is null || command.After is not { } after || after.Stream != _stream || after.Number > _number || after.Number < _number - _recent.Count)
            return false;

        foreach (var @event in _recent.Where(@event => @event.Number > after.Number))
            effects.Reply(command.Subscriber, new AccountEventPushed(@event));

        return true;
    }

    /// <summary>
    /// All that is open, and all that is owned and held as the journal has it. What has moved since is told behind it: the subscriber may have missed it. One that was in
    /// step before is also told what has ended since. Closings are counted as the journal has them: what is told before it is written may be learnt again in another order.
    /// </summary>
    public void Snapshot(SubscribeAccount command, Account newest, Account settled, Effects effects)
    {
        var ended = newest.Closings - (command.Mark ?? newest.Closings);
        var snapshot = new AccountSnapshotEvent(id, _stream, _number, newest.Listed(), settled.Positions())
        {
            ClosedMeanwhile = newest.Closed.Last(ended),
            RejectedMeanwhile = command.Mark is null ? [] : [.. _rejected.Select(reject => reject with { Number = _number })],
            IsComplete = ended <= newest.Closed.Count,
            Closings = settled.Closings,
            Turn = command.Turn,
        };
        effects.Reply(command.Subscriber, new AccountEventPushed(snapshot));
        if (!ReferenceEquals(newest, settled))
            _touched.UnionWith(newest.Balances.Keys);
    }

    public void Remove(ReplyAddress subscriber) => _renewed.Remove(subscriber);

    public void Forget(DateTimeOffset now, Effects effects)
    {
        foreach (var late in _renewed.Where(entry => now - entry.Value > timings.SubscriberLife).Select(entry => entry.Key).ToList())
            _renewed.Remove(late);

        if (_renewed.Count > 0)
            effects.StartTimer(Timer, timings.SubscriberLife);
    }

    /// <summary>An order has reported itself. What only concerns the order and its venue is no news: nothing that a reader sees has changed.</summary>
    public void OrderObserved(OpenOrder before, OrderUpdate update, AccountFact fact, Effects effects)
    {
        var terms = before.Terms;
        List<OrderExecution> news = [.. update.Executions.Where(execution => execution.Version > before.Version)];
        if (before.IsListed && news.Count == 0 && before.Summary.LooksLike(update.Summary))
            return;

        _touched.Add(terms.SpentProduct);
        if (update.Executions.Count > 0)
            _touched.Add(terms.ReceivedProduct);

        if (fact is AccountFact.Dropped)
        {
            OrderRejected(terms, RejectReason.NeverPlaced, effects);
            return;
        }

        foreach (var execution in news)
            Push(new OrderTradeEvent(id, _stream, _number + 1, terms.TradeOf(execution)), effects);

        if (update.Summary.RejectReason is { } why)
            OrderRejected(terms, why, effects);

        Push(new OrderStateEvent(id, _stream, _number + 1, terms.View(update.Summary, update.Version)), effects);
    }

    /// <summary>Executions of a closed order are not what they were said to be: they are told anew, and the order with them.</summary>
    public void OrderCorrected(AccountFact.Corrected fact, Effects effects)
    {
        _touched.Add(fact.Terms.SpentProduct);
        _touched.Add(fact.Terms.ReceivedProduct);
        foreach (var correction in fact.Executions)
            Push(new OrderTradeEvent(id, _stream, _number + 1, fact.Terms.TradeOf(correction)), effects);

        Push(new OrderStateEvent(id, _stream, _number + 1, fact.Terms.View(fact.Summary, fact.Version)), effects);
    }

    /// <summary>The account does not take the order, or the replacement of one.</summary>
    public void AdmissionRefused(OrderTerms terms, string why, Effects effects)
    {
        if (terms.Replaces is null)
            OrderRejected(terms, why, effects);
        else
            ReplacementRejected(terms, why, effects);
    }

    /// <summary>An order came to nothing, whether it was refused or never placed.</summary>
    public void OrderRejected(OrderTerms terms, string why, Effects effects) =>
        Push(new NewOrderRejectEvent(id, _stream, _number + 1, terms.OrderId, terms.ClientOrderId, why), effects);

    /// <summary>An amount or a hold has changed; it is told by <see cref="PushPositions"/>.</summary>
    public void PositionTouched(ProductId product) => _touched.Add(product);

    /// <summary>Tells the positions that have changed. Amounts that no journal has are told to nobody: to be called once all commands are written.</summary>
    public void PushPositions(Account account, Effects effects)
    {
        foreach (var product in _touched)
        {
            var balance = account.BalanceOf(product);
            Push(new AccountPositionEvent(id, _stream, _number + 1, new Position(id, product, balance.Amount, balance.Hold)), effects);
        }

        _touched.Clear();
    }

    /// <summary>A cancel came too late or was refused. Said once for each cancel, as far as is remembered.</summary>
    public void CancelRejected(CancelOutcome outcome, Effects effects)
    {
        var cancel = outcome.CancelId.ToString();
        if (outcome.Order is { } order && Remember(cancel, order.OrderId))
            Push(Kept(new CancelOrderRejectEvent(id, _stream, _number + 1, cancel, order, outcome.Reason ?? order.State.ToString())), effects);
    }

    /// <summary>False when this change of this order has been rejected before.</summary>
    private bool Remember(string change, OrderId order)
    {
        if (!_rejects.Add((change, order)))
            return false;

        _rejectsInOrder.Enqueue((change, order));
        if (_rejectsInOrder.Count > RejectsRemembered)
            _rejects.Remove(_rejectsInOrder.Dequeue());

        return true;
    }

    /// <summary>For those who miss it now.</summary>
    private AccountEvent Kept(AccountEvent reject)
    {
        _rejected.Enqueue(reject);
        if (_rejected.Count > RejectsRemembered)
            _rejected.Dequeue();

        return reject;
    }

    /// <summary>An order keeps its place: what was to take it never comes to be. Whatever the order says to the cancel that was to make room is said herewith.</summary>
    public void ReplacementRejected(OrderTerms replacement, string why, Effects effects)
    {
        var original = replacement.Replaces!;
        var order = replacement.View(OrderSummary.Awaited with { State = OrderState.Rejected, UpdatedAt = replacement.ReceivedAt }, 0);
        RejectReplacement(original.CancelId.ToString(), order, original.OrderId, why, effects);
    }

    /// <summary>An order keeps its quantity.</summary>
    public void ReductionRejected(ReductionOutcome outcome, Effects effects)
    {
        if (outcome is { Order: { } order, Refusal: { } why })
            RejectReplacement(outcome.ReductionId.ToString(), order with { OrigQuantity = outcome.Quantity }, order.OrderId, why, effects);
    }

    private void RejectReplacement(string change, OrderView asked, OrderId original, string why, Effects effects)
    {
        if (Remember(change, original))
            Push(Kept(new CancelReplaceOrderRejectEvent(id, _stream, _number + 1, change, asked, original, why)), effects);
    }

    /// <summary>A sweep leaves the orders of this instrument as they are.</summary>
    public void SweepSpares(CancelId sweep, InstrumentId instrument, Effects effects) =>
        Push(new CancelAllOrdersRejectEvent(id, _stream, _number + 1, sweep.ToString(), instrument, RejectReason.InstrumentStopped), effects);

    private void Push(AccountEvent @event, Effects effects)
    {
        _number++;
        if (_recent is null)
            return;

        _recent.Enqueue(@event);
        if (_recent.Count > EventsRemembered)
            _recent.Dequeue();

        var pushed = new AccountEventPushed(@event);
        foreach (var subscriber in _renewed.Keys)
            effects.Reply(subscriber, pushed);
    }
}
