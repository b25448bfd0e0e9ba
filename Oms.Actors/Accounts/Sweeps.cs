using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Accounts;

/// <summary>
/// Cancels of all that is open, up to a boundary in the account's admissions: a repeat after a crash never cancels a newer order. The account remembers nothing of a
/// sweep in its journal; the gateway that gave the receipt repeats it until it hears the outcome. A sweep is done with an order that is closed, that its venue does not cancel,
/// or whose journal has a cancel that the venue has yet to answer: the order sees that one through by itself, so a silent venue keeps no other sweep from beginning. A newer sweep of the
/// same scope by the same gateway takes an earlier one's place.
/// </summary>
internal sealed class Sweeps(Timings timings)
{
    public const string Timer = "sweep";

    private readonly Dictionary<CancelId, Sweep> _sweeps = [];

    public bool IsEmpty => _sweeps.Count == 0;

    /// <summary>False when it is under way already, or has to wait until it is repeated.</summary>
    public bool Begin(SweepOrders command, Account account, Effects effects)
    {
        if (_sweeps.ContainsKey(command.SweepId))
            return false;

        foreach (var replaced in _sweeps.Values.Where(sweep => sweep.Command.IsReplacedBy(command)).ToList())
            _sweeps.Remove(replaced.Command.SweepId);

        if (_sweeps.Count >= timings.SweepsMost)
            return false;

        var sweep = new Sweep(command, [.. account.Open.Values.Where(order => command.Covers(order) && !order.Summary.IsBeingCanceled).Select(order => order.Terms.OrderId)]);
        _sweeps.Add(command.SweepId, sweep);
        effects.StartTimer(Timer, timings.SweepAgain);
        Ask(sweep, account, effects);
        EndIfDone(sweep, effects);
        return true;
    }

    /// <summary>An order has reported itself: one that is closed or being canceled is swept, one that works now can be asked.</summary>
    public void Heard(OrderId order, OrderSummary summary, Account account, Effects effects)
    {
        foreach (var sweep in _sweeps.Values.Where(sweep => sweep.Left.Contains(order)).ToList())
        {
            if (summary.IsClosed || summary.IsBeingCanceled)
            {
                sweep.Left.Remove(order);
                sweep.Asked.Remove(order);
            }

            if (summary.IsClosed)
                sweep.Count(summary.State);

            Ask(sweep, account, effects);
            EndIfDone(sweep, effects);
        }
    }

    /// <summary>An order that was to take another's place never came to be.</summary>
    public void Gone(OrderId order, Effects effects)
    {
        foreach (var sweep in _sweeps.Values.Where(sweep => sweep.Left.Remove(order)).ToList())
            EndIfDone(sweep, effects);
    }

    /// <summary>The venue does not cancel this order: the sweep is done with it.</summary>
    public void Refused(OrderId order, CancelId cancel, Effects effects)
    {
        if (!_sweeps.TryGetValue(cancel, out var sweep) || !sweep.Left.Remove(order))
            return;

        sweep.Asked.Remove(order);
        sweep.CountRefused();
        EndIfDone(sweep, effects);
    }

    public void AskAgain(Account account, Effects effects)
    {
        foreach (var sweep in _sweeps.Values.ToList())
        {
            sweep.Asked.Clear();
            Ask(sweep, account, effects);
        }

        if (_sweeps.Count > 0)
            effects.StartTimer(Timer, timings.SweepAgain);
    }

    private void Ask(Sweep sweep, Account account, Effects effects)
    {
        for (var left = sweep.Turn.Count; left > 0 && sweep.Asked.Count < timings.SweepAtOnce; left--)
        {
            var order = sweep.Turn.Dequeue();
            if (!sweep.Left.Contains(order))
                continue;

            sweep.Turn.Enqueue(order);
            if (account.Open.TryGetValue(order, out var open) && open.IsListed && sweep.Asked.Add(order))
                effects.Tell(new CancelOrder(order, sweep.Command.SweepId, sweep.Command.By, null));
        }
    }

    private void EndIfDone(Sweep sweep, Effects effects)
    {
        if (sweep.Left.Count > 0)
            return;

        _sweeps.Remove(sweep.Command.SweepId);
        effects.Reply(sweep.Command.ReplyTo, new SweepOutcome(sweep.Command.SweepId, sweep.Canceled, sweep.TooLate));
    }

    /// <param name="command">What was asked for.</param>
    /// <param name="left">The orders that the sweep is not done with yet.</param>
    private sealed class Sweep(SweepOrders command, HashSet<OrderId> left)
    {
        public SweepOrders Command { get; } = command;

        public HashSet<OrderId> Left { get; } = left;

        /// <summary>Whose turn it is: some orders that never answer keep none of the others waiting.</summary>
        public Queue<OrderId> Turn { get; } = new(left);

        public HashSet<OrderId> Asked { get; } = [];

        public int Canceled { get; private set; }

        public int TooLate { get; private set; }

        public void CountRefused() => TooLate++;

        public void Count(OrderState state)
        {
            if (state == OrderState.Canceled)
                Canceled++;
            else if (state != OrderState.Rejected)
                TooLate++;
        }
    }
}
