using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Protocol;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Orders;

/// <summary>How an order that is good till one o'clock expires: by its own clock, or, at a venue, by a cancel that it asks for itself.</summary>
public sealed class ExpirySpec
{
    private static readonly DateTimeOffset One = Noon.AddHours(1);
    private static readonly ExpireOrder Expire = new(Id);
    private static readonly OrderPlaced Here = new(Terms(expiresAt: One), Noon);
    private static readonly OrderPlaced There = new(Terms(atVenue: true, expiresAt: One), Noon);
    private static readonly CancelId First = CancelId.OfExpiry(Id, 1);
    private static readonly OrderCancelPending Asked = new(First, Authority.Expiry, One);

    private static readonly Dictionary<string, Order> States = new()
    {
        ["absent"] = Absent,
        ["without a limit"] = Working,
        ["working"] = After(Here),
        ["part filled"] = After(Here, new OrderExecuted(1, 4, 100, Noon)),
        ["canceled"] = After(Here, new OrderCanceled(new CancelId(1, 1), ChangeReason.UserModified, Trader, Noon)),
        ["filled"] = After(Here, new OrderExecuted(1, 10, 100, Noon)),
        ["expired"] = After(Here, new OrderExpired(null, Authority.Expiry, One)),
        ["never placed"] = NeverPlaced,
        ["submitted"] = After(There),
        ["at the venue"] = After(There, new OrderTaken(Noon)),
        ["being canceled"] = After(There, Pending()),
        ["asked to expire"] = After(There, Asked),
        ["refused once"] = After(There, Asked, new OrderCancelRefused(First, [], "auction", Authority.Venue, One)),
    };

    [Theory]
    [InlineData("absent", "")]
    [InlineData("without a limit", "")]
    [InlineData("working", "Expired")]
    [InlineData("part filled", "Expired")]
    [InlineData("canceled", "")]
    [InlineData("filled", "")]
    [InlineData("expired", "")]
    [InlineData("never placed", "")]
    [InlineData("submitted", "ask ffffffff00000001-4711")]
    [InlineData("at the venue", "ask ffffffff00000001-4711")]
    [InlineData("being canceled", "")]
    [InlineData("asked to expire", "")]
    [InlineData("refused once", "ask ffffffff00000002-4711")]
    public void When_its_time_is_over_each_state_does_this_and_a_tick_earlier_nothing(string state, string does)
    {
        var decided = Order.Decide(States[state], Expire, One);

        Assert.Equal(does, decided switch { OrderExpired => "Expired", OrderCancelPending asked => $"ask {asked.CancelId}", _ => "" });
        Assert.Null(Order.Decide(States[state], Expire, One.AddTicks(-1)));
    }

    [Fact]
    public void An_expired_order_keeps_what_was_executed_and_takes_no_cancel_and_no_execution()
    {
        var expired = Order.Apply(States["part filled"], new OrderExpired(null, Authority.Expiry, One));
        var view = Here.Terms.View(expired.Summary, 3);

        Assert.Equal((OrderState.Expired, ChangeReason.Expired, 0m, 4m, One), (view.State, view.ChangeReason, view.Quantity, view.QuantityExecuted, view.ExpiresAt));
        Assert.Null(Order.Decide(expired, Cancel(), One));
        Assert.Equal(CancelResult.TooLate, expired.OutcomeOfCancel(Cancel().CancelId));
        Assert.Null(Order.Decide(expired, Execute(execution: 2), One));
        Assert.Throws<InvariantViolationException>(() => Order.Apply(expired, new OrderExpired(null, Authority.Expiry, One)));
    }

    [Theory]
    [InlineData("asked to expire", "ffffffff00000001-4711", ChangeReason.UserModified, "Expired by expiry")]
    [InlineData("asked to expire", null, ChangeReason.Expired, "Expired by venue")]
    [InlineData("at the venue", null, ChangeReason.Expired, "Expired by venue")]
    [InlineData("refused once", "ffffffff00000001-4711", ChangeReason.UserModified, "Expired by venue")]
    [InlineData("asked to expire", null, ChangeReason.SystemCanceled_NoMoreMarket, "Canceled by venue")]
    [InlineData("being canceled", "0000000000000001-1", ChangeReason.UserModified, "Canceled by trader")]
    [InlineData("being canceled", "0000000000000001-1", ChangeReason.Expired, "Canceled by trader")]
    public void What_the_venue_takes_off_its_book_has_expired_or_is_canceled(string state, string? cancel, ChangeReason reason, string becomes)
    {
        CancelId? id = cancel is not null && CancelId.TryParse(cancel, out var parsed) ? parsed : null;
        var decided = Order.Decide(States[state], new ReportCanceled(Id, 0, id, reason, 1, new ReplyAddress("venue")), One);

        Assert.Equal(becomes, decided switch { OrderExpired e => $"Expired by {e.By.UserName}", OrderCanceled e => $"Canceled by {e.By.UserName}", _ => "" });
    }

    [Fact]
    public void An_operator_who_decides_in_the_place_of_a_silent_venue_lets_it_expire()
    {
        var force = new ForceCancelOutcome(Id, true, new CancelId(9, 9), Trader, 1, ProcessBench.Asker);
        var expired = Assert.IsType<OrderExpired>(Order.Decide(States["asked to expire"], force, One));

        Assert.Equal((First, Trader, new CancelId(9, 9)), (expired.CancelId, expired.By, expired.ForcedAs));
        Assert.Equal(new CancelId(9, 9), Order.Apply(States["asked to expire"], expired).ForcedAs);
    }

    [Fact]
    public void The_venue_is_asked_once_it_is_in_the_journal_and_after_a_crash_under_the_same_id()
    {
        var order = new ProcessBench(new OrderProcess(Id, Timings.Default), [There, new OrderTaken(Noon)], One);
        Assert.Empty(AskedOf(order.Feed(Expire)));
        Assert.Equal([First.ToString()], AskedOf(order.Commit()));
        Assert.Empty(AskedOf(order.Feed(Expire)));
        Assert.Null(order.Writing);

        var again = new ProcessBench(new OrderProcess(Id, Timings.Default), order.Journal, One);
        Assert.Equal([First.ToString()], AskedOf(again.Beginning));
    }

    [Theory]
    [InlineData("expires", CancelResult.TooLate)]
    [InlineData("is filled", CancelResult.TooLate)]
    [InlineData("is refused", CancelResult.Refused)]
    internal void A_cancel_while_its_expiry_is_pending_shares_its_outcome_and_the_expiry_itself_is_told_to_nobody(string what, CancelResult outcome)
    {
        var order = new ProcessBench(new OrderProcess(Id, Timings.Default), [There, new OrderTaken(Noon)], One);
        order.Feed(Expire);
        order.Commit();
        order.Feed(Cancel());
        order.Feed(what switch
        {
            "expires" => new ReportCanceled(Id, 0, First, ChangeReason.UserModified, 1, ProcessBench.Asker),
            "is filled" => Execute(10),
            _ => new ReportCancelRefused(Id, First, "auction", 1, ProcessBench.Asker),
        });
        var told = order.Commit().OfType<Effect.Tell>().Select(tell => tell.Message).OfType<OrderUpdate>().Last();

        var told1 = Assert.IsType<CancelOutcome>(Assert.Single(told.Relays).Message);
        Assert.Equal((Cancel().CancelId, outcome), (told1.CancelId, told1.Result));
    }

    [Fact]
    public void An_order_without_a_venue_tells_its_account_that_it_has_expired()
    {
        var order = new ProcessBench(new OrderProcess(Id, Timings.Default), [Here], One);
        order.Feed(new AcknowledgeUpdate(Id, 1));
        order.Feed(Expire);
        var update = order.Commit().OfType<Effect.Tell>().Select(tell => tell.Message).OfType<OrderUpdate>().Single();

        Assert.Equal((2L, OrderState.Expired), (update.Version, update.Summary.State));
        Assert.Single(order.Feed(Expire).OfType<Effect.Tell>());
        order.Feed(new AcknowledgeUpdate(Id, 2));
        Assert.Empty(order.Feed(Expire).OfType<Effect.Tell>());
    }

    private static IEnumerable<string> AskedOf(IEnumerable<Effect> effects) => effects.OfType<Effect.CancelAtVenue>().Select(cancel => cancel.Cancel.CancelId);
}
