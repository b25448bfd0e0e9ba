using Oms.Actors.Api;
using Oms.Actors.Hosting;
using Oms.Actors.Tests.Postgres;
using Xunit;

namespace Oms.Actors.Tests.Nodes;

/// <summary>The cluster as it is shipped: three nodes over PostgreSQL, with its settings and its lock.</summary>
public sealed class PostgresNodesSpec : IAsyncLifetime
{
    private string _database = null!;
    private Trio _trio = null!;

    public async Task InitializeAsync()
    {
        _database = await (await PostgresServer.Shared).Database();
        _trio = await Trio.OnPostgres(_database);
    }

    public async Task DisposeAsync() => await _trio.DisposeAsync();

    [Fact]
    public async Task Three_nodes_start_together_serve_as_one_and_let_one_leave_and_come_back()
    {
        var founded = await Cluster();
        var order = await _trio.A.Places();
        await _trio.B.Cancels(order);
        await _trio.C.Sees(order, OrderState.Canceled);

        await _trio.A.Leave();
        var left = await _trio.B.Places();
        var back = await _trio.StartAgain(_trio.A);

        await back.Cancels(left);
        await _trio.C.Sees(left, OrderState.Canceled);
        Assert.Equal(founded, await Cluster());
    }

    [Fact]
    public async Task A_node_that_is_cut_off_from_the_others_can_not_found_a_second_cluster_on_their_database()
    {
        var founded = await Cluster();
        await using var cutOff = _trio.Make($"127.0.0.1:{Trio.FreePort()}", options =>
        {
            options.StartTimeout = TimeSpan.FromSeconds(5);
            options.Cluster!.Seeds.Clear();
            options.Cluster.Seeds.Add($"127.0.0.1:{Trio.FreePort()}");
        });

        await Assert.ThrowsAsync<OmsConfigurationException>(cutOff.Start);

        Assert.Equal(founded, await Cluster());
    }

    private Task<Guid> Cluster() => PostgresServer.Ask<Guid>(_database, "SELECT id FROM oms.cluster");
}
