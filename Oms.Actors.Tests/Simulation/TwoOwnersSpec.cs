using Oms.Simulation.Mutants;
using Oms.Simulation.Schedules;
using Xunit;

namespace Oms.Actors.Tests.Simulation;

/// <summary>
/// Two nodes that believe they own the same shard. What is shown here is the protocol's part, by the product's own processes: nodes stand still while others take their
/// shards over, go on, and write. That a journal refuses a number that is taken is its own promise, shown where the journal is, and so is that nothing it holds is dropped at
/// a replay. That a cluster decides who is a member is not shown: a single node has no other owner.
/// </summary>
public sealed class TwoOwnersSpec
{
    private const int Schedules = 600;

    [Theory]
    [InlineData("hard")]
    [InlineData("venue-hard")]
    public void X07_Two_owners_of_a_shard_never_give_a_cancel_two_outcomes_as_the_journal_takes_only_one_of_their_writes(string mixName)
    {
        var verdicts = new Verdict[Schedules];
        Parallel.For(0, Schedules, at => verdicts[at] = RandomSchedule.Run((ulong)(50_001 + at), Mix.Named(mixName), Mutant.None));

        Assert.All(verdicts, verdict => Assert.Null(verdict.Violation));
        Assert.True(verdicts.Sum(verdict => verdict.Refusals) > 100, "the second writers are missing");
        Assert.True(verdicts.Sum(verdict => verdict.Moves) > 200, "the shards stay where they are");
    }

    /// <summary>The control: in the same schedules two owners would contradict each other.</summary>
    [Fact]
    public void X07_If_the_journal_took_both_writes_they_would_contradict_each_other() => Assert.Contains(
        Enumerable.Range(50_001, Schedules),
        seed => RandomSchedule.Run((ulong)seed, Mix.Hard, Catalogue.All["numbers-twice"]()).Violation is not null);
}
