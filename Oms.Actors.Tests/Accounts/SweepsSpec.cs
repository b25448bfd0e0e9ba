using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Protocol;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Accounts;

/// <summary>When an account is done with a sweep, and where the sweep's boundary is.</summary>
public sealed class SweepsSpec
{
    private static readonly CancelId SweepId = new(1, 9);
    private static readonly OrderSummary Works = new(OrderState.Working, 0, 0, ChangeReason.NewInputAccepted, Noon);
    private static readonly OrderSummary Waits = Works with { PendingCancel = new PendingCancel(new CancelId(1, 1), Trader, Noon) };

    [Fact]
    public void A_sweep_is_done_with_an_order_when_its_cancel_is_in_its_journal()
    {
        var account = Of(Admitted(1), Advanced(1, 1, Works));
        Assert.Equal([new OrderId(1)], Asked(account.Feed(Sweep())));
        Assert.Equal([SweepId], Done(account.Feed(Update(1, 2, Waits))));
    }

    [Fact]
    public void An_order_that_is_being_canceled_already_is_not_asked_again()
    {
        var account = Of(Admitted(1), Advanced(1, 2, Waits));
        var effects = account.Feed(Sweep());
        Assert.Empty(Asked(effects));
        Assert.Equal([SweepId], Done(effects));
    }

    [Fact]
    public void What_an_order_said_of_itself_before_the_account_knew_better_ends_no_sweep()
    {
        var account = Of(Admitted(1), Advanced(1, 3, Works));
        account.Feed(Sweep());
        Assert.Empty(Done(account.Feed(Update(1, 2, Waits))));
        Assert.Equal([SweepId], Done(account.Feed(Update(1, 4, Waits))));
    }

    [Fact]
    public void A_sweep_that_is_asked_for_again_and_again_keeps_no_other_from_beginning()
    {
        var account = Of(Admitted(1), Advanced(1, 1, Works), Admitted(2), Advanced(2, 1, Works));
        for (var number = 1; number <= 2 * Timings.Default.SweepsMost; number++)
            account.Feed(Sweep() with { SweepId = new CancelId(1, number) });

        Assert.NotEmpty(Asked(account.Feed(Sweep() with { SweepId = new CancelId(1, 100), Instrument = new InstrumentId(1) })));
    }

    [Fact]
    public void A_sweep_of_another_gateway_user_or_instrument_takes_no_ones_place()
    {
        var account = Of(Admitted(1), Advanced(1, 1, Works));
        account.Feed(Sweep());
        account.Feed(Sweep() with { SweepId = new CancelId(2, 10) });
        account.Feed(Sweep() with { SweepId = new CancelId(1, 11), By = Trader with { UserId = new UserId(6) } });
        account.Feed(Sweep() with { SweepId = new CancelId(1, 12), Instrument = new InstrumentId(1) });
        Assert.Equal(4, Done(account.Feed(Update(1, 2, Waits))).Count());
    }

    [Fact]
    public void A_sweep_by_session_asks_that_sessions_orders()
    {
        var account = Of(Admitted(1, "A"), Admitted(2, "B"), Admitted(3), Advanced(1, 1, Works), Advanced(2, 1, Works), Advanced(3, 1, Works));
        Assert.Equal([new OrderId(2)], Asked(account.Feed(Sweep() with { Session = "B" })));
    }

    [Fact]
    public void The_boundary_counts_what_is_being_written_once_it_is_written()
    {
        var account = Of();
        account.Feed(new AdmitOrder(Terms(1), 1, ProcessBench.Asker));
        Assert.Empty(Prepared(account.Feed(new PrepareSweep(Seven, 2, ProcessBench.Asker))));
        Assert.Equal([new SweepPrepared(2, Seven, 1, true)], Prepared(account.Commit()));
    }

    [Fact]
    public void A_boundary_that_waits_for_a_write_that_fails_is_never_told()
    {
        var account = Of();
        account.Feed(new AdmitOrder(Terms(1), 1, ProcessBench.Asker));
        account.Feed(new PrepareSweep(Seven, 2, ProcessBench.Asker));
        Assert.Empty(Prepared(account.Fail()));
    }

    private static ProcessBench Of(params AccountFact[] facts)
    {
        AccountFact[] opened = [new AccountFact.Opened("seven", Noon), new AccountFact.Moved(Usd, 1_000_000, "first", Noon)];
        var account = new ProcessBench(new AccountProcess(Seven, Timings.Default), [new AccountCommitted([.. opened, .. facts])]);
        var heads = facts.OfType<AccountFact.Advanced>().ToDictionary(fact => OrderProcess.PersistenceIdOf(fact.OrderId), fact => fact.Version);
        account.Feed(new Input.HeadsRead(new Dictionary<string, long>(heads) { ["account-7"] = 1 }));
        return account;
    }

    private static AccountFact.Admitted Admitted(long id, string? session = null) =>
        new(Terms(id, atVenue: true) with { EnteredBy = Trader with { Session = session } });

    private static AccountFact.Advanced Advanced(long id, long version, OrderSummary summary) => new(new OrderId(id), version, summary, []);

    private static OrderUpdate Update(long id, long version, OrderSummary summary) => new(Seven, new OrderId(id), version, summary, [], []);

    private static SweepOrders Sweep() => new(Seven, SweepId, null, [], 100, Trader, ProcessBench.Asker);

    private static IEnumerable<OrderId> Asked(IEnumerable<Effect> effects) =>
        effects.OfType<Effect.Tell>().Select(tell => tell.Message).OfType<CancelOrder>().Select(cancel => cancel.OrderId);

    private static IEnumerable<CancelId> Done(IReadOnlyList<Effect> effects) => ProcessBench.Replies(effects).OfType<SweepOutcome>().Select(outcome => outcome.SweepId);

    private static IEnumerable<SweepPrepared> Prepared(IReadOnlyList<Effect> effects) => ProcessBench.Replies(effects).OfType<SweepPrepared>();
}
