using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Orders;

/// <summary>The order's decider: every command in every state.</summary>
public sealed class OrderSpec
{
    private static readonly ReplyAddress Venue = new("venue");

    private static readonly Dictionary<string, Order> States = new()
    {
        ["Absent"] = Absent,
        ["Working"] = Working,
        ["PartFilled"] = PartFilled,
        ["Canceled"] = Canceled,
        ["FullyExecuted"] = FullyExecuted,
        ["NeverPlaced"] = NeverPlaced,
        ["Submitted"] = Submitted,
        ["Taken"] = Taken,
        ["TakenPartFilled"] = TakenPartFilled,
        ["Pending"] = CancelPending,
        ["PendingPartFilled"] = PendingPartFilled,
        ["PendingUnaccepted"] = PendingUnaccepted,
        ["CancelRefused"] = CancelRefused,
        ["CanceledAtVenue"] = CanceledAtVenue,
        ["FilledAtVenue"] = FilledAtVenue,
        ["RejectedByVenue"] = RejectedByVenue,
    };

    private static readonly Dictionary<string, IOrderCommand> Commands = new()
    {
        ["place"] = Place,
        ["sync 0"] = Sync(),
        ["sync 1"] = Sync(1),
        ["cancel 1"] = Cancel(),
        ["cancel 2"] = Cancel(2),
        ["exec 4"] = Execute(execution: 2),
        ["exec 10"] = Execute(quantity: 10, execution: 3),
        ["exec 1 again"] = Execute(execution: 1),
        ["accepted"] = new ReportAccepted(Id, 1, Venue),
        ["rejected"] = new ReportRejected(Id, "no", 1, Venue),
        ["canceled 0"] = new ReportCanceled(Id, 0, new CancelId(1, 1), ChangeReason.UserModified, 1, Venue),
        ["canceled 4"] = new ReportCanceled(Id, 4, new CancelId(1, 1), ChangeReason.UserModified, 1, Venue),
        ["refused 1"] = new ReportCancelRefused(Id, new CancelId(1, 1), "auction", 1, Venue),
        ["refused 2"] = new ReportCancelRefused(Id, new CancelId(1, 2), "auction", 1, Venue),
        ["force off"] = new ForceCancelOutcome(Id, true, new CancelId(9, 9), Trader, 1, Venue),
        ["force on"] = new ForceCancelOutcome(Id, false, new CancelId(9, 9), Trader, 1, Venue),
    };

    /// <summary>What each command brings about in each state; a dot is nothing.</summary>
    private const string Table = """
        |                   | place  | sync 0      | sync 1 | cancel 1      | cancel 2      | exec 4       | exec 10      | exec 1 again | accepted | rejected | canceled 0 | canceled 4 | refused 1     | refused 2 | force off | force on      |
        | Absent            | Placed | NeverPlaced | .      | .             | .             | .            | .            | .            | .        | .        | .          | .          | .             | .         | .         | .             |
        | Working           | .      | .           | .      | Canceled      | Canceled      | Executed     | Executed     | Executed     | .        | .        | .          | .          | .             | .         | .         | .             |
        | PartFilled        | .      | .           | .      | Canceled      | Canceled      | Executed     | .            | .            | .        | .        | .          | .          | .             | .         | .         | .             |
        | Canceled          | .      | .           | .      | .             | .             | .            | .            | .            | .        | .        | .          | .          | .             | .         | .         | .             |
        | FullyExecuted     | .      | .           | .      | .             | .             | .            | .            | .            | .        | .        | .          | .          | .             | .         | .         | .             |
        | NeverPlaced       | .      | .           | .      | .             | .             | .            | .            | .            | .        | .        | .          | .          | .             | .         | .         | .             |
        | Submitted         | .      | .           | .      | CancelPending | CancelPending | Executed     | Executed     | Executed     | Taken    | Rejected | Canceled   | .          | .             | .         | .         | .             |
        | Taken             | .      | .           | .      | CancelPending | CancelPending | Executed     | Executed     | Executed     | .        | Rejected | Canceled   | .          | .             | .         | .         | .             |
        | TakenPartFilled   | .      | .           | .      | CancelPending | CancelPending | Executed     | SetAside     | .            | .        | .        | Canceled   | Canceled   | .             | .         | .         | .             |
        | Pending           | .      | .           | .      | .             | .             | Executed     | Executed     | Executed     | .        | Rejected | Canceled   | .          | CancelRefused | .         | Canceled  | CancelRefused |
        | PendingPartFilled | .      | .           | .      | .             | .             | Executed     | SetAside     | .            | .        | .        | Canceled   | Canceled   | CancelRefused | .         | Canceled  | CancelRefused |
        | PendingUnaccepted | .      | .           | .      | .             | .             | Executed     | Executed     | Executed     | Taken    | Rejected | Canceled   | .          | CancelRefused | .         | Canceled  | CancelRefused |
        | CancelRefused     | .      | .           | .      | .             | CancelPending | Executed     | Executed     | Executed     | .        | Rejected | Canceled   | .          | .             | .         | .         | .             |
        | CanceledAtVenue   | .      | .           | .      | .             | .             | SetAside     | SetAside     | SetAside     | .        | .        | .          | .          | .             | .         | .         | .             |
        | FilledAtVenue     | .      | .           | .      | .             | .             | SetAside     | SetAside     | .            | .        | .        | .          | .          | .             | .         | .         | .             |
        | RejectedByVenue   | .      | .           | .      | .             | .             | SetAside     | SetAside     | SetAside     | .        | .        | .          | .          | .             | .         | .         | .             |
        """;

    public static TheoryData<string, string, string> Cells => TransitionTable.CellsOf(Table);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_command_in_each_state_brings_about_one_event_or_none(string state, string command, string @event)
    {
        var decided = Order.Decide(States[state], Commands[command], Noon);
        Assert.Equal(@event, decided?.GetType().Name.Replace("Order", "", StringComparison.Ordinal).Replace("Execution", "", StringComparison.Ordinal) ?? ".");
        if (decided is not null)
            Order.Apply(States[state], decided);
    }

    [Fact]
    public void The_table_has_a_row_for_each_cell() => Assert.Equal(States.Count * Commands.Count, Cells.Count);

    [Theory]
    [InlineData("Absent", "NotFound")]
    [InlineData("Canceled", "Canceled")]
    [InlineData("FullyExecuted", "TooLate")]
    [InlineData("NeverPlaced", "NotFound")]
    [InlineData("Pending", "")]
    [InlineData("PendingUnaccepted", "")]
    [InlineData("CancelRefused", "Refused")]
    [InlineData("CanceledAtVenue", "Canceled")]
    [InlineData("FilledAtVenue", "TooLate")]
    [InlineData("RejectedByVenue", "TooLate")]
    public void A_cancel_that_writes_nothing_has_the_outcome_of_the_state_it_met(string state, string outcome) =>
        Assert.Equal(outcome, States[state].OutcomeOfCancel(Cancel().CancelId)?.ToString() ?? "");

    [Theory]
    [InlineData("Absent", "accepted", "UnknownOrder")]
    [InlineData("NeverPlaced", "exec 4", "UnknownOrder")]
    [InlineData("Working", "canceled 0", "UnknownOrder")]
    [InlineData("Taken", "accepted", "Taken")]
    [InlineData("Taken", "canceled 4", "")]
    [InlineData("PendingPartFilled", "exec 1 again", "Taken")]
    [InlineData("PendingPartFilled", "rejected", "Contradicts")]
    [InlineData("Pending", "refused 2", "Taken")]
    [InlineData("CanceledAtVenue", "canceled 4", "Taken")]
    [InlineData("RejectedByVenue", "rejected", "Taken")]
    public void A_report_that_writes_nothing_has_the_result_of_the_state_it_met(string state, string command, string result) =>
        Assert.Equal(result, States[state].ResultOf((IVenueReport)Commands[command])?.ToString() ?? "");

    [Fact]
    public void A_cancellation_that_counts_more_than_was_ordered_contradicts() => Assert.Equal(
        VenueReportResult.Contradicts,
        Taken.ResultOf(new ReportCanceled(Id, 11, null, ChangeReason.UserModified, 1, Venue)));

    [Fact]
    public void An_unsolicited_cancellation_says_why_and_that_it_was_the_venues()
    {
        var report = new ReportCanceled(Id, 4, null, ChangeReason.SystemCanceled_NoMoreMarket, 1, Venue);
        var canceled = Assert.IsType<OrderCanceled>(Order.Decide(TakenPartFilled, report, Noon));
        Assert.Equal((null, ChangeReason.SystemCanceled_NoMoreMarket, Authority.Venue), (canceled.CancelId, canceled.Reason, canceled.By));
    }

    [Fact]
    public void What_the_venue_confirms_is_the_doing_of_whoever_asked()
    {
        var canceled = Assert.IsType<OrderCanceled>(Order.Decide(CancelPending, Commands["canceled 0"], Noon));
        Assert.Equal((new CancelId(1, 1), ChangeReason.UserModified, Trader, null), (canceled.CancelId, canceled.Reason, canceled.By, canceled.ForcedAs));
    }

    [Fact]
    public void What_an_operator_forces_is_his_under_his_commands_id()
    {
        var canceled = Assert.IsType<OrderCanceled>(Order.Decide(CancelPending, Commands["force off"], Noon));
        Assert.Equal((new CancelId(1, 1), Trader, new CancelId(9, 9)), (canceled.CancelId, canceled.By, canceled.ForcedAs));
        var refused = Assert.IsType<OrderCancelRefused>(Order.Decide(CancelPending, Commands["force on"], Noon));
        Assert.Equal((new CancelId(1, 1), Trader, new CancelId(9, 9)), (refused.CancelId, refused.By, refused.ForcedAs));
    }

    [Fact]
    public void C01_A_cancel_closes_what_remains_and_nothing_was_executed()
    {
        var view = Terms().View(Canceled.Summary, 2);
        Assert.Equal((OrderState.Canceled, 0m, 0m, ChangeReason.UserModified), (view.State, view.Quantity, view.QuantityExecuted, view.ChangeReason));
        Assert.Equal(10, view.OrigQuantity);
    }

    [Fact]
    public void C04_A_cancel_of_a_part_filled_order_keeps_what_was_executed()
    {
        var canceled = Order.Apply(PartFilled, Order.Decide(PartFilled, Cancel(), Noon)!);
        var view = Terms().View(canceled.Summary, 3);
        Assert.Equal((OrderState.Canceled, 0m, 4m, 400m), (view.State, view.Quantity, view.QuantityExecuted, view.GrossValueExecuted));
    }

    [Fact]
    public void C06_The_last_execution_closes_the_order_and_a_cancel_behind_it_is_too_late()
    {
        var filled = Order.Apply(PartFilled, Order.Decide(PartFilled, Execute(6, 2), Noon)!);
        Assert.Equal(OrderState.FullyExecuted, filled.State);
        Assert.Null(Order.Decide(filled, Cancel(), Noon));
        Assert.Equal(CancelResult.TooLate, filled.OutcomeOfCancel(Cancel().CancelId));
    }

    [Theory]
    [InlineData(Side.Buy, 100.01)]
    [InlineData(Side.Sell, 99.99)]
    public void An_execution_beyond_the_limit_is_not_taken(Side side, decimal price)
    {
        var order = After(new OrderPlaced(Terms(side: side), Noon));
        Assert.Null(Order.Decide(order, Execute(price: price), Noon));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10.00000001)]
    public void An_execution_of_nothing_or_of_more_than_remains_is_not_taken(decimal quantity) =>
        Assert.Null(Order.Decide(Working, Execute(quantity), Noon));

    [Fact]
    public void The_cancels_id_and_whose_it_was_are_in_the_event()
    {
        var canceled = Assert.IsType<OrderCanceled>(Order.Decide(Working, Cancel(12), Noon));
        Assert.Equal((new CancelId(1, 12), Trader, Noon), (canceled.CancelId, canceled.By, canceled.At));
    }

    [Fact]
    public void A_refused_cancel_stands_for_the_earlier_ones_of_its_gateway_and_for_none_of_its_sweeps()
    {
        var refused = After(PlacedAtVenue, new OrderTaken(Noon), Pending(5), new OrderCancelRefused(new CancelId(1, 5), [], "auction", Authority.Venue, Noon));
        Assert.Null(Order.Decide(refused, new CancelOrder(Id, new CancelId(1, 3), Trader, null), Noon));
        Assert.NotNull(Order.Decide(refused, new CancelOrder(Id, CancelId.OfSweep(1, 3), Trader, null), Noon));
        Assert.NotNull(Order.Decide(refused, new CancelOrder(Id, new CancelId(2, 3), Trader, null), Noon));
    }

    [Fact]
    public void An_event_that_cant_follow_is_never_ignored()
    {
        Assert.Throws<InvariantViolationException>(() => Order.Apply(Canceled, new OrderExecuted(9, 1, 100, Noon)));
        Assert.Throws<InvariantViolationException>(() => Order.Apply(Working, new OrderPlaced(Terms(), Noon)));
        Assert.Throws<InvariantViolationException>(() => Order.Apply(Working, new OrderExecuted(9, 11, 100, Noon)));
    }
}
