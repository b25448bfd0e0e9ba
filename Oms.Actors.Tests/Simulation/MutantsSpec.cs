using Oms.Simulation.Mutants;
using Oms.Simulation.Schedules;
using Xunit;

namespace Oms.Actors.Tests.Simulation;

/// <summary>
/// Each rule of the protocol is needed, and the simulation would see it missing: with the rule taken away, a schedule of this range violates a promise. The ranges begin
/// near a schedule that is known to do it. Where one rule covers for another, both are away.
/// </summary>
public sealed class MutantsSpec
{
    [Theory]
    [InlineData("accepted-at-admission", "hard", 1, 50)]
    [InlineData("place-once", "hard", 1, 200)]
    [InlineData("place-before-admission", "hard", 1, 100)]
    [InlineData("spend-before-freeing", "hard", 1, 300)]
    [InlineData("acknowledge-before-commit", "hard", 79, 1500)]
    [InlineData("acknowledge-unwritten-ends", "hard", 1, 1500)]
    [InlineData("answer-before-comparing", "hard", 83, 1500)]
    [InlineData("compare-at-recovery-only", "hard", 1, 1500)]
    [InlineData("compare-without-timer", "hard", 1, 1500)]
    [InlineData("ignore-own-head", "hard", 430, 1000)]
    [InlineData("sync-without-head", "hard", 8300, 500)]
    [InlineData("ignore-head-of-sync", "hard", 8300, 500)]
    [InlineData("forget-connections", "hard", 1, 1000)]
    [InlineData("resolve-without-waiting+forget-connections", "hard", 1, 200)]
    [InlineData("believe-old-news", "hard", 1, 1500)]
    [InlineData("sweep-without-boundary", "hard", 1, 300)]
    [InlineData("bound-sweeps-by-decisions", "hard", 800, 1500)]
    [InlineData("sweep-once", "hard", 1, 500)]
    [InlineData("push-no-snapshot", "hard", 1, 100)]
    [InlineData("forget-the-closed", "hard", 1, 50)]
    [InlineData("mark-by-decisions", "hard", 1050, 60)]
    [InlineData("answer-status-directly", "hard", 163, 1500)]
    [InlineData("refuse-cancel-directly", "hard", 103, 1500)]
    [InlineData("last-execution-only", "hard", 201, 1500)]
    [InlineData("no-tombstone", "hard", 1, 100)]
    [InlineData("execute-again", "hard", 1, 500)]
    [InlineData("numbers-twice", "hard", 1, 200)]
    [InlineData("no-lease", "hard", 51, 2000)]
    [InlineData("answer-before-commit", "hard", 1, 50)]
    [InlineData("cancel-once", "hard", 1, 200)]
    [InlineData("make-up-rejects", "hard", 1, 300)]
    [InlineData("admit-again", "hard", 1, 500)]
    [InlineData("cancel-ahead-of-receipt", "hard", 1, 50)]
    [InlineData("ask-venue-once", "venue-lossy", 1, 50)]
    [InlineData("forget-venue", "venue-hard", 1, 50)]
    [InlineData("submit-before-write", "venue-hard", 1, 50)]
    [InlineData("ask-before-write", "venue-hard", 1, 50)]
    [InlineData("cancel-ahead-of-executions", "venue-lossy", 1, 500)]
    [InlineData("make-up-refusals", "venue-hard", 1, 100)]
    [InlineData("refuse-one-only", "venue-lossy", 1, 500)]
    [InlineData("drop-late-executions", "venue-lossy", 1, 1000)]
    [InlineData("correct-again", "venue-hard", 1, 300)]
    [InlineData("hear-before-booked", "venue-hard", 1, 300)]
    [InlineData("correct-nothing", "venue-hard", 1, 300)]
    [InlineData("wake-nobody", "venue-hard", 1, 1000)]
    [InlineData("register-nobody", "venue-hard", 1, 1000)]
    [InlineData("let-pending-sleep", "venue-hard", 1, 500)]
    [InlineData("replace-without-room", "replace-hard", 1, 100)]
    [InlineData("ask-for-room-once", "replace-lossy", 1, 100)]
    [InlineData("replace-whole-quantity", "replace-venue-mixed", 1, 100)]
    [InlineData("bury-replacements", "replace-hard", 1, 100)]
    [InlineData("follow-nobody", "replace-hard", 1, 300)]
    [InlineData("reduce-before-write", "replace-venue-hard", 1, 100)]
    [InlineData("reduce-as-asked", "replace-venue-lossy", 1, 1000)]
    [InlineData("expire-once", "expiry-lossy", 1, 200)]
    [InlineData("forget-expiries", "expiry-hard", 1, 200)]
    [InlineData("expire-refused-no-more", "venue-expiry-lossy", 1, 200)]
    [InlineData("expire-as-canceled", "venue-expiry-lossy", 1, 50)]
    [InlineData("wake-nobody", "expiry-hard", 1, 500)]
    [InlineData("register-nobody", "expiry-hard", 1, 500)]
    [InlineData("end-sweeps-unasked", "venue-hard", 1, 500)]
    [InlineData("ignore-set-aside", "venue-lossy", 1, 500)]
    [InlineData("update-once+compare-at-recovery-only", "lossy", 1, 1000)]
    [InlineData("leave-unacknowledged+compare-at-recovery-only", "lossy", 1, 1000)]
    [InlineData("stop-at-once+compare-at-recovery-only", "moving", 1400, 200)]
    public void A_rule_taken_away_is_missed(string mutant, string mixName, int firstSeed, int most)
    {
        var mix = Mix.Named(mixName);
        var caught = Enumerable.Range(firstSeed, most)
            .Any(seed => RandomSchedule.Run((ulong)seed, mix, Catalogue.All[mutant]()).Violation is not null);

        Assert.True(caught, $"{mutant} goes unseen in seeds {firstSeed} to {firstSeed + most - 1}, mix {mixName}");
    }

    /// <summary>The control of the combined mutants above: it is not the timed comparison alone that is missed there.</summary>
    [Theory]
    [InlineData("lossy", 1)]
    [InlineData("moving", 1271)]
    public void The_timed_comparison_is_not_missed_where_everything_else_holds(string mixName, int firstSeed)
    {
        var mix = Mix.Named(mixName);
        var violations = Enumerable.Range(firstSeed, 200)
            .Select(seed => RandomSchedule.Run((ulong)seed, mix, Catalogue.All["compare-at-recovery-only"]()).Violation)
            .Where(violation => violation is not null);

        Assert.Empty(violations);
    }
}
