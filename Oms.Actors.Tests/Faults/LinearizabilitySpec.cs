using Oms.Faults.Checking;
using Xunit;

namespace Oms.Actors.Tests.Faults;

/// <summary>Whether there is an order of operations that explains what was heard.</summary>
public sealed class LinearizabilitySpec
{
    private const long Never = Operation.NeverHeard;

    [Fact]
    public void Nothing_is_explained_by_nothing() => Assert.True(IsExplained());

    [Fact]
    public void Operations_that_follow_each_other_happen_in_that_order()
    {
        Assert.True(IsExplained((Step.Place, 1, 2), (Step.SeeWorking, 3, 4)));
        Assert.False(IsExplained((Step.SeeWorking, 1, 2), (Step.Place, 3, 4)));
    }

    [Fact]
    public void Operations_that_overlap_happen_in_any_order()
    {
        Assert.True(IsExplained((Step.Place, 1, 4), (Step.SeeWorking, 2, 3)));
        Assert.True(IsExplained((Step.Place, 1, 4), (Step.SeeAbsent, 2, 3)));
        Assert.True(IsExplained((Step.Place, 1, 2), (Step.Cancel, 3, 8), (Step.SeeCanceled, 4, 5), (Step.SeeWorking, 4, 6)));
    }

    [Fact]
    public void But_they_happen_at_one_moment() =>
        Assert.False(IsExplained((Step.Place, 1, 2), (Step.Cancel, 3, 8), (Step.SeeCanceled, 4, 5), (Step.SeeWorking, 6, 7)));

    [Fact]
    public void What_nobody_has_heard_of_happens_late_or_never()
    {
        Assert.True(IsExplained((Step.Place, 1, 2), (Step.Cancel, 3, Never), (Step.SeeWorking, 100, 101)));
        Assert.True(IsExplained((Step.Place, 1, 2), (Step.Cancel, 3, Never), (Step.SeeWorking, 100, 101), (Step.SeeCanceled, 102, 103)));
        Assert.False(IsExplained((Step.Place, 1, 2), (Step.SeeCanceled, 3, 4), (Step.Cancel, 5, Never)));
    }

    [Fact]
    public void It_happens_once() =>
        Assert.False(IsExplained((Step.Place, 1, 2), (Step.Cancel, 3, 4), (Step.Place, 5, 6)));

    [Fact]
    public void A_list_without_it_says_that_it_is_not_there_yet_or_no_longer_open()
    {
        Assert.True(IsExplained((Step.SeeNotOpen, 1, 2), (Step.Place, 3, 4), (Step.Cancel, 5, 6), (Step.SeeNotOpen, 7, 8)));
        Assert.False(IsExplained((Step.Place, 1, 2), (Step.SeeNotOpen, 3, 4), (Step.Cancel, 5, 6)));
    }

    [Fact]
    public void The_contradiction_names_what_can_not_come_next()
    {
        var contradiction = Linearizability.Contradiction(Operations((Step.Place, 1, 2), (Step.SeeCanceled, 3, 4)));

        Assert.Contains("SeeCanceled", contradiction, StringComparison.Ordinal);
    }

    private static bool IsExplained(params (Step, long, long)[] operations) => Linearizability.Contradiction(Operations(operations)) is null;

    private static IEnumerable<Operation> Operations(params (Step Step, long From, long To)[] operations) =>
        operations.Select(operation => new Operation(operation.Step, operation.From, operation.To, "somebody"));
}
