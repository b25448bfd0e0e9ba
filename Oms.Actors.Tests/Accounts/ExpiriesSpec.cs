using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Protocol;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Accounts;

/// <summary>An account looks after the time limits of its orders: one timer, for the earliest, and what is due is told again until it is closed.</summary>
public sealed class ExpiriesSpec
{
    private static readonly Timings Times = Timings.Default with { ExpireAtOnce = 2 };

    [Fact]
    public void The_timer_runs_for_the_earliest_and_looks_at_the_clock_once_a_minute_at_least()
    {
        var account = Account();
        Assert.Equal([TimeSpan.FromSeconds(30)], Waits(account.Feed(Admit(1, Noon.AddSeconds(30)))));
        Assert.Empty(Waits(account.Feed(Admit(2, Noon.AddSeconds(40)))));
        Assert.Equal([TimeSpan.FromSeconds(10)], Waits(account.Feed(Admit(3, Noon.AddSeconds(10)))));
        Assert.Empty(Waits(account.Feed(Admit(4, null))));

        var other = Account();
        Assert.Equal([TimeSpan.FromMinutes(1)], Waits(other.Feed(Admit(1, Noon.AddDays(300)))));
    }

    [Fact]
    public void What_is_due_is_told_at_its_time_and_again_more_and_more_seldom_until_it_is_closed()
    {
        var account = Account(Admitted(1, Noon.AddSeconds(10)), Working(1));
        Assert.Empty(Expired(Tick(account)));
        account.Now = Noon.AddSeconds(10);
        var first = Tick(account);
        Assert.Equal([1L], Expired(first));
        Assert.Equal([TimeSpan.FromSeconds(2)], Waits(first));
        account.Now = Noon.AddSeconds(12);
        var second = Tick(account);
        Assert.Equal([1L], Expired(second));
        Assert.Equal([TimeSpan.FromSeconds(4)], Waits(second));

        account.Feed(Update(1, 2, OrderState.Expired));
        account.Now = Noon.AddSeconds(16);
        Assert.Empty(Expired(Tick(account)));
    }

    [Fact]
    public void Orders_that_are_due_together_are_told_in_portions_and_those_told_in_vain_come_last()
    {
        var account = Account([.. Enumerable.Range(1, 5).SelectMany(id => new AccountFact[] { Admitted(id, Noon), Working(id) })]);

        var first = Tick(account);
        Assert.Equal([1L, 2L], Expired(first));
        Assert.Equal([Times.ExpireNext], Waits(first));
        account.Now = Noon.AddSeconds(3);
        Assert.Equal([3L, 4L], Expired(Tick(account)));
        Assert.Equal([5L, 1L], Expired(Tick(account)));
    }

    [Fact]
    public void A_recovering_account_tells_at_once_what_became_due_while_it_was_away()
    {
        var account = Account(Admitted(1, Noon.AddSeconds(-1)), Working(1), Admitted(2, Noon.AddHours(1)), Working(2));

        Assert.Contains(TimeSpan.Zero, Waits(account.Beginning));
        Assert.Equal([1L], Expired(Tick(account)));
    }

    [Fact]
    public void An_account_with_a_time_limit_to_watch_stays_in_memory_until_the_order_is_closed()
    {
        var account = Account(Admitted(1, Noon.AddHours(1)), Working(1));
        account.Feed(Compared);
        Assert.DoesNotContain(Effect.Passivate.Now, Idle(account));

        account.Feed(Update(1, 2, OrderState.Canceled));
        account.Feed(new Input.TimerFired(GroupCommit.Timer));
        account.CommitAll();
        Assert.Contains(Effect.Passivate.Now, Idle(account));
    }

    [Fact]
    public void Its_first_order_with_a_time_limit_waits_for_the_register_as_one_at_a_venue_does()
    {
        var account = Account();
        account.Feed(Compared);
        Assert.Contains(new RegisterWakeful(1), Registered(account.Feed(Admit(1, Noon.AddHours(1)))));
        Assert.DoesNotContain(account.Commit(), effect => effect is Effect.Tell { Message: PlaceOrder });
        Assert.Contains(account.Feed(new AccountRegistered(Seven, 1)), effect => effect is Effect.Tell { Message: PlaceOrder });
    }

    [Fact]
    public void An_account_whose_life_ends_has_itself_woken_when_an_order_will_expire_and_not_otherwise()
    {
        var expiring = Account(Admitted(1, Noon.AddHours(1)), Working(1));
        Assert.Contains(new Effect.TellLater(new WakeAccount(Seven), Times.ExpireAgain), expiring.Feed(new Input.Ended()));

        var resting = Account(Admitted(1, null), Working(1));
        Assert.DoesNotContain(resting.Feed(new Input.Ended()), effect => effect is Effect.TellLater);
    }

    private static readonly Input.HeadsRead Compared = new(new Dictionary<string, long> { ["account-7"] = 1, ["order-1"] = 1 });

    private static ProcessBench Account(params AccountFact[] facts)
    {
        AccountFact[] opened = [new AccountFact.Opened("seven", Noon), new AccountFact.Moved(Usd, 1_000_000, "first", Noon)];
        var account = new ProcessBench(new AccountProcess(Seven, Times), [new AccountCommitted([.. opened, .. facts])], Noon);
        if (facts.Length == 0)
            account.Feed(Compared);

        return account;
    }

    private static AccountFact.Admitted Admitted(long id, DateTimeOffset? expiresAt) => new(Terms(id, expiresAt: expiresAt));

    private static AccountFact.Advanced Working(long id) =>
        new(new OrderId(id), 1, new OrderSummary(OrderState.Working, 0, 0, ChangeReason.NewInputAccepted, Noon), []);

    private static AdmitOrder Admit(long id, DateTimeOffset? expiresAt) => new(Terms(id, expiresAt: expiresAt), id, ProcessBench.Asker);

    private static OrderUpdate Update(long id, long version, OrderState state) =>
        new(Seven, new OrderId(id), version, new OrderSummary(state, 0, 0, ChangeReason.Expired, Noon), [], []);

    private static IReadOnlyList<Effect> Tick(ProcessBench account) => account.Feed(new Input.TimerFired(Expiries.Timer));

    private static IReadOnlyList<Effect> Idle(ProcessBench account)
    {
        account.Feed(new Input.TimerFired(AccountProcess.IdleTimer));
        return account.Feed(new Input.TimerFired(AccountProcess.IdleTimer));
    }

    private static IEnumerable<long> Expired(IEnumerable<Effect> effects) =>
        effects.OfType<Effect.Tell>().Select(tell => tell.Message).OfType<ExpireOrder>().Select(expire => expire.OrderId.Value);

    private static IEnumerable<TimeSpan> Waits(IEnumerable<Effect> effects) =>
        effects.OfType<Effect.StartTimer>().Where(timer => timer.Name == Expiries.Timer).Select(timer => timer.After);

    private static IEnumerable<RegisterWakeful> Registered(IEnumerable<Effect> effects) =>
        effects.OfType<Effect.Tell>().Select(tell => tell.Message).OfType<Oms.Actors.Waking.RegisterWakefulAccount>().Select(register => new RegisterWakeful(register.Admissions));

    private readonly record struct RegisterWakeful(long Admissions);
}
