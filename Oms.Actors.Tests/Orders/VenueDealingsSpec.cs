using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Protocol;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Orders;

/// <summary>What an order asks of its venue, when, how often, and whom it tells.</summary>
public sealed class VenueDealingsSpec
{
    private static readonly PlaceOrder PlaceAtVenue = new(Terms(atVenue: true));
    private static readonly CancelId First = new(1, 1);
    private static readonly CancelId Second = new(1, 2);

    private long _calls;

    [Fact]
    public void An_order_is_submitted_once_it_is_in_its_journal_and_again_until_the_venue_has_it()
    {
        var order = new ProcessBench(new OrderProcess(Id, Timings.Default));

        Assert.Empty(Asked(order.Feed(PlaceAtVenue)));
        Assert.Equal(["submit"], Asked(order.Commit()));
        Assert.Equal(["submit"], Asked(Tick(order)));
        order.Feed(Accepted());
        Assert.Contains(order.Commit(), effect => effect is Effect.StopTimer { Name: VenueDealings.Timer });
        Assert.Empty(Asked(Tick(order)));
    }

    [Fact]
    public void A_silent_venue_is_asked_more_and_more_seldom()
    {
        var order = On(PlacedAtVenue);
        var waits = Enumerable.Range(0, 6).Select(_ => Tick(order).OfType<Effect.StartTimer>().Single(timer => timer.Name == VenueDealings.Timer).After.TotalSeconds);

        Assert.Equal([4, 8, 16, 30, 30, 30], waits);
    }

    [Fact]
    public void A_reduction_that_waits_for_another_is_decided_with_the_end_of_that_one()
    {
        var order = On(PlacedAtVenue, new OrderTaken(Noon));
        order.Feed(Reduce(First, 8));
        order.Commit();
        Assert.Empty(Asked(order.Feed(Reduce(Second, 6))));

        order.Feed(new ReportReplaced(Id, First, 8, ++_calls, ProcessBench.Asker));
        order.Commit();
        Assert.Equal(Second, Assert.IsType<OrderReductionPending>(order.Writing).ReductionId);
    }

    [Fact]
    public void A_reduction_that_waits_for_a_cancel_is_decided_when_that_is_refused()
    {
        var order = On(PlacedAtVenue, new OrderTaken(Noon), new OrderCancelPending(First, Trader, Noon));
        Assert.Empty(Asked(order.Feed(Reduce(Second, 6))));

        order.Feed(Refused(First));
        order.Commit();
        Assert.Equal(Second, Assert.IsType<OrderReductionPending>(order.Writing).ReductionId);
    }

    [Fact]
    public void C03_A_cancel_is_in_the_journal_before_the_venue_is_asked_and_the_order_works_on_until_it_answers()
    {
        var order = On(PlacedAtVenue, new OrderTaken(Noon));

        Assert.Empty(Asked(order.Feed(Cancel())));
        var asked = order.Commit();
        Assert.Equal(["cancel 0000000000000001-1"], Asked(asked));
        Assert.Empty(Outcomes(asked));
        Assert.Equal(OrderState.Working, Update(asked).Summary.State);
        Assert.Equal(["cancel 0000000000000001-1"], Asked(Tick(order)));
    }

    [Fact]
    public void C07_A_cancel_before_the_venue_has_accepted_is_asked_without_waiting_and_the_submit_no_more()
    {
        var order = On(PlacedAtVenue);
        order.Feed(Cancel());

        Assert.Equal(["cancel 0000000000000001-1"], Asked(order.Commit()));
        Assert.Equal(["cancel 0000000000000001-1"], Asked(Tick(order)));
    }

    [Fact]
    public void C12_A_second_cancel_asks_the_venue_again_under_the_first_ones_id_and_shares_its_outcome()
    {
        var order = Pending();

        Assert.Equal(["cancel 0000000000000001-1"], Asked(order.Feed(Cancel(2))));
        Assert.Empty(Asked(order.Feed(Cancel(2))));
        order.Feed(Canceled(0));
        Assert.Equal([(First, CancelResult.Canceled), (Second, CancelResult.Canceled)], Outcomes(order.Commit()));
    }

    [Fact]
    public void C04_A_cancellation_that_counts_more_than_was_heard_of_waits_for_the_executions()
    {
        var order = Pending();

        Assert.Empty(Replies(order.Feed(Canceled(4))));
        Assert.Null(order.Writing);
        order.Feed(Execute());
        order.Commit();
        Assert.IsType<OrderCanceled>(order.Writing);
        var settled = order.Commit();
        Assert.Equal([VenueReportResult.Taken], Replies(settled).Select(heard => heard.Result));
        Assert.Equal((OrderState.Canceled, 4m), (Update(settled).Summary.State, Update(settled).Summary.Executed));
    }

    [Fact]
    public void C05_A_refused_cancel_is_refused_for_all_that_waited_and_none_of_them_is_taken_for_a_new_one()
    {
        var order = Pending();
        order.Feed(Cancel(2));
        order.Feed(Refused(First));
        var settled = order.Commit();

        Assert.Equal([(First, CancelResult.Refused), (Second, CancelResult.Refused)], Outcomes(settled));
        Assert.All(Relayed(settled), outcome => Assert.Equal("auction", outcome.Reason));
        Assert.Equal([(Second, CancelResult.Refused)], Outcomes(order.Feed(Cancel(2))));
        Assert.Null(order.Writing);
        order.Feed(Cancel(3));
        Assert.IsType<OrderCancelPending>(order.Writing);
    }

    [Fact]
    public void C12_Of_many_repeats_the_newest_waits_and_none_that_it_has_overtaken_is_ever_taken_on()
    {
        var order = Pending();
        for (var number = 2; number <= 50; number++)
            Assert.Single(Asked(order.Feed(Cancel(number))));

        Assert.Empty(Asked(order.Feed(Cancel(30))));
        order.Feed(Refused(First));
        Assert.Equal([new CancelId(1, 50)], Assert.IsType<OrderCancelRefused>(order.Writing).Others);
        Assert.Equal([(First, CancelResult.Refused), (new CancelId(1, 50), CancelResult.Refused)], Outcomes(order.Commit()));

        Assert.Equal([(new CancelId(1, 30), CancelResult.Refused)], Outcomes(order.Feed(Cancel(30))));
        Assert.Null(order.Writing);
        order.Feed(Cancel(51));
        Assert.IsType<OrderCancelPending>(order.Writing);
    }

    [Fact]
    public void U08_What_was_set_aside_counts_as_heard_for_a_cancellation_that_came_before_it_or_after()
    {
        var order = Pending();
        order.Feed(Canceled(4));
        order.Feed(new ExecuteOrder(Id, 1, 4, 101, 99, ProcessBench.Asker));
        order.Commit();
        Assert.IsType<OrderCanceled>(order.Writing);
        var summary = Update(order.Commit()).Summary;
        Assert.Equal((OrderState.Canceled, 0m), (summary.State, summary.Executed));
    }

    [Fact]
    public void C06_The_fill_that_comes_first_makes_every_cancel_that_waits_too_late()
    {
        var order = Pending();
        order.Feed(Cancel(2));
        order.Feed(Execute(10));
        var settled = order.Commit();

        Assert.Equal([(First, CancelResult.TooLate), (Second, CancelResult.TooLate)], Outcomes(settled));
        Assert.Equal(OrderState.FullyExecuted, Update(settled).Summary.State);
        Assert.Contains(settled, effect => effect is Effect.StopTimer { Name: VenueDealings.Timer });
    }

    [Fact]
    public void U08_A_fill_after_the_cancellation_is_kept_and_raised_and_the_order_stays_canceled()
    {
        var order = On(PlacedAtVenue, OrderSamples.Pending(), new OrderCanceled(First, ChangeReason.UserModified, Trader, Noon));
        order.Feed(Execute());
        var settled = order.Commit();

        Assert.Equal(new ExecutionSetAside(1, 4, 100, Noon), (ExecutionSetAside)order.Journal[^1] with { At = Noon });
        Assert.Single(settled, effect => effect is Effect.Alarm);
        Assert.Equal((OrderState.Canceled, 0m), (Update(settled).Summary.State, Update(settled).Summary.Executed));
        Assert.Equal([VenueReportResult.Taken], Replies(order.Feed(Execute())).Select(heard => heard.Result));
        Assert.Null(order.Writing);
    }

    [Fact]
    public void X10_An_order_that_recovers_with_a_pending_cancel_asks_again_under_the_same_id_and_stays_awake()
    {
        var bench = new ProcessBench(new OrderProcess(Id, Timings.Default), [PlacedAtVenue, OrderSamples.Pending()]);
        bench.Feed(new AcknowledgeUpdate(Id, 2));

        Assert.Equal(["cancel 0000000000000001-1"], Asked(bench.Beginning));
        bench.Feed(new Input.TimerFired(OrderProcess.IdleTimer));
        Assert.DoesNotContain(Effect.Passivate.Now, bench.Feed(new Input.TimerFired(OrderProcess.IdleTimer)));
    }

    [Fact]
    public void X10_After_a_recovery_the_outcome_of_the_pending_cancel_is_told_although_nobody_repeats_it()
    {
        var order = On(PlacedAtVenue, OrderSamples.Pending());
        order.Feed(Refused(First));

        Assert.Equal([(First, CancelResult.Refused)], Outcomes(order.Commit()));
    }

    [Theory]
    [InlineData(true, "Canceled")]
    [InlineData(false, "Refused")]
    public void An_operator_decides_for_a_silent_venue_once(bool canceled, string outcome)
    {
        var order = Pending();
        var force = new ForceCancelOutcome(Id, canceled, new CancelId(9, 9), Trader, 1, ProcessBench.Asker);
        order.Feed(force);
        var settled = order.Commit();

        Assert.Equal([(First, Enum.Parse<CancelResult>(outcome))], Outcomes(settled));
        Assert.IsType<CancelOutcomeForced>(Assert.Single(ProcessBench.Replies(settled)));
        Assert.IsType<CancelOutcomeForced>(order.Ask(force));
        Assert.IsType<CallRefused>(order.Ask(force with { CommandId = new CancelId(9, 10) }));
    }

    private static ProcessBench Pending()
    {
        var order = On(PlacedAtVenue, new OrderTaken(Noon));
        order.Feed(Cancel());
        order.Commit();
        return order;
    }

    private static ProcessBench On(params IPersistedEvent[] journal) => new(new OrderProcess(Id, Timings.Default), journal);

    private static IReadOnlyList<Effect> Tick(ProcessBench order) => order.Feed(new Input.TimerFired(VenueDealings.Timer));

    private ReportAccepted Accepted() => new(Id, ++_calls, ProcessBench.Asker);

    private ReportCanceled Canceled(decimal executed) => new(Id, executed, First, ChangeReason.UserModified, ++_calls, ProcessBench.Asker);

    private ReportCancelRefused Refused(CancelId cancel) => new(Id, cancel, "auction", ++_calls, ProcessBench.Asker);

    private ExecuteOrder Execute(decimal quantity = 4) => new(Id, 1, quantity, 100, ++_calls, ProcessBench.Asker);

    private static IEnumerable<string> Asked(IEnumerable<Effect> effects) => effects.Select(effect => effect switch
    {
        Effect.SubmitToVenue => "submit",
        Effect.CancelAtVenue cancel => $"cancel {cancel.Cancel.CancelId}",
        _ => "",
    }).Where(asked => asked.Length > 0);

    private static OrderUpdate Update(IEnumerable<Effect> effects) => effects.OfType<Effect.Tell>().Select(tell => tell.Message).OfType<OrderUpdate>().Last();

    private static IEnumerable<CancelOutcome> Relayed(IEnumerable<Effect> effects) =>
        effects.OfType<Effect.Tell>().Select(tell => tell.Message).OfType<OrderUpdate>().SelectMany(update => update.Relays).Select(relay => relay.Message).OfType<CancelOutcome>();

    private static IEnumerable<(CancelId, CancelResult)> Outcomes(IEnumerable<Effect> effects) => Relayed(effects).Select(outcome => (outcome.CancelId, outcome.Result));

    private static ReduceOrder Reduce(CancelId id, decimal quantity) => new(Id, id, quantity, Trader, ProcessBench.Asker);

    private static IEnumerable<ReportHeard> Replies(IReadOnlyList<Effect> effects) => ProcessBench.Replies(effects).OfType<ReportHeard>();
}
