using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Persistence.Serialization;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Protocol;
using Oms.Actors.Tests.Serialization;
using Oms.Actors.Waking;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Waking;

/// <summary>The register of accounts that come back by themselves, and an account's dealings with it.</summary>
public sealed class WakefulAccountsSpec
{
    private static readonly AccountId Eight = new(8);

    [Fact]
    public void An_account_is_registered_when_it_is_in_the_journal_and_the_same_again_writes_nothing()
    {
        var register = Register();

        Assert.Empty(Told(register.Feed(new RegisterWakefulAccount(Seven, 3))));
        Assert.Equal([new AccountRegistered(Seven, 3)], Told(register.Commit()));
        Assert.Equal([new AccountRegistered(Seven, 3)], Told(register.Feed(new RegisterWakefulAccount(Seven, 3))));
        Assert.Single(register.Journal);
    }

    [Fact]
    public void What_comes_in_while_a_row_is_written_shares_the_next_one()
    {
        var register = Register();
        register.Feed(new RegisterWakefulAccount(Seven, 1));
        register.Feed(new RegisterWakefulAccount(Eight, 1));
        register.Feed(new UnregisterWakefulAccount(Seven, 1));
        register.CommitAll();

        Assert.Equal(2, register.Journal.Count);
        Assert.Equal([Eight], Woken(Register(register.Journal).Beginning));
    }

    [Fact]
    public void A_withdrawal_that_does_not_know_of_the_newest_orders_is_late()
    {
        var register = Register();
        register.Feed(new RegisterWakefulAccount(Seven, 4));
        register.CommitAll();
        register.Feed(new UnregisterWakefulAccount(Seven, 3));
        register.CommitAll();

        Assert.Single(register.Journal);
        register.Feed(new UnregisterWakefulAccount(Seven, 4));
        register.CommitAll();
        Assert.Empty(Woken(Register(register.Journal).Beginning));
    }

    [Fact]
    public void A_later_word_of_the_same_account_raises_its_number_so_that_an_old_withdrawal_stays_late()
    {
        var register = Register();
        register.Feed(new RegisterWakefulAccount(Seven, 4));
        register.CommitAll();
        register.Feed(new RegisterWakefulAccount(Seven, 5));
        register.CommitAll();
        register.Feed(new UnregisterWakefulAccount(Seven, 4));
        register.CommitAll();

        Assert.Equal([Seven], Woken(Register(register.Journal).Beginning));
    }

    [Fact]
    public void Every_account_is_woken_at_a_start_when_a_node_has_gone_and_again_in_portions()
    {
        var all = new WakefulAccountsChanged([.. Enumerable.Range(1, 250).Select(id => new WakefulAccount(new AccountId(id), 1))], []);
        var register = Register([all]);

        Assert.Equal(100, Woken(register.Beginning).Count());
        Assert.Equal(100, Woken(Tick(register)).Count());
        Assert.Equal(50, Woken(Tick(register)).Count());
        Assert.Equal(100, Woken(Tick(register)).Count());
        Assert.Equal(new AccountId(1), Woken(register.Feed(new Input.MemberRemoved())).First());
    }

    [Fact]
    public void A_snapshot_holds_all_of_it()
    {
        var register = new ProcessBench(new WakefulAccountsProcess(Timings.Default with { SnapshotEvery = 1 }));
        register.Feed(new RegisterWakefulAccount(Seven, 4));
        register.CommitAll();

        var restored = new WakefulAccountsProcess(Timings.Default);
        restored.Restore(register.Snapshot!.Value.State, 1);
        Assert.Equal(4, restored.Settled[Seven]);
    }

    [Fact]
    public void The_first_order_at_a_venue_is_told_to_exist_only_when_the_account_is_in_the_register()
    {
        var account = Account();
        Assert.Contains(new RegisterWakefulAccount(Seven, 1), Told(account.Feed(Admit(1))));
        Assert.DoesNotContain(Told(account.Commit()), message => message is PlaceOrder);
        Assert.Single(Told(account.Feed(new AccountRegistered(Seven, 1))), message => message is PlaceOrder);

        Assert.DoesNotContain(Told(account.Feed(Admit(2))), message => message is RegisterWakefulAccount);
        Assert.Single(Told(account.Commit()), message => message is PlaceOrder);
    }

    [Fact]
    public void A_registration_that_is_there_before_the_admission_lets_the_commit_place_the_order()
    {
        var account = Account();
        account.Feed(Admit(1));
        Assert.DoesNotContain(Told(account.Feed(new AccountRegistered(Seven, 1))), message => message is PlaceOrder);
        Assert.Single(Told(account.Commit()), message => message is PlaceOrder);
    }

    [Fact]
    public void An_answer_to_an_earlier_life_of_the_account_registers_nothing()
    {
        var account = Account();
        account.Feed(Admit(1));
        account.Commit();

        Assert.DoesNotContain(Told(account.Feed(new AccountRegistered(Seven, 0))), message => message is PlaceOrder);
    }

    [Fact]
    public void A_recovering_account_wakes_the_orders_that_their_venue_owes_an_answer_and_no_others()
    {
        var pending = new OrderSummary(OrderState.Working, 0, 0, ChangeReason.NewInputAccepted, Noon, PendingCancel: new PendingCancel(new CancelId(1, 1), Trader, Noon));
        var quiet = pending with { PendingCancel = null };
        var account = Account(
            new AccountFact.Admitted(Terms(1, atVenue: true)),
            new AccountFact.Admitted(Terms(2, atVenue: true)),
            new AccountFact.Advanced(new OrderId(1), 2, pending, []),
            new AccountFact.Advanced(new OrderId(2), 2, quiet, []));
        var compared = account.Feed(new Input.HeadsRead(new Dictionary<string, long> { ["account-7"] = 1, ["order-1"] = 2, ["order-2"] = 2 }));

        Assert.Equal([new OrderId(1)], Told(compared).OfType<SyncOrder>().Select(sync => sync.OrderId));
    }

    [Fact]
    public void X11_A_snapshot_taken_while_a_cancel_is_pending_and_the_rows_after_it_come_to_the_same_as_all_rows()
    {
        var pending = new OrderSummary(OrderState.Working, 4, 400, ChangeReason.Trade, Noon, PendingCancel: new PendingCancel(new CancelId(1, 1), Trader, Noon));
        var canceled = new OrderSummary(OrderState.Canceled, 4, 400, ChangeReason.UserModified, Noon);
        AccountCommitted[] rows =
        [
            new([new AccountFact.Opened("seven", Noon), new AccountFact.Moved(Usd, 1_000_000, "first", Noon), new AccountFact.Admitted(Terms(1, atVenue: true))]),
            new([new AccountFact.Advanced(new OrderId(1), 3, pending, [new OrderExecution(2, 1, 4, 100, Noon)])]),
            new([new AccountFact.Closed(Terms(1, atVenue: true), 4, canceled, [])]),
        ];
        var (inBetween, all, restored) = (Replayed(rows[..2]), Replayed(rows), new AccountProcess(Seven, Timings.Default));
        var serializer = new OmsSerializer(null!);
        restored.Restore(serializer.FromBinary(serializer.ToBinary(inBetween.Newest), "acc.snapshot.1"), 2);

        Assert.Equal(Dump.Of(inBetween.Newest), Dump.Of(restored.Newest));
        Assert.Single(restored.Newest.PendingCancels());
        restored.Replay(rows[2], 3);
        Assert.Equal(Dump.Of(all.Newest), Dump.Of(restored.Newest));
    }

    private static AccountProcess Replayed(AccountCommitted[] rows)
    {
        var account = new AccountProcess(Seven, Timings.Default);
        for (var row = 0; row < rows.Length; row++)
            account.Replay(rows[row], row + 1);

        return account;
    }

    private static ProcessBench Register(IReadOnlyList<IPersistedEvent>? journal = null) => new(new WakefulAccountsProcess(Timings.Default), journal);

    private static ProcessBench Account(params AccountFact[] facts)
    {
        AccountFact[] opened = [new AccountFact.Opened("seven", Noon), new AccountFact.Moved(Usd, 1_000_000, "first", Noon)];
        var account = new ProcessBench(new AccountProcess(Seven, Timings.Default), [new AccountCommitted([.. opened, .. facts])]);
        if (facts.Length == 0)
            account.Feed(new Input.HeadsRead(new Dictionary<string, long> { ["account-7"] = 1 }));

        return account;
    }

    private static AdmitOrder Admit(long id) => new(Terms(id, atVenue: true), id, ProcessBench.Asker);

    private static IReadOnlyList<Effect> Tick(ProcessBench register) => register.Feed(new Input.TimerFired(WakefulAccountsProcess.WakeTimer));

    private static IEnumerable<IEntityMessage> Told(IEnumerable<Effect> effects) => effects.OfType<Effect.Tell>().Select(tell => tell.Message);

    private static IEnumerable<AccountId> Woken(IEnumerable<Effect> effects) => Told(effects).OfType<WakeAccount>().Select(wake => wake.AccountId);
}
