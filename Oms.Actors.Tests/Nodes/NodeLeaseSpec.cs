using Microsoft.Extensions.Time.Testing;
using Oms.Actors.Nodes;
using Xunit;

namespace Oms.Actors.Tests.Nodes;

public sealed class NodeLeaseSpec
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2.5);
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _told = [];
    private readonly NodeLease _lease;

    public NodeLeaseSpec()
    {
        _lease = new NodeLease(Length, _clock);
        _lease.WhenEnded(_told.Add);
    }

    [Fact]
    public void It_holds_as_long_as_the_node_ticks()
    {
        for (var tick = 0; tick < 10; tick++)
        {
            _clock.Advance(Length);
            Assert.True(_lease.Holds);
            _lease.Tick();
        }

        Assert.Empty(_told);
    }

    [Fact]
    public void A_message_that_comes_before_the_first_late_tick_finds_it_ended()
    {
        _clock.Advance(Length + TimeSpan.FromTicks(1));

        Assert.False(_lease.Holds);
        Assert.Contains("stood still for more than 2.5 s", Assert.Single(_told), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tick_that_comes_late_ends_it()
    {
        _clock.Advance(Length + TimeSpan.FromTicks(1));
        _lease.Tick();

        Assert.False(_lease.Holds);
        Assert.Single(_told);
    }

    [Fact]
    public void What_has_ended_does_not_begin_again_and_is_told_once()
    {
        _lease.End("downed");
        _lease.Tick();
        _clock.Advance(Length * 2);
        _lease.Tick();

        Assert.False(_lease.Holds);
        Assert.Equal(["downed"], _told);
    }

    [Fact]
    public void Who_asks_late_is_told_at_once()
    {
        _lease.End("downed");
        _lease.WhenEnded(_told.Add);

        Assert.Equal(["downed", "downed"], _told);
    }

    [Fact]
    public void A_node_that_is_alone_may_stand_still_for_as_long_as_it_likes()
    {
        var alone = new NodeLease(Timeout.InfiniteTimeSpan, _clock);
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.True(alone.Holds);
    }
}
