using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Orders;

/// <summary>The order's decider where orders are replaced and reduced: every such command in every state that it can meet. Orders are of 10; part-filled ones have executed 4.</summary>
public sealed class OrderChangesSpec
{
    private static readonly ReplyAddress Reply = new("reply");
    private static readonly Replacement ByTen = new(new OrderId(4712), 10);
    private static readonly CancelId ReplaceId = new(1, 5);
    private static readonly CancelId ReductionId = new(1, 7);

    private static readonly OrderCancelPending ReplacePending = new(ReplaceId, Trader, Noon) { Replacement = ByTen };
    private static readonly OrderReductionPending ReductionPending = new(ReductionId, 6, Trader, Noon);
    private static readonly OrderExecuted FourExecuted = new(1, 4, 100, Noon);

    private static readonly Dictionary<string, Order> States = new()
    {
        ["Absent"] = Absent,
        ["Working"] = Working,
        ["PartFilled"] = PartFilled,
        ["Reduced"] = After(new OrderPlaced(Terms(), Noon), FourExecuted, new OrderReduced(ReductionId, 6, Trader, Noon)),
        ["Canceled"] = Canceled,
        ["FullyExecuted"] = FullyExecuted,
        ["Submitted"] = Submitted,
        ["Taken"] = Taken,
        ["TakenPartFilled"] = TakenPartFilled,
        ["CancelPending"] = CancelPending,
        ["Replacing"] = After(PlacedAtVenue, new OrderTaken(Noon), ReplacePending),
        ["ReplacingPartFilled"] = After(PlacedAtVenue, FourExecuted, ReplacePending),
        ["Reducing"] = After(PlacedAtVenue, new OrderTaken(Noon), ReductionPending),
        ["ReducingPartFilled"] = After(PlacedAtVenue, FourExecuted, ReductionPending),
        ["ReducingAndCanceling"] = After(PlacedAtVenue, FourExecuted, ReductionPending, Pending()),
        ["ReductionRefused"] = After(PlacedAtVenue, FourExecuted, ReductionPending, new OrderReductionRefused(ReductionId, "auction", Noon)),
        ["Replaced"] = After(PlacedAtVenue, FourExecuted, ReplacePending, new OrderReplaced(ReplaceId, ByTen, Trader, Noon)),
    };

    private static readonly Dictionary<string, IOrderCommand> Commands = new()
    {
        ["replace"] = new CancelOrder(Id, ReplaceId, Trader, null) { Replacement = ByTen },
        ["cancel"] = Cancel(9),
        ["reduce 7 to 6"] = new ReduceOrder(Id, ReductionId, 6, Trader, Reply),
        ["reduce 8 to 3"] = new ReduceOrder(Id, new CancelId(1, 8), 3, Trader, Reply),
        ["reduce 8 to 10"] = new ReduceOrder(Id, new CancelId(1, 8), 10, Trader, Reply),
        ["reduced 7 to 6"] = new ReportReplaced(Id, ReductionId, 6, 1, Reply),
        ["reduced 7 to 3"] = new ReportReplaced(Id, ReductionId, 3, 1, Reply),
        ["refused 7"] = new ReportReplaceRefused(Id, ReductionId, "auction", 1, Reply),
        ["canceled 5 at 0"] = new ReportCanceled(Id, 0, ReplaceId, ChangeReason.UserModified, 1, Reply),
        ["canceled 5 at 4"] = new ReportCanceled(Id, 4, ReplaceId, ChangeReason.UserModified, 1, Reply),
        ["force off"] = new ForceCancelOutcome(Id, true, new CancelId(9, 9), Trader, 1, Reply),
    };

    /// <summary>What each command brings about in each state; a dot is nothing.</summary>
    private const string Table = """
        |                      | replace       | cancel        | reduce 7 to 6    | reduce 8 to 3    | reduce 8 to 10 | reduced 7 to 6 | reduced 7 to 3 | refused 7        | canceled 5 at 0 | canceled 5 at 4 | force off |
        | Absent               | .             | .             | .                | .                | .              | .              | .              | .                | .               | .               | .         |
        | Working              | Replaced      | Canceled      | Reduced          | Reduced          | .              | .              | .              | .                | .               | .               | .         |
        | PartFilled           | Replaced      | Canceled      | Reduced          | Reduced          | .              | .              | .              | .                | .               | .               | .         |
        | Reduced              | Replaced      | Canceled      | .                | Reduced          | .              | .              | .              | .                | .               | .               | .         |
        | Canceled             | .             | .             | .                | .                | .              | .              | .              | .                | .               | .               | .         |
        | FullyExecuted        | .             | .             | .                | .                | .              | .              | .              | .                | .               | .               | .         |
        | Submitted            | CancelPending | CancelPending | ReductionPending | ReductionPending | .              | .              | .              | .                | Canceled        | .               | .         |
        | Taken                | CancelPending | CancelPending | ReductionPending | ReductionPending | .              | .              | .              | .                | Canceled        | .               | .         |
        | TakenPartFilled      | CancelPending | CancelPending | ReductionPending | ReductionPending | .              | .              | .              | .                | Canceled        | Canceled        | .         |
        | CancelPending        | .             | .             | .                | .                | .              | .              | .              | .                | Canceled        | .               | Canceled  |
        | Replacing            | .             | .             | .                | .                | .              | .              | .              | .                | Replaced        | .               | Replaced  |
        | ReplacingPartFilled  | .             | .             | .                | .                | .              | .              | .              | .                | Replaced        | Replaced        | Replaced  |
        | Reducing             | CancelPending | CancelPending | .                | .                | .              | Reduced        | Reduced        | ReductionRefused | Canceled        | .               | .         |
        | ReducingPartFilled   | CancelPending | CancelPending | .                | .                | .              | Reduced        | .              | ReductionRefused | Canceled        | Canceled        | .         |
        | ReducingAndCanceling | .             | .             | .                | .                | .              | Reduced        | .              | ReductionRefused | Canceled        | Canceled        | Canceled  |
        | ReductionRefused     | CancelPending | CancelPending | .                | ReductionPending | .              | .              | .              | .                | Canceled        | Canceled        | .         |
        | Replaced             | .             | .             | .                | .                | .              | .              | .              | .                | .               | .               | .         |
        """;

    public static TheoryData<string, string, string> Cells => TransitionTable.CellsOf(Table);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_change_in_each_state_brings_about_one_event_or_none(string state, string command, string @event)
    {
        var decided = Order.Decide(States[state], Commands[command], Noon);
        Assert.Equal(@event, decided?.GetType().Name.Replace("Order", "", StringComparison.Ordinal) ?? ".");
        if (decided is not null)
            Order.Apply(States[state], decided);
    }

    [Fact]
    public void The_table_has_a_row_for_each_cell() => Assert.Equal(States.Count * Commands.Count, Cells.Count);

    [Fact]
    public void R01_An_order_that_makes_room_is_canceled_and_names_what_takes_its_place()
    {
        var summary = States["Replaced"].Summary;
        Assert.Equal((OrderState.Canceled, ChangeReason.UserModified, 4m, ByTen.OrderId), (summary.State, summary.Reason, summary.Executed, summary.ReplacedBy));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(3)]
    public void R06_R07_An_order_replaced_by_no_more_than_it_has_executed_is_fully_executed(decimal quantity)
    {
        var replaced = Order.Apply(States["ReplacingPartFilled"], new OrderReplaced(ReplaceId, ByTen with { Quantity = quantity }, Trader, Noon));
        var view = Terms().View(replaced.Summary, 5);
        Assert.Equal((OrderState.FullyExecuted, 4m, 0m, 4m), (view.State, view.OrigQuantity, view.Quantity, view.QuantityExecuted));
        Assert.Null(replaced.Summary.ReplacedBy);
    }

    [Theory]
    [InlineData(6, OrderState.Working, 6, 2)]
    [InlineData(4, OrderState.FullyExecuted, 4, 0)]
    [InlineData(3, OrderState.FullyExecuted, 4, 0)]
    public void R05_R06_R07_A_reduced_order_has_left_what_it_has_not_executed_and_never_less_than_nothing(decimal quantity, OrderState state, decimal all, decimal left)
    {
        var reduced = Order.Apply(PartFilled, Order.Decide(PartFilled, new ReduceOrder(Id, ReductionId, quantity, Trader, Reply), Noon)!);
        var view = Terms().View(reduced.Summary, 3);
        Assert.Equal((state, all, left, 4m, ChangeReason.UserModified), (view.State, view.OrigQuantity, view.Quantity, view.QuantityExecuted, view.ChangeReason));
    }

    [Fact]
    public void What_remains_of_a_reduced_order_can_be_executed_and_no_more()
    {
        Assert.Null(Order.Decide(States["Reduced"], Execute(3, execution: 2), Noon));
        Assert.Equal(OrderState.FullyExecuted, Order.Apply(States["Reduced"], Order.Decide(States["Reduced"], Execute(2, execution: 2), Noon)!).State);
    }

    [Theory]
    [InlineData("Reduced", true, null)]
    [InlineData("ReductionRefused", true, "auction")]
    [InlineData("Reducing", false, null)]
    [InlineData("CancelPending", false, null)]
    [InlineData("Canceled", true, "Canceled")]
    [InlineData("FullyExecuted", true, "FullyExecuted")]
    public void A_reduction_that_writes_nothing_has_the_outcome_of_the_state_it_met(string state, bool isDecided, string? refusal) =>
        Assert.Equal((isDecided, refusal), States[state].OutcomeOfReduction(ReductionId));

    [Theory]
    [InlineData("ReducingPartFilled", "reduced 7 to 3", "Contradicts")]
    [InlineData("Taken", "reduced 7 to 6", "Taken")]
    [InlineData("Canceled", "refused 7", "UnknownOrder")]
    [InlineData("Replaced", "reduced 7 to 6", "Taken")]
    public void A_venues_word_on_a_reduction_that_writes_nothing_has_the_result_of_the_state_it_met(string state, string command, string result) =>
        Assert.Equal(result, States[state].ResultOf((IVenueReport)Commands[command])?.ToString());
}
