using Akka.Cluster;
using Oms.Actors.Nodes;
using Xunit;

namespace Oms.Actors.Tests.Nodes;

/// <summary>Who has to have heard of a halt before it is answered.</summary>
public sealed class MemberNodesSpec
{
    private readonly MemberNodes _nodes = new();

    [Fact]
    public void A_member_may_serve_from_its_joining_on()
    {
        Assert.True(_nodes.Came(Life(1, 1)));
        Assert.False(_nodes.Came(Life(1, 1)));
        Assert.True(_nodes.Came(Life(2, 1)));

        Assert.Equal([Address(1), Address(2)], _nodes.Now.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_that_has_left_serves_no_more()
    {
        _nodes.Came(Life(1, 1));

        Assert.True(_nodes.Went(Life(1, 1), wasDeclaredDead: false));
        Assert.Empty(_nodes.Now);
    }

    [Fact]
    public void One_that_was_declared_dead_may_serve_until_it_has_surely_ended()
    {
        _nodes.Came(Life(1, 1));

        Assert.False(_nodes.Went(Life(1, 1), wasDeclaredDead: true));
        Assert.Equal([Address(1)], _nodes.Now);
        Assert.True(_nodes.Faded(Life(1, 1)));
        Assert.Empty(_nodes.Now);
    }

    [Fact]
    public void The_end_of_a_former_life_at_the_same_address_takes_nothing_from_the_next()
    {
        _nodes.Came(Life(1, 1));
        _nodes.Came(Life(1, 2));

        Assert.False(_nodes.Went(Life(1, 1), wasDeclaredDead: true));
        Assert.False(_nodes.Faded(Life(1, 1)));
        Assert.Equal([Address(1)], _nodes.Now);
    }

    private static string Address(int node) => $"akka.tcp://oms-1@10.7.0.{node}:4053";

    private static UniqueAddress Life(int node, int uid) => new(Akka.Actor.Address.Parse(Address(node)), uid);
}
