using Oms.Actors.Api;
using Oms.Actors.Hosting;
using Xunit;

namespace Oms.Actors.Tests.Nodes;

/// <summary>There is one cluster on a journal.</summary>
public sealed class FormationSpec : IAsyncLifetime
{
    private Trio _trio = null!;

    public async Task InitializeAsync() => _trio = await Trio.Start();

    public async Task DisposeAsync() => await _trio.DisposeAsync();

    [Fact]
    public async Task A_node_that_finds_nobody_does_not_found_a_second_one_and_its_start_fails_in_time()
    {
        var nowhere = $"127.0.0.1:{Trio.FreePort()}";
        await using var cutOff = _trio.Make($"127.0.0.1:{Trio.FreePort()}", options =>
        {
            options.StartTimeout = TimeSpan.FromSeconds(3);
            options.Cluster!.Seeds.Clear();
            options.Cluster.Seeds.Add(nowhere);
        });

        var refused = await Assert.ThrowsAsync<OmsConfigurationException>(cutOff.Start);

        Assert.Contains($"{nowhere} did not let it in", refused.Message, StringComparison.Ordinal);
        Assert.Contains("there is a cluster on this journal already", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, _trio.Founded);
    }

    [Fact]
    public async Task A_node_that_names_only_itself_can_found_and_can_not_join()
    {
        var address = $"127.0.0.1:{Trio.FreePort()}";
        await using var alone = _trio.Make(address, options =>
        {
            options.StartTimeout = TimeSpan.FromSeconds(3);
            options.Cluster!.Seeds.Clear();
            options.Cluster.Seeds.Add(address);
        });

        var refused = await Assert.ThrowsAsync<OmsConfigurationException>(alone.Start);

        Assert.Contains("no other node is named in Cluster:Seeds", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_that_finds_itself_on_another_clusters_journal_can_not_go_on()
    {
        _trio.B.Expel("Another cluster has been founded on this journal.");

        Assert.Equal("Another cluster has been founded on this journal.", await _trio.B.Fails());
        Assert.Equal(OmsCode.OperationFailed, (await _trio.B.Engine.Cancel(new OrderId(1))).ErrorCode);
    }
}
