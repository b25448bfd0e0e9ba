using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Gateway;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Checking;

/// <summary>
/// Receipted cancels and sweeps: the receipt goes out ahead of the command, nothing is canceled without one, and each has one outcome that agrees with the journal as long
/// as its gateway lives.
/// </summary>
internal sealed class Receipts(World world, Truth truth)
{
    private readonly Dictionary<CancelId, Cancel> _cancels = [];
    private readonly Dictionary<CancelId, Cancel> _reductions = [];
    private readonly Dictionary<CancelId, Sweep> _sweeps = [];
    private readonly Dictionary<(string Gateway, long Call), OrderId> _admitted = [];

    public int Count => _cancels.Count + _sweeps.Count;

    /// <summary>The order that a place has told an account to admit; null when it has told none.</summary>
    public OrderId? AdmittedBy(string gateway, long call) => _admitted.TryGetValue((gateway, call), out var order) ? order : null;

    public bool IsCarried(CancelId id) => _cancels.TryGetValue(id, out var cancel) ? cancel.Outcome is null : _sweeps.TryGetValue(id, out var sweep) && !sweep.Done;

    public void AtGateway(SimNode node, object input, Effects effects)
    {
        if (input is CancelOutcome outcome)
            Heard(outcome);
        else if (input is SweepOutcome swept)
            Heard(swept);
        else if (input is ReductionOutcome reduced)
            Heard(reduced);

        CompleteCall? answered = null;
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case CompleteCall complete:
                    answered = complete;
                    break;
                case Effect.Tell { Message: AdmitOrder admit }:
                    _admitted[(admit.ReplyTo.Path, admit.Call)] = admit.Terms.OrderId;
                    break;
                case Effect.Tell { Message: CancelExpected { Cancel: var cancel } }:
                    Taken(cancel, answered, node);
                    break;
                case Effect.Tell { Message: CancelOrder cancel }:
                    Taken(cancel, answered, node);
                    break;
                case Effect.Tell { Message: ReduceOrder reduce } when !_reductions.ContainsKey(reduce.ReductionId):
                    Expect(answered, reduce);
                    _reductions[reduce.ReductionId] = new Cancel(reduce.OrderId, node, node.Life);
                    break;
                case Effect.Tell { Message: SweepOrders sweep } when !_sweeps.ContainsKey(sweep.SweepId):
                    Expect(answered, sweep);
                    foreach (var earlier in _sweeps.Values.Where(earlier => earlier.Account == sweep.AccountId && earlier.Node == node && earlier.Life == node.Life))
                        earlier.IsOvertaken = true;
                    _sweeps[sweep.SweepId] = new Sweep(sweep.AccountId, sweep.Boundary, node, node.Life) { Known = KnownTo(sweep.AccountId) };
                    break;
            }
        }
    }

    private void Taken(CancelOrder cancel, CompleteCall? answered, SimNode node)
    {
        if (_cancels.ContainsKey(cancel.CancelId))
            return;

        Expect(answered, cancel);
        foreach (var earlier in _cancels.Values.Where(earlier => earlier.Order == cancel.OrderId && earlier.Node == node && earlier.Life == node.Life))
            earlier.IsOvertaken = true;
        _cancels[cancel.CancelId] = new Cancel(cancel.OrderId, node, node.Life);
    }

    /// <summary>An order is canceled in its journal.</summary>
    public void Canceled(OrderId order, CancelId by)
    {
        if (truth.Replacements.ContainsKey(by))
            CheckUnreplaced(order, by);
        else if (_cancels.TryGetValue(by, out var cancel))
        {
            if (cancel.Order != order && !HasTakenThePlaceOf(order, cancel.Order))
                world.Fail($"cancel {by} of order {cancel.Order} has canceled order {order}");
            if (truth.Of(order) is { ForcedAs: null } canceled && canceled.RefusalOf(by) is not null)
                world.Fail($"order {order} is canceled by {by}, which was refused, or one that had taken its place");
        }
        else if (!_sweeps.TryGetValue(by, out var sweep))
        {
            world.Fail($"order {order} is canceled by {by}, for which no receipt was given");
        }
        else if (truth.AdmittedBy(order) != sweep.Account || truth.AdmissionOf(order) > sweep.Boundary)
        {
            world.Fail($"sweep {by} up to {sweep.Boundary} of {sweep.Account} has canceled order {order}, admission {truth.AdmissionOf(order)}");
        }
    }

    /// <summary>What was to make room is canceled and nothing takes its place: an operator had refused that in the venue's place, and the venue has done it all the same.</summary>
    private void CheckUnreplaced(OrderId order, CancelId by)
    {
        if (!truth.Of(order).RefusedCancels.ContainsKey(by))
            world.Fail($"order {order} is canceled by {by}, which was to replace it, and nobody has decided otherwise");
    }

    private bool HasTakenThePlaceOf(OrderId order, OrderId original) =>
        truth.Of(order).Terms?.Replaces is { } replaced && (replaced.OrderId == original || HasTakenThePlaceOf(replaced.OrderId, original));

    /// <summary>A reduction is told ahead of its receipt, or decided otherwise than its journal says.</summary>
    private void Heard(ReductionOutcome outcome)
    {
        if (!_reductions.TryGetValue(outcome.ReductionId, out var reduction))
            return;

        var order = truth.Of(reduction.Order);
        if ((outcome.Refusal is null) != (order.Reductions.TryGetValue(outcome.ReductionId, out var refusal) && refusal is null))
            world.Fail($"reduction {outcome.ReductionId} comes to {outcome.Refusal ?? "done"}, the journal of order {reduction.Order} says {refusal ?? "nothing else"}");

        reduction.Outcome = outcome.Refusal is null ? CancelResult.Canceled : CancelResult.Refused;
    }

    public void CheckAllDecided()
    {
        foreach (var (id, reduction) in _reductions)
        {
            if (reduction.Node.Life == reduction.Life && reduction.Outcome is null)
                world.Fail($"reduction {id} of order {reduction.Order} has a receipt, a living gateway and no outcome");
        }

        foreach (var (id, cancel) in _cancels)
        {
            if (cancel.Node.Life == cancel.Life && cancel.Outcome is null && !cancel.IsOvertaken)
                world.Fail($"cancel {id} of order {cancel.Order} has a receipt, a living gateway and no outcome");

            if (cancel.Outcome == CancelResult.Canceled && truth.Of(cancel.Order).Summary.ReplacedBy is { } replacement && truth.Of(replacement) is { Terms: not null, Summary.IsClosed: false })
                world.Fail($"cancel {id} of order {cancel.Order} has its outcome, and order {replacement} works in its place");
        }

        foreach (var (id, sweep) in _sweeps)
        {
            if (sweep.Node.Life != sweep.Life)
                continue;

            if (!sweep.Done && !sweep.IsOvertaken)
                world.Fail($"sweep {id} has a receipt, a living gateway and no outcome");

            foreach (var order in truth.Accounts[sweep.Account].Open.Values)
            {
                if (order.Admission <= sweep.Boundary && !WasSwept(order.Terms.OrderId, id, sweep))
                    world.Fail($"sweep {id} has left order {order.Terms.OrderId} open");
            }
        }
    }

    /// <summary>An order that is open may have been refused to the sweep, or to a cancel that was under way: from what its account knew when the sweep was received.</summary>
    private bool WasSwept(OrderId order, CancelId id, Sweep sweep) =>
        truth.Of(order).RefusalOf(id) is not null
        || truth.Orders[order].Skip((int)Math.Max(0, sweep.Known.GetValueOrDefault(order) - 1)).Any(version => version.Summary.IsBeingCanceled);

    private Dictionary<OrderId, long> KnownTo(AccountId account) => truth.Accounts[account].Open.ToDictionary(open => open.Key, open => open.Value.Version);

    private void Expect(CompleteCall? answered, IEntityMessage message)
    {
        if (answered is not { Answer: Receipt { Result: true } })
            world.Fail($"{message} goes out ahead of its receipt");
    }

    private bool WasDropped(OrderId order) => truth.Of(order).Terms is null && truth.AdmittedBy(order) is { } account && !truth.Accounts[account].Open.ContainsKey(order);

    private void Heard(CancelOutcome outcome)
    {
        if (!_cancels.TryGetValue(outcome.CancelId, out var cancel))
            return;

        world.Log($"outcome {outcome.CancelId}: {outcome.Result}");
        var closed = truth.Of(outcome.Order?.OrderId ?? cancel.Order);
        if ((cancel.Outcome ?? outcome.Result) != outcome.Result)
            world.Fail($"cancel {outcome.CancelId} comes to {cancel.Outcome} and to {outcome.Result}");

        if (outcome.Result == CancelResult.Refused)
        {
            if (closed.RefusalOf(outcome.CancelId) is null)
                world.Fail($"cancel {outcome.CancelId} of order {cancel.Order} is told to be refused, its journal does not say so");
        }
        else if (outcome.Result == CancelResult.NotFound && WasDropped(cancel.Order))
        {
            world.Log($"order {cancel.Order} was to replace another and never came to be");
        }
        else if (outcome.Result == CancelResult.NotFound || !closed.Summary.IsClosed || (outcome.Result == CancelResult.Canceled) != (closed.State == OrderState.Canceled))
            world.Fail($"cancel {outcome.CancelId} comes to {outcome.Result}, order {cancel.Order} is {closed.State}");

        cancel.Outcome = outcome.Result;
    }

    private void Heard(SweepOutcome outcome)
    {
        if (_sweeps.TryGetValue(outcome.SweepId, out var sweep))
            sweep.Done = true;
    }

    private sealed class Cancel(OrderId order, SimNode node, int life)
    {
        public OrderId Order { get; } = order;

        public SimNode Node { get; } = node;

        public int Life { get; } = life;

        public CancelResult? Outcome { get; set; }

        /// <summary>Its gateway has received another of the same order, whose outcome is its as well.</summary>
        public bool IsOvertaken { get; set; }
    }

    private sealed class Sweep(AccountId account, long boundary, SimNode node, int life)
    {
        public AccountId Account { get; } = account;

        public long Boundary { get; } = boundary;

        public SimNode Node { get; } = node;

        public int Life { get; } = life;

        public bool Done { get; set; }

        /// <summary>Its gateway has received another of the same account, which covers all that it did.</summary>
        public bool IsOvertaken { get; set; }

        /// <summary>The versions of the open orders in the account's journal when it was received.</summary>
        public required IReadOnlyDictionary<OrderId, long> Known { get; init; }
    }
}
