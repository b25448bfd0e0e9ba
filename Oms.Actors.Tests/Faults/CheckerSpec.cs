using Oms.Actors.Api;
using Oms.Faults.Checking;
using Oms.Faults.Recording;
using Xunit;

namespace Oms.Actors.Tests.Faults;

/// <summary>What the checker of the fault test finds in a round that went well, and in the classic ways in which one does not.</summary>
public sealed class CheckerSpec
{
    private readonly HandMadeRound _round = new();

    [Fact]
    public void A_round_in_which_all_went_well_has_no_findings()
    {
        var subscription = _round.Subscribe();
        _round.Accepted(1);
        _round.Event(subscription, 1, OrderState.Working, 1);
        _round.Listed(1);
        _round.Received(1);
        _round.Event(subscription, 1, OrderState.Canceled, 2);
        _round.Told(1, OrderState.Canceled, "b");
        _round.Listed();
        _round.Accepted(2);
        _round.IsCanceled(1);
        _round.Works(2);
        _round.BooksTold(1_000, 100);

        Assert.Empty(_round.Findings);
    }

    [Fact]
    public void A_received_cancel_whose_order_works_on_is_lost()
    {
        _round.Accepted(1);
        _round.Received(1);
        _round.Works(1);

        Assert.Equal([FindingKind.Lost], _round.Kinds);
    }

    [Fact]
    public void It_is_not_when_the_node_that_gave_the_receipt_has_died()
    {
        _round.Accepted(1);
        _round.Received(1, "b");
        _round.Ended("b");
        _round.Works(1);

        Assert.Empty(_round.Findings);
    }

    [Fact]
    public void It_is_when_another_node_has_died()
    {
        _round.Accepted(1);
        _round.Received(1, "b");
        _round.Ended("c");
        _round.Works(1);

        Assert.Equal([FindingKind.Lost], _round.Kinds);
    }

    [Fact]
    public void It_is_when_the_node_has_ended_in_order_and_said_that_all_had_their_outcome()
    {
        _round.Accepted(1);
        _round.Received(1, "b");
        _round.Ended("b", hasCarriedAll: true);
        _round.Works(1);

        Assert.Equal([FindingKind.Lost], _round.Kinds);
    }

    [Fact]
    public void A_cancel_that_was_told_and_is_not_in_the_journal_is_lost()
    {
        _round.Accepted(1);
        _round.Received(1, "b");
        _round.Told(1, OrderState.Canceled);
        _round.Ended("b");
        _round.Works(1);

        Assert.Equal([FindingKind.Lost], _round.Kinds);
    }

    [Fact]
    public void An_order_that_was_accepted_before_it_was_committed_and_is_gone_is_lost()
    {
        _round.Accepted(1);

        Assert.Equal([FindingKind.Lost], _round.Kinds);
    }

    [Fact]
    public void An_order_that_is_found_nowhere_after_it_was_accepted_is_lost()
    {
        _round.Accepted(1);
        _round.End(_round.Begin(Act.Status, 1, "b"), Outcome.Refused, 104, "no such order");
        _round.Works(1);

        Assert.Equal([FindingKind.Lost], _round.Kinds);
    }

    [Fact]
    public void An_order_with_two_ends_is_doubled()
    {
        _round.Accepted(1);
        _round.Received(1);
        _round.IsCanceled(1);
        _round.Canceled(1);

        Assert.Equal([FindingKind.Doubled], _round.Kinds);
    }

    [Fact]
    public void An_order_that_is_there_twice_is_doubled()
    {
        _round.Accepted(1);
        _round.Works(1);
        _round.Placed(1, new OrderId(5));
        _round.Booked(1, new OrderId(5));

        Assert.Equal([FindingKind.Doubled], _round.Kinds);
    }

    [Fact]
    public void An_order_that_is_there_although_it_was_refused_is_doubled()
    {
        _round.End(_round.Begin(Act.Place, 1), Outcome.Refused, 101);
        _round.Works(1);

        Assert.Contains(FindingKind.Doubled, _round.Kinds);
    }

    [Fact]
    public void An_order_that_nobody_has_placed_is_doubled()
    {
        _round.Works(1);

        Assert.Equal([FindingKind.Doubled], _round.Kinds);
    }

    [Fact]
    public void An_order_that_is_canceled_and_nobody_had_asked_for_it_is_found()
    {
        _round.Accepted(1);
        _round.IsCanceled(1);

        Assert.Equal([FindingKind.Lost], _round.Kinds);
    }

    [Fact]
    public void A_read_that_begins_after_somebody_was_told_Canceled_and_says_Working_is_stale()
    {
        _round.Accepted(1);
        _round.Received(1);
        _round.Told(1, OrderState.Canceled, "a");
        _round.Told(1, OrderState.Working, "b");
        _round.IsCanceled(1);

        Assert.Equal([FindingKind.Stale], _round.Kinds);
    }

    [Fact]
    public void A_read_that_began_before_that_may_say_Working()
    {
        _round.Accepted(1);
        var slow = _round.Begin(Act.Status, 1, "b");
        _round.Received(1);
        _round.Told(1, OrderState.Canceled, "a");
        _round.End(slow, orders: [new Seen(1, OrderState.Working, 1)]);
        _round.IsCanceled(1);

        Assert.Empty(_round.Findings);
    }

    [Fact]
    public void A_list_that_has_a_canceled_order_is_stale()
    {
        _round.Accepted(1);
        _round.Received(1);
        _round.End(_round.Begin(Act.Cancel, 1), Outcome.Refused, 104, "Canceled");
        _round.Listed(1);
        _round.IsCanceled(1);

        Assert.Equal([FindingKind.Stale], _round.Kinds);
    }

    [Fact]
    public void A_receipt_for_an_order_that_was_told_as_canceled_is_stale()
    {
        _round.Accepted(1);
        _round.Received(1);
        _round.Told(1, OrderState.Canceled);
        _round.Received(1, "b");
        _round.IsCanceled(1);

        Assert.Equal([FindingKind.Stale], _round.Kinds);
    }

    [Fact]
    public void A_subscription_that_begins_after_somebody_was_told_Canceled_and_begins_with_Working_is_stale()
    {
        _round.Accepted(1);
        _round.Received(1);
        _round.Told(1, OrderState.Canceled);
        var late = _round.Subscribe("c");
        _round.Event(late, 1, OrderState.Working, 1);
        _round.Event(late, 1, OrderState.Canceled, 2);
        _round.IsCanceled(1);

        Assert.Equal([FindingKind.Stale], _round.Kinds);
    }

    [Fact]
    public void Rows_that_a_replay_does_not_see_are_lost()
    {
        _round.Accepted(1);
        _round.Received(1);
        _round.IsCanceled(1);
        _round.ReplayDiscards(1, rows: 1);

        Assert.Equal([FindingKind.Lost], _round.Kinds);
    }

    [Fact]
    public void Books_that_hold_the_money_of_a_canceled_order_are_found()
    {
        _round.Accepted(1);
        _round.Received(1);
        _round.Works(1);
        _round.Canceled(1);

        Assert.Contains(FindingKind.Lost, _round.Kinds);
    }

    [Fact]
    public void Books_that_have_closed_a_working_order_are_found()
    {
        _round.Accepted(1);
        _round.Works(1);
        _round.BookedClosed(1);

        Assert.Contains(FindingKind.Lost, _round.Kinds);
    }

    [Fact]
    public void Books_that_have_closed_an_order_twice_are_doubled()
    {
        _round.Accepted(1);
        _round.Received(1);
        _round.IsCanceled(1);
        _round.BookedClosed(1);

        Assert.Equal([FindingKind.Doubled], _round.Kinds);
    }

    [Fact]
    public void An_order_that_its_account_has_not_admitted_is_doubled()
    {
        _round.Accepted(1);
        _round.Placed(1);

        Assert.Contains(_round.Findings, finding => finding.Kind == FindingKind.Doubled && finding.What.Contains("not admitted", StringComparison.Ordinal));
    }

    [Fact]
    public void Balances_that_are_told_otherwise_than_journals_come_to_are_found()
    {
        _round.Accepted(1);
        _round.Works(1);
        _round.BooksTold(1_000, 0);

        Assert.Equal([FindingKind.Lost], _round.Kinds);
    }

    [Fact]
    public void An_end_that_a_subscription_never_told_is_lost()
    {
        var subscription = _round.Subscribe();
        _round.Accepted(1);
        _round.Event(subscription, 1, OrderState.Working, 1);
        _round.Received(1);
        _round.IsCanceled(1);

        Assert.Equal([FindingKind.Lost], _round.Kinds);
    }

    [Fact]
    public void It_is_not_when_the_subscription_was_closed()
    {
        var subscription = _round.Subscribe();
        _round.Accepted(1);
        _round.Event(subscription, 1, OrderState.Working, 1);
        _round.Closed(subscription);
        _round.Received(1);
        _round.IsCanceled(1);

        Assert.Empty(_round.Findings);
    }

    [Fact]
    public void An_event_that_the_journal_does_not_have_is_lost()
    {
        var subscription = _round.Subscribe();
        _round.Accepted(1);
        _round.Received(1, "b");
        _round.Event(subscription, 1, OrderState.Canceled, 2);
        _round.Ended("b");
        _round.Works(1);

        Assert.Equal([FindingKind.Lost], _round.Kinds);
    }

    [Fact]
    public void An_event_whose_revision_is_another_state_in_the_journal_is_lost()
    {
        var subscription = _round.Subscribe();
        _round.Accepted(1);
        _round.Event(subscription, 1, OrderState.Working, 2);
        _round.Closed(subscription);
        _round.Received(1);
        _round.IsCanceled(1);

        Assert.Equal([FindingKind.Lost], _round.Kinds);
    }

    [Fact]
    public void An_event_that_comes_a_second_time_is_doubled()
    {
        var subscription = _round.Subscribe();
        _round.Accepted(1);
        _round.Received(1);
        _round.Event(subscription, 1, OrderState.Canceled, 2);
        _round.Event(subscription, 1, OrderState.Canceled, 2);
        _round.IsCanceled(1);

        Assert.Equal([FindingKind.Doubled], _round.Kinds);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_place_without_an_answer_may_have_happened_or_not(bool happened)
    {
        _round.Begin(Act.Place, 1);
        _round.End(_round.Begin(Act.Place, 2), Outcome.Unknown, 102);
        _round.Listed();
        if (happened)
        {
            _round.Works(1);
            _round.Works(2);
        }

        Assert.Empty(_round.Findings);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_cancel_without_an_answer_or_with_101_may_take_effect_at_any_later_time_or_never(bool isAnswered, bool happened)
    {
        _round.Accepted(1);
        var cancel = _round.Begin(Act.Cancel, 1);
        if (isAnswered)
            _round.End(cancel, Outcome.Refused, 101);
        _round.Told(1, OrderState.Working);
        if (happened)
            _round.IsCanceled(1);
        else
            _round.Works(1);

        Assert.Empty(_round.Findings);
    }

    [Fact]
    public void A_cancel_of_a_replaced_order_goes_on_to_its_replacement()
    {
        _round.Accepted(1);
        var replacing = _round.Begin(Act.Replace, 1, replacement: 2);
        var canceling = _round.Begin(Act.Cancel, 1, "b");
        _round.End(canceling);
        _round.End(replacing, orderId: HandMadeRound.IdOf(2).Value);
        _round.IsCanceled(2);
        _round.Works(1);
        _round.Replaced(1, by: 2);
        _round.BookedClosed(1);

        Assert.Empty(_round.Findings);
    }

    [Fact]
    public void A_replacement_that_works_on_after_its_order_was_canceled_is_lost()
    {
        _round.Accepted(1);
        var replacing = _round.Begin(Act.Replace, 1, replacement: 2);
        _round.Received(1, "b");
        _round.End(replacing, orderId: HandMadeRound.IdOf(2).Value);
        _round.Works(2);
        _round.Works(1);
        _round.Replaced(1, by: 2);
        _round.BookedClosed(1);

        Assert.Equal([FindingKind.Lost], _round.Kinds);
    }

    [Fact]
    public void An_order_that_works_on_although_it_was_replaced_is_lost()
    {
        _round.Accepted(1);
        _round.End(_round.Begin(Act.Replace, 1, replacement: 2), orderId: HandMadeRound.IdOf(2).Value);
        _round.Works(1);
        _round.Works(2);

        Assert.Equal([FindingKind.Lost], _round.Kinds);
    }

    [Fact]
    public void A_sweep_may_cancel_what_was_placed_before_it_was_received_and_nothing_else()
    {
        _round.Accepted(1);
        _round.End(_round.Begin(Act.CancelAll, 0));
        _round.Accepted(2);
        _round.IsCanceled(1);
        _round.IsCanceled(2);

        Assert.Equal("order 2", Assert.Single(_round.Findings).What[..7]);
    }
}
