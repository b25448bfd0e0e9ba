using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Protocol;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Orders;

/// <summary>An execution that was reported is not what it was said to be: what becomes of the order, whatever its state.</summary>
public sealed class CorrectionSpec
{
    private static readonly OrderExecuted Four = new(1, 4, 100, Noon, 0.4m, Liquidity.Maker);

    private static readonly Dictionary<string, Order> States = new()
    {
        ["Absent"] = Absent,
        ["WithoutVenue"] = PartFilled,
        ["Working"] = After(PlacedAtVenue, Four),
        ["Pending"] = After(PlacedAtVenue, Four, Pending()),
        ["Canceled"] = After(PlacedAtVenue, Four, new OrderCanceled(null, ChangeReason.UserModified, Authority.Venue, Noon)),
        ["FullyExecuted"] = After(PlacedAtVenue, Four, new OrderExecuted(2, 6, 100, Noon)),
        ["Rejected"] = RejectedByVenue,
        ["SetAside"] = After(PlacedAtVenue, new OrderRejected("no", Noon), new ExecutionSetAside(1, 4, 100, Noon)),
    };

    [Theory]
    [InlineData("Absent", false, "UnknownOrder")]
    [InlineData("WithoutVenue", false, "UnknownOrder")]
    [InlineData("Working", true, "Taken")]
    [InlineData("Pending", true, "Taken")]
    [InlineData("Canceled", true, "Taken")]
    [InlineData("FullyExecuted", true, "Taken")]
    [InlineData("Rejected", false, "")]
    [InlineData("SetAside", true, "Taken")]
    public void It_is_taken_in_each_state_that_knows_the_execution_and_waits_where_it_is_not_known_yet(string state, bool taken, string result)
    {
        var corrected = Order.Decide(States[state], Corrected(3), Noon);
        Assert.Equal(taken, corrected is ExecutionCorrected);
        var after = corrected is null ? States[state] : Order.Apply(States[state], corrected);
        Assert.Equal(result, after.ResultOf(Corrected(3))?.ToString() ?? "");
        Assert.Equal(States[state].State, after.State);
    }

    [Theory]
    [InlineData("Working", 6)]
    [InlineData("Pending", 6)]
    [InlineData("Canceled", 0)]
    [InlineData("FullyExecuted", 0)]
    public void What_was_executed_changes_and_what_rests_does_not(string state, decimal rests)
    {
        var before = States[state];
        var after = Taking(before, Corrected(1, price: 90));

        var (was, isNow) = (before.Terms!.View(before.Summary, 2), after.Terms!.View(after.Summary, 3));
        Assert.Equal((was.QuantityExecuted - 3, was.GrossValueExecuted - 310), (isNow.QuantityExecuted, isNow.GrossValueExecuted));
        Assert.Equal((rests, was.State, was.ChangeReason), (isNow.Quantity, isNow.State, isNow.ChangeReason));
        Assert.Equal(rests, after.Remaining);
    }

    [Fact]
    public void A_busted_execution_leaves_nothing_executed_and_the_order_fills_up_what_rests()
    {
        var busted = Taking(States["Working"], Corrected(0));
        Assert.Equal((0m, 0m, 6m), (busted.Summary.Executed, busted.Summary.GrossValue, busted.Remaining));

        var filled = Taking(busted, new ExecuteOrder(Id, 2, 6, 100, 1, ProcessBench.Asker));
        Assert.Equal((OrderState.FullyExecuted, 6m, 0m), (filled.State, filled.Summary.Executed, filled.Remaining));
    }

    [Fact]
    public void A_cancellation_counts_what_was_executed_as_it_was_reported_at_first()
    {
        var busted = Taking(States["Working"], Corrected(0));
        Assert.Null(Order.Decide(busted, new ReportCanceled(Id, 5, null, ChangeReason.UserModified, 1, ProcessBench.Asker), Noon));
        var canceled = Taking(busted, new ReportCanceled(Id, 4, null, ChangeReason.UserModified, 1, ProcessBench.Asker));
        Assert.Equal((OrderState.Canceled, 0m, 4m), (canceled.State, canceled.Summary.Executed, canceled.Summary.Filled));
    }

    [Fact]
    public void Said_again_it_changes_nothing_and_of_two_the_higher_revision_counts_in_whatever_order_they_come()
    {
        var third = Taking(States["Canceled"], Corrected(3, revision: 3));
        foreach (var old in new[] { Corrected(3, revision: 3), Corrected(1, revision: 2), Corrected(0, revision: 3) })
        {
            Assert.Null(Order.Decide(third, old, Noon));
            Assert.Equal(VenueReportResult.Taken, third.ResultOf(old));
        }

        Assert.Equal(4, Taking(third, Corrected(4, revision: 4)).Summary.Executed);
    }

    [Theory]
    [InlineData("Working", 4.00000001, 100, 0)]
    [InlineData("Canceled", 10.00000001, 100, 0)]
    [InlineData("Canceled", 4, 100.01, 0)]
    [InlineData("Canceled", 4, 100, 4.1)]
    [InlineData("Canceled", 0, 100, 0.1)]
    public void More_than_the_order_can_have_executed_or_a_price_beyond_its_limit_or_a_fee_beyond_what_it_brings_contradicts(
        string state, decimal quantity, decimal price, decimal fee)
    {
        var report = Corrected(quantity, price, fee);
        Assert.Null(Order.Decide(States[state], report, Noon));
        Assert.Equal(VenueReportResult.Contradicts, States[state].ResultOf(report));
    }

    [Fact]
    public void More_than_was_reported_is_taken_where_nothing_rests_any_more() =>
        Assert.Equal(10, Taking(States["Canceled"], Corrected(10)).Summary.Executed);

    [Fact]
    public void One_of_an_execution_that_was_set_aside_is_kept_and_books_nothing()
    {
        var before = States["SetAside"];
        var @event = Order.Decide(before, Corrected(0), Noon)!;
        var after = Order.Apply(before, @event);
        Assert.Equal(before.Summary, after.Summary);
        Assert.Null(Order.ToBook(before, @event, after, 4));
    }

    [Fact]
    public void The_account_is_told_what_was_said_before_and_what_it_is_in_truth()
    {
        var before = States["Canceled"];
        var @event = Order.Decide(before, Corrected(3, 99, 0.3m), Noon.AddHours(1))!;
        Assert.Equal(
            new OrderExecution(4, 1, 3, 99, Noon, 0.3m, Liquidity.Maker, 6, new CorrectedExecution(2, 4, 100, 0.4m)),
            Order.ToBook(before, @event, Order.Apply(before, @event), 4));
    }

    [Fact]
    public void It_is_answered_once_the_account_has_it_in_its_journal()
    {
        var order = new ProcessBench(new OrderProcess(Id, Timings.Default), [PlacedAtVenue, new OrderExecuted(1, 10, 100, Noon)]);
        order.Feed(new AcknowledgeUpdate(Id, 2));

        Assert.Empty(ProcessBench.Replies(order.Feed(Corrected(0))));
        var told = order.Commit();
        Assert.Empty(ProcessBench.Replies(told));
        var update = told.OfType<Effect.Tell>().Select(tell => tell.Message).OfType<OrderUpdate>().Single();
        Assert.Equal((3L, PlacedAtVenue.Terms), (update.Version, update.Terms));
        Assert.Empty(ProcessBench.Replies(order.Feed(Corrected(0))));
        var heard = new ReportHeard(1, VenueReportResult.Taken);
        Assert.Equal([heard, heard], ProcessBench.Replies(order.Feed(new AcknowledgeUpdate(Id, 3))));
        Assert.Equal([heard], ProcessBench.Replies(order.Feed(Corrected(0))));
    }

    [Fact]
    public void One_that_comes_ahead_of_its_execution_waits_for_it()
    {
        var order = new ProcessBench(new OrderProcess(Id, Timings.Default), [PlacedAtVenue]);
        order.Feed(Corrected(1));
        Assert.Null(order.Writing);
        order.Feed(Execute());
        order.CommitAll();
        Assert.Equal(new ExecutionCorrected(1, 2, 1, 100, 0, order.Now), order.Journal[^1]);
    }

    private static ReportCorrected Corrected(decimal quantity, decimal price = 100, decimal fee = 0, int revision = 2) =>
        new(Id, 1, revision, quantity, price, fee, 1, ProcessBench.Asker);

    private static Order Taking(Order order, IOrderCommand command) => Order.Apply(order, Order.Decide(order, command, Noon)!);
}
