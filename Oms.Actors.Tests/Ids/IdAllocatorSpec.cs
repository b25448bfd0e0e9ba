using CsCheck;
using Oms.Actors.Api;
using Oms.Actors.Ids;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Protocol;
using Xunit;

namespace Oms.Actors.Tests.Ids;

public sealed class IdAllocatorSpec
{
    private const long MostOrders = (1L << 53) - 1;
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0L, 1, 1L, 1, 1L)]
    [InlineData(0L, 1000, 1L, 1000, 1000L)]
    [InlineData(1000L, 100_000, 1001L, 100_000, 101_000L)]
    [InlineData(MostOrders - 1, 1, MostOrders, 1, MostOrders)]
    public void What_is_reserved_follows_what_is_taken(long highest, int count, long first, int granted, long after) =>
        Assert.Equal(new IdDecision(after, first, granted, IdRefusal.None), IdAllocator.Decide(highest, Reserve(count)));

    [Theory]
    [InlineData(0L, 0, "Count")]
    [InlineData(0L, -1, "Count")]
    [InlineData(0L, 100_001, "Count")]
    [InlineData(MostOrders, 1, "Exhausted")]
    [InlineData(MostOrders - 9, 10, "Exhausted")]
    public void What_can_not_be_reserved_moves_nothing(long highest, int count, string refusal) =>
        Assert.Equal(new IdDecision(highest, 0, 0, Enum.Parse<IdRefusal>(refusal)), IdAllocator.Decide(highest, Reserve(count)));

    [Theory]
    [InlineData(0L, 1L, 1L, 1, "None")]
    [InlineData(10L, 50L, 50L, 1, "None")]
    [InlineData(10L, 10L, 10L, 0, "None")]
    [InlineData(10L, 3L, 10L, 0, "None")]
    [InlineData(10L, (long)int.MaxValue, int.MaxValue, 1, "None")]
    [InlineData(10L, 1L + int.MaxValue, 10L, 0, "Id")]
    [InlineData(10L, 0L, 10L, 0, "Id")]
    public void A_claimed_id_and_those_below_it_are_taken(long highest, long id, long after, int granted, string refusal) =>
        Assert.Equal(
            new IdDecision(after, granted == 0 ? 0 : id, granted, Enum.Parse<IdRefusal>(refusal)),
            IdAllocator.Decide(highest, new ClaimId(IdKind.Account, id, 1, ProcessBench.Asker)));

    [Theory]
    [InlineData(1, MostOrders)]
    [InlineData(2, MostOrders)]
    [InlineData(3, (long)int.MaxValue)]
    [InlineData(4, (long)int.MaxValue)]
    public void Every_kind_has_its_end_and_counts_for_itself(int kind, long most)
    {
        Assert.Equal(most, IdAllocator.Most((IdKind)kind));
        var after = IdAllocator.Apply(IdAllocator.Fresh, new IdsTaken((IdKind)kind, 7, Now));
        Assert.Equal(7, after.Highest((IdKind)kind));
        Assert.All(Enum.GetValues<IdKind>().Where(other => other != (IdKind)kind), other => Assert.Equal(0, after.Highest(other)));
    }

    [Theory]
    [InlineData(7L)]
    [InlineData(6L)]
    [InlineData(1L + int.MaxValue)]
    public void Ids_never_go_back_nor_beyond_their_end(long highest)
    {
        var ids = IdAllocator.Apply(IdAllocator.Fresh, new IdsTaken(IdKind.User, 7, Now));

        Assert.Throws<InvariantViolationException>(() => IdAllocator.Apply(ids, new IdsTaken(IdKind.User, highest, Now)));
    }

    [Fact]
    public void Ids_are_answered_after_the_write_and_not_before()
    {
        var bench = NewBench();

        Assert.Empty(ProcessBench.Replies(bench.Feed(Reserve(10))));
        Assert.Equal(new IdsTaken(IdKind.Order, 10, Now), bench.Writing);
        Assert.Equal(new IdsReserved(2, IdKind.Order, 0, 0, 0), Assert.Single(ProcessBench.Replies(bench.Feed(Ask(call: 2)))));
        Assert.Equal(new IdsReserved(1, IdKind.Order, 1, 10, 10), Assert.Single(ProcessBench.Replies(bench.Commit())));
        Assert.Equal(new IdsReserved(2, IdKind.Order, 0, 0, 10), bench.Ask(Ask(call: 2)));
    }

    [Fact]
    public void Requests_that_came_in_during_a_write_share_the_next()
    {
        var bench = NewBench();
        bench.Feed(Reserve(10));
        bench.Feed(Reserve(5, call: 2));
        bench.Feed(new ReserveIds(IdKind.User, 1, 3, ProcessBench.Asker));
        bench.Feed(Reserve(0, call: 4));
        bench.Feed(new ClaimId(IdKind.Order, 100, 5, ProcessBench.Asker));
        bench.Feed(Reserve(1, call: 6));
        Assert.Single(ProcessBench.Replies(bench.Commit()));

        var replies = ProcessBench.Replies(bench.CommitAll());

        Assert.Equal(
            [
                new IdsReserved(2, IdKind.Order, 11, 5, 101),
                new CallRefused(4, OmsCode.InvalidRequest, "Count"),
                new IdsReserved(5, IdKind.Order, 100, 1, 101),
                new IdsReserved(6, IdKind.Order, 101, 1, 101),
                new IdsReserved(3, IdKind.User, 1, 1, 1),
            ],
            replies);
        Assert.Equal([new IdsTaken(IdKind.Order, 10, Now), new IdsTaken(IdKind.Order, 101, Now), new IdsTaken(IdKind.User, 1, Now)], bench.Journal);
    }

    [Fact]
    public void What_changes_nothing_is_answered_without_a_write()
    {
        var bench = NewBench(new IdsTaken(IdKind.User, int.MaxValue, Now));

        Assert.Equal(new CallRefused(1, OmsCode.OperationFailed, "exhausted"), Answer(bench, new ReserveIds(IdKind.User, 1, 1, ProcessBench.Asker)));
        Assert.Equal(new IdsReserved(2, IdKind.User, 0, 0, int.MaxValue), Answer(bench, new ClaimId(IdKind.User, 9, 2, ProcessBench.Asker)));
        Assert.Equal(new CallRefused(3, OmsCode.InvalidRequest, "Id"), Answer(bench, new ClaimId(IdKind.User, 0, 3, ProcessBench.Asker)));
        Assert.Null(bench.Writing);
    }

    [Fact]
    public void Whoever_waits_when_a_life_ends_is_told_that_the_outcome_is_unknown()
    {
        var bench = NewBench();
        bench.Feed(Reserve(10));
        bench.Feed(Reserve(10, call: 2));

        Assert.Equal(
            [new CallRefused(1, OmsCode.ServerError, "outcome unknown"), new CallRefused(2, OmsCode.ServerError, "outcome unknown")],
            ProcessBench.Replies(bench.Fail()));
    }

    [Fact]
    public void The_queue_is_bounded()
    {
        var bench = NewBench();
        for (var i = 0; i <= IdAllocatorProcess.QueueMost; i++)
            Assert.Empty(ProcessBench.Replies(bench.Feed(Reserve(1))));

        Assert.Equal(new CallRefused(1, OmsCode.OperationFailed, "the allocator is busy"), Assert.Single(ProcessBench.Replies(bench.Feed(Reserve(1)))));
    }

    [Fact]
    public void The_allocator_leaves_when_nobody_asks()
    {
        var bench = NewBench();
        bench.Feed(Reserve(1));
        Assert.DoesNotContain(Effect.Passivate.Now, Tick(bench));
        Assert.DoesNotContain(Effect.Passivate.Now, Tick(bench));
        bench.Commit();
        Assert.Contains(Effect.Passivate.Now, Tick(bench));
    }

    /// <summary>Whatever is asked, committed, lost and restarted: no id is handed out twice, none above what is told, and the journal tells the same again.</summary>
    [Fact]
    public void No_id_is_handed_out_twice() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[1, 4], Gen.Int[-1, 30]).Array[1, 80].Sample(steps =>
        {
            var handed = new Dictionary<IdKind, HashSet<long>>();
            var (process, bench) = New([]);
            foreach (var (what, kind, number) in steps)
            {
                if (what == 9)
                    (process, bench) = New(bench.Journal);

                var effects = what < 6
                    ? bench.Feed(new ReserveIds((IdKind)kind, number, 1, ProcessBench.Asker))
                    : bench.Feed(new ClaimId((IdKind)kind, number * 3, 1, ProcessBench.Asker));
                if (what % 2 == 0)
                    effects = [.. effects, .. bench.CommitAll()];

                foreach (var reserved in ProcessBench.Replies(effects).OfType<IdsReserved>())
                {
                    var ids = handed.TryGetValue(reserved.Kind, out var known) ? known : handed[reserved.Kind] = [];
                    for (var id = reserved.First; id < reserved.First + reserved.Count; id++)
                        Assert.True(ids.Add(id) && id <= reserved.Highest && id > 0);
                }
            }

            bench.CommitAll();
            Assert.Equal(process.Settled, New(bench.Journal).Process.Settled);
        });

    [Fact]
    public void A_snapshot_is_the_allocator()
    {
        var process = new IdAllocatorProcess(new Timings { SnapshotEvery = 2 });
        var bench = new ProcessBench(process);
        bench.Ask(Reserve(1));
        bench.Ask(Reserve(1));
        Assert.Equal(2, bench.Snapshot!.Value.Sequence);

        var revived = new IdAllocatorProcess(Timings.Default);
        revived.Restore(bench.Snapshot.Value.State, 2);
        Assert.Equal(process.Settled, revived.Settled);
    }

    private static (IdAllocatorProcess Process, ProcessBench Bench) New(IReadOnlyList<IPersistedEvent> journal)
    {
        var process = new IdAllocatorProcess(Timings.Default);
        return (process, new ProcessBench(process, journal));
    }

    private static ProcessBench NewBench(params IPersistedEvent[] journal) => New(journal).Bench;

    private static IReadOnlyList<Effect> Tick(ProcessBench bench) => bench.Feed(new Input.TimerFired(IdAllocatorProcess.IdleTimer));

    private static IProtocolMessage Answer(ProcessBench bench, object message) => Assert.Single(ProcessBench.Replies(bench.Feed(message)));

    private static ReserveIds Reserve(int count, long call = 1) => new(IdKind.Order, count, call, ProcessBench.Asker);

    private static AskReservedIds Ask(long call) => new(IdKind.Order, call, ProcessBench.Asker);
}
