using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Orders;

/// <summary>The order's decider: every command in every state.</summary>
public sealed class OrderSpec
{
    private static readonly Dictionary<string, Order> States = new()
    {
        ["Absent"] = Absent,
        ["Working"] = Working,
        ["PartFilled"] = PartFilled,
        ["Canceled"] = Canceled,
        ["FullyExecuted"] = FullyExecuted,
        ["NeverPlaced"] = NeverPlaced,
    };

    private static readonly Dictionary<string, IOrderCommand> Commands = new()
    {
        ["Place"] = Place,
        ["Cancel"] = Cancel(),
        ["Execute"] = Execute(execution: 2),
        ["Execute all"] = Execute(quantity: 10, execution: 3),
        ["Execute again"] = Execute(execution: 1),
        ["Sync at head 0"] = Sync(),
        ["Sync at head 1"] = Sync(1),
    };

    [Theory]
    [InlineData("Absent", "Place", "OrderPlaced")]
    [InlineData("Absent", "Cancel", "")]
    [InlineData("Absent", "Execute", "")]
    [InlineData("Absent", "Execute all", "")]
    [InlineData("Absent", "Execute again", "")]
    [InlineData("Absent", "Sync at head 0", "OrderNeverPlaced")]
    [InlineData("Absent", "Sync at head 1", "")]
    [InlineData("Working", "Place", "")]
    [InlineData("Working", "Cancel", "OrderCanceled")]
    [InlineData("Working", "Execute", "OrderExecuted")]
    [InlineData("Working", "Execute all", "OrderExecuted")]
    [InlineData("Working", "Execute again", "OrderExecuted")]
    [InlineData("Working", "Sync at head 0", "")]
    [InlineData("Working", "Sync at head 1", "")]
    [InlineData("PartFilled", "Place", "")]
    [InlineData("PartFilled", "Cancel", "OrderCanceled")]
    [InlineData("PartFilled", "Execute", "OrderExecuted")]
    [InlineData("PartFilled", "Execute all", "")]
    [InlineData("PartFilled", "Execute again", "")]
    [InlineData("PartFilled", "Sync at head 0", "")]
    [InlineData("PartFilled", "Sync at head 1", "")]
    [InlineData("Canceled", "Place", "")]
    [InlineData("Canceled", "Cancel", "")]
    [InlineData("Canceled", "Execute", "")]
    [InlineData("Canceled", "Execute all", "")]
    [InlineData("Canceled", "Execute again", "")]
    [InlineData("Canceled", "Sync at head 0", "")]
    [InlineData("Canceled", "Sync at head 1", "")]
    [InlineData("FullyExecuted", "Place", "")]
    [InlineData("FullyExecuted", "Cancel", "")]
    [InlineData("FullyExecuted", "Execute", "")]
    [InlineData("FullyExecuted", "Execute all", "")]
    [InlineData("FullyExecuted", "Execute again", "")]
    [InlineData("FullyExecuted", "Sync at head 0", "")]
    [InlineData("FullyExecuted", "Sync at head 1", "")]
    [InlineData("NeverPlaced", "Place", "")]
    [InlineData("NeverPlaced", "Cancel", "")]
    [InlineData("NeverPlaced", "Execute", "")]
    [InlineData("NeverPlaced", "Execute all", "")]
    [InlineData("NeverPlaced", "Execute again", "")]
    [InlineData("NeverPlaced", "Sync at head 0", "")]
    [InlineData("NeverPlaced", "Sync at head 1", "")]
    public void Each_command_in_each_state_brings_about_one_event_or_none(string state, string command, string @event) =>
        Assert.Equal(@event, Order.Decide(States[state], Commands[command], Noon)?.GetType().Name ?? "");

    [Fact]
    public void The_table_has_a_row_for_each_cell()
    {
        var rows = typeof(OrderSpec).GetMethod(nameof(Each_command_in_each_state_brings_about_one_event_or_none))!
            .GetCustomAttributesData().Count(attribute => attribute.AttributeType == typeof(InlineDataAttribute));
        Assert.Equal(States.Count * Commands.Count, rows);
    }

    [Theory]
    [InlineData("Absent", "NotFound")]
    [InlineData("Canceled", "Canceled")]
    [InlineData("FullyExecuted", "TooLate")]
    [InlineData("NeverPlaced", "NotFound")]
    public void A_cancel_that_writes_nothing_has_the_outcome_of_the_state_it_met(string state, string outcome) =>
        Assert.Equal(outcome, States[state].OutcomeOfCancel().ToString());

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
        Assert.Equal(CancelResult.TooLate, filled.OutcomeOfCancel());
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
    public void An_event_that_cant_follow_is_never_ignored()
    {
        Assert.Throws<InvariantViolationException>(() => Order.Apply(Canceled, new OrderExecuted(9, 1, 100, Noon)));
        Assert.Throws<InvariantViolationException>(() => Order.Apply(Working, new OrderPlaced(Terms(), Noon)));
        Assert.Throws<InvariantViolationException>(() => Order.Apply(Working, new OrderExecuted(9, 11, 100, Noon)));
    }
}
