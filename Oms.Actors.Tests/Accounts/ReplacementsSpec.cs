using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Protocol;
using Oms.Actors.Waking;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Accounts;

/// <summary>What an account does with an order that is to take another's place, while that other is silent and when it has closed.</summary>
public sealed class ReplacementsSpec
{
    private static readonly OrderId Original = new(1);
    private static readonly OrderId Replacement = new(2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_replacement_is_told_to_exist_once_the_closing_that_makes_room_for_it_is_written_whatever_comes_meanwhile(bool timer)
    {
        var account = Replacing(atVenue: true);
        account.Feed(Closing);
        Assert.NotNull(account.Writing);

        var meanwhile = timer ? account.Feed(new Input.TimerFired(Placements.Timer)) : account.Feed(new AccountRegistered(Seven, 2));
        Assert.DoesNotContain(meanwhile, IsPlaced);
        Assert.Contains(account.CommitAll(), IsPlaced);
    }

    [Fact]
    public void Its_time_limit_is_watched_from_the_moment_on_that_it_is_there()
    {
        var expires = Noon.AddSeconds(10);
        var account = Replacing(atVenue: true, expires);
        for (account.Now = expires; account.Now < Noon.AddMinutes(11); account.Now += TimeSpan.FromSeconds(1))
            account.Feed(new Input.TimerFired(Expiries.Timer));

        account.Feed(Closing);
        account.CommitAll();
        account.Feed(new OrderUpdate(Seven, Replacement, 1, Summary(OrderState.Working), [], []));
        Assert.Contains(account.Feed(new Input.TimerFired(Expiries.Timer)), effect => effect is Effect.Tell { Message: ExpireOrder });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void One_whose_time_is_over_when_there_is_room_for_it_never_comes_to_be(int secondsLeft)
    {
        var account = Replacing(atVenue: true, Noon.AddSeconds(secondsLeft));
        account.Feed(Closing);

        Assert.Equal(secondsLeft > 0, account.CommitAll().Any(IsPlaced));
    }

    [Fact]
    public void A_cancel_of_the_old_order_is_Canceled_where_its_replacement_never_came_to_be()
    {
        var account = Replacing(atVenue: true, Noon);
        Assert.Equal(CancelResult.Canceled, Assert.Single(Outcomes(account.Feed(Closing with { Relays = [Followed] }))).Result);
    }

    [Fact]
    public void A_cancel_of_the_old_order_that_goes_on_to_the_replacement_does_so_each_time_also_when_that_was_rejected()
    {
        var account = Replacing(atVenue: true);
        account.Feed(Closing);
        account.CommitAll();
        account.Feed(new OrderUpdate(Seven, Replacement, 2, Summary(OrderState.Rejected) with { RejectReason = "no" }, [], []));
        account.CommitAll();

        List<Effect> repeated = [.. account.Feed(Closing with { Relays = [Followed] }), .. account.Feed(new Input.TimerFired(GroupCommit.Timer)), .. account.CommitAll()];
        Assert.Empty(Outcomes(repeated));
        Assert.Contains(repeated, effect => effect is Effect.Tell { Message: CancelOrder { OrderId: var order } } && order == Replacement);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_account_that_ends_while_one_waits_has_itself_woken(bool waits)
    {
        var account = Replacing(atVenue: false);
        if (!waits)
            account.Feed(Closing);

        Assert.Equal(waits, account.Feed(new Input.Ended()).Exists(effect => effect is Effect.TellLater { Message: WakeAccount }));
    }

    [Fact]
    public void While_it_waits_it_is_told_again_and_again_that_it_is_expected()
    {
        var account = Replacing(atVenue: true);
        for (var time = 0; time < 3; time++)
            Assert.Contains(account.Feed(new Input.TimerFired(Replacements.Timer)), effect => effect is Effect.Tell { Message: ExpectOrder { OrderId: var order } } && order == Replacement);
    }

    [Fact]
    public void An_account_that_is_leaving_registers_again_for_an_order_that_comes_then()
    {
        var account = Opened([new AccountFact.Opened("seven", Noon), new AccountFact.Moved(Usd, 1000, "first", Noon)]);
        account.Feed(new AdmitOrder(Terms(1, atVenue: true), 1, ProcessBench.Asker));
        account.CommitAll();
        account.Feed(new AccountRegistered(Seven, 1));
        account.Feed(new OrderUpdate(Seven, Original, 2, Summary(OrderState.Canceled), [], []));
        account.Feed(new Input.TimerFired(GroupCommit.Timer));
        account.CommitAll();
        account.Feed(new Input.TimerFired(AccountProcess.IdleTimer));
        Assert.Contains(account.Feed(new Input.TimerFired(AccountProcess.IdleTimer)), effect => effect is Effect.Tell { Message: UnregisterWakefulAccount });

        List<Effect> admitted = [.. account.Feed(new AdmitOrder(Terms(3, atVenue: true), 2, ProcessBench.Asker)), .. account.CommitAll()];
        Assert.Contains(admitted, effect => effect is Effect.Tell { Message: RegisterWakefulAccount });
        Assert.DoesNotContain(admitted, IsPlaced);
    }

    /// <summary>An account with money, an order that works, and one that is to take its place.</summary>
    private static ProcessBench Replacing(bool atVenue, DateTimeOffset? expires = null)
    {
        var replacement = Terms(2, atVenue: atVenue) with
        {
            Replaces = new ReplacedOrder(Original, default, CancelId.OfReplacement(Original, Replacement)),
            TimeInForce = expires is null ? TimeInForce.GTC : TimeInForce.GTD,
            ExpiresAt = expires,
        };
        var account = Opened(
        [
            new AccountFact.Opened("seven", Noon), new AccountFact.Moved(Usd, 1000, "first", Noon), new AccountFact.Admitted(Terms(1, atVenue: atVenue)),
            new AccountFact.Advanced(Original, 1, Summary(OrderState.Working), []), new AccountFact.Admitted(replacement),
        ]);
        if (atVenue)
            account.Feed(new AccountRegistered(Seven, 2));
        return account;
    }

    private static ProcessBench Opened(AccountFact[] facts)
    {
        var account = new ProcessBench(new AccountProcess(Seven, Timings.Default), [new AccountCommitted(facts)], Noon);
        account.Feed(new Input.HeadsRead(new Dictionary<string, long> { ["account-7"] = 1, ["order-1"] = 1 }));
        return account;
    }

    /// <summary>The cancel of somebody who waits has found the old order replaced.</summary>
    private static Relay Followed => new(
        ProcessBench.Asker,
        new CancelOutcome(new CancelId(1, 9), CancelResult.Canceled, Terms(1, atVenue: true).View(Closing.Summary, Closing.Version)) { Followed = new FollowedCancel(Replacement, Trader) });

    private static IEnumerable<CancelOutcome> Outcomes(IReadOnlyList<Effect> effects) => effects.OfType<Effect.Reply>().Select(reply => reply.Message).OfType<CancelOutcome>();

    private static OrderUpdate Closing => new(Seven, Original, 3, Summary(OrderState.Canceled) with { ReplacedBy = Replacement }, [], []);

    private static OrderSummary Summary(OrderState state) => new(state, 0, 0, ChangeReason.UserModified, Noon);

    private static bool IsPlaced(Effect effect) => effect is Effect.Tell { Message: PlaceOrder };
}
