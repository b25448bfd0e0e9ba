using System.Collections.Concurrent;
using Oms.Simulation.Mutants;
using Oms.Simulation.Schedules;
using Xunit;

namespace Oms.Actors.Tests.Simulation;

/// <summary>
/// The protocol of orders, accounts and gateways under everything that can go wrong, in simulated time. A failure names its seed; the schedule is shown by
/// <c>dotnet run -c Release --project Oms.Simulation -- --schedules 1 --seed N --mix NAME --trace</c>.
/// </summary>
public sealed class ProtocolSpec
{
    [Theory]
    [InlineData("calm", 1, 1_000)]
    [InlineData("mixed", 1, 2_000)]
    [InlineData("hard", 1, 2_000)]
    [InlineData("venue-calm", 1, 500)]
    [InlineData("venue-mixed", 1, 1_000)]
    [InlineData("venue-hard", 1, 1_000)]
    [InlineData("replace-hard", 1, 1_000)]
    [InlineData("replace-venue-hard", 1, 1_000)]
    [InlineData("replace-venue-lossy", 1, 500)]
    [InlineData("expiry-mixed", 1, 500)]
    [InlineData("expiry-hard", 1, 1_000)]
    [InlineData("venue-expiry-mixed", 1, 500)]
    [InlineData("venue-expiry-hard", 1, 1_000)]
    [InlineData("venue-expiry-lossy", 1, 500)]
    public void Every_promise_is_kept_in_random_schedules(string mixName, int firstSeed, int schedules)
    {
        var mix = Mix.Named(mixName);
        var violations = new ConcurrentBag<string>();
        Parallel.For(firstSeed, firstSeed + schedules, seed =>
        {
            if (RandomSchedule.Run((ulong)seed, mix, Mutant.None).Violation is { } violation)
                violations.Add($"seed {seed}, mix {mixName}: {violation}");
        });

        Assert.Empty(violations);
    }

    [Theory]
    [InlineData(nameof(Course.CancelThenExecution))]
    [InlineData(nameof(Course.ExecutionThenCancel))]
    [InlineData(nameof(Course.FullExecutionAndCancel))]
    [InlineData(nameof(Course.CancelRightBehindPlace))]
    public void Every_promise_is_kept_whatever_single_thing_goes_wrong(string courseName)
    {
        var course = Enum.Parse<Course>(courseName);
        var violations = new ConcurrentBag<string>();
        Parallel.ForEach(Enumeration.Of(course, SimulatedTimings.Brisk), mishap =>
        {
            if (Scenario.Run(course, mishap, SimulatedTimings.Brisk, Mutant.None).Verdict.Violation is { } violation)
                violations.Add($"{course}, {mishap.Name}: {violation}");
        });

        Assert.Empty(violations);
    }

    [Fact]
    public void A_seed_always_plays_the_same_schedule()
    {
        Assert.Equal(Trace(7), Trace(7));
        Assert.NotEqual(Trace(7), Trace(8));
    }

    [Fact]
    public void The_schedules_are_eventful()
    {
        var verdicts = Enumerable.Range(1, 200).Select(seed => RandomSchedule.Run((ulong)seed, Mix.Hard, Mutant.None)).ToList();

        Assert.True(verdicts.Sum(verdict => verdict.Receipts) > 200);
        Assert.True(verdicts.Sum(verdict => verdict.Accepted) > 400);
        Assert.True(verdicts.Sum(verdict => verdict.Refusals) > 20);
        Assert.True(verdicts.Sum(verdict => verdict.Moves) > 50);
    }

    [Fact]
    public void The_schedules_with_a_venue_are_eventful()
    {
        var verdicts = Enumerable.Range(1, 300).Select(seed => RandomSchedule.Run((ulong)seed, Mix.Named("venue-hard"), Mutant.None)).ToList();

        Assert.True(verdicts.Sum(verdict => verdict.Refused) > 20);
        Assert.True(verdicts.Sum(verdict => verdict.Forced) > 20);
        Assert.True(verdicts.Sum(verdict => verdict.SetAside) > 0);
        Assert.True(verdicts.Sum(verdict => verdict.Corrected) > 50);
        Assert.True(verdicts.Sum(verdict => verdict.CorrectedClosed) > 20);
    }

    [Theory]
    [InlineData("expiry-hard")]
    [InlineData("venue-expiry-hard")]
    public void The_schedules_with_time_limits_are_eventful(string mixName)
    {
        var verdicts = Enumerable.Range(1, 200).Select(seed => RandomSchedule.Run((ulong)seed, Mix.Named(mixName), Mutant.None)).ToList();

        Assert.True(verdicts.Sum(verdict => verdict.Expired) > 100);
        Assert.True(verdicts.Sum(verdict => verdict.Receipts) > 200);
    }

    private static string Trace(ulong seed)
    {
        var lines = new List<string>();
        RandomSchedule.Run(seed, Mix.Hard, Mutant.None, lines.Add);
        return string.Join('\n', lines);
    }
}
