using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Oms.Actors.Persistence.Postgres;
using Xunit;

namespace Oms.Actors.Tests.Postgres;

/// <summary>Of all nodes that can reach the database, who may found a cluster, and what becomes of members that lose it.</summary>
public sealed class FormationLockSpec
{
    private const string CutMembers = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'oms-member'";

    private const string Holds = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND mode = 'ShareLock' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private const string Waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    [Fact]
    public async Task The_first_may_found_and_writes_a_new_id()
    {
        var database = await Database();
        await using var first = Node(database);

        Assert.True(await first.TryForm(CancellationToken.None));
        await Enter(first);

        Assert.Equal(1L, await PostgresServer.Ask<long>(database, "SELECT count(*) FROM oms.cluster"));
        Assert.Equal(1L, await PostgresServer.Ask<long>(database, Holds));
    }

    [Fact]
    public async Task Of_two_that_want_to_found_at_once_one_may()
    {
        var database = await Database();
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var one = Node(database, () => both.Task);
        await using var other = Node(database, () => both.Task);

        var attempts = new[] { one.TryForm(CancellationToken.None), other.TryForm(CancellationToken.None) };
        Assert.False(await await Task.WhenAny(attempts).WaitAsync(Engine.Patience));
        both.SetResult();

        Assert.Single(await Task.WhenAll(attempts).WaitAsync(Engine.Patience), mayFound => mayFound);
    }

    [Fact]
    public async Task Nobody_founds_while_the_founder_is_about_to_be_a_member()
    {
        var database = await Database();
        await using var founder = Node(database);
        await using var other = Node(database);
        Assert.True(await founder.TryForm(CancellationToken.None));

        Assert.False(await other.TryForm(CancellationToken.None));
        await Enter(founder);
        Assert.False(await other.TryForm(CancellationToken.None));
    }

    [Fact]
    public async Task Nobody_founds_while_one_member_is_left()
    {
        var database = await Database();
        var founder = Node(database);
        await using var member = Node(database);
        await using var other = Node(database);
        Assert.True(await founder.TryForm(CancellationToken.None));
        await Enter(founder);
        await Enter(member);

        await founder.DisposeAsync();
        Assert.False(await other.TryForm(CancellationToken.None));
        await member.DisposeAsync();
        Assert.True(await other.TryForm(CancellationToken.None));
    }

    [Fact]
    public async Task A_founder_that_ends_before_it_is_a_member_leaves_the_right_to_others()
    {
        var database = await Database();
        var founder = Node(database);
        Assert.True(await founder.TryForm(CancellationToken.None));
        await founder.DisposeAsync();

        await using var other = Node(database);
        Assert.True(await other.TryForm(CancellationToken.None));
    }

    [Fact]
    public async Task A_member_whose_connection_is_cut_has_the_lock_again_by_itself()
    {
        var database = await Database();
        await using var member = await Founded(database);

        await PostgresServer.Ask<long>(database, CutMembers);

        await Until(database, Holds, 1);
        await using var other = Node(database);
        Assert.False(await other.TryForm(CancellationToken.None));
    }

    [Fact]
    public async Task A_founder_that_was_faster_than_the_members_gives_up_when_one_of_them_waits()
    {
        var database = await Database();
        await PostgresServer.Run(database, "CREATE ROLE slow_member LOGIN SUPERUSER");
        var expelled = new TaskCompletionSource<string>();
        await using var member = await Founded(database.Replace("Username=oms", "Username=slow_member", StringComparison.Ordinal), expelled);
        var before = await PostgresServer.Ask<Guid>(database, "SELECT id FROM oms.cluster");
        await using var founder = Node(database, async () =>
        {
            await PostgresServer.Run(database, "ALTER ROLE slow_member LOGIN");
            await Until(database, Waiting, 1);
        });

        await PostgresServer.Run(database, "ALTER ROLE slow_member NOLOGIN");
        await PostgresServer.Ask<long>(database, CutMembers);
        await Until(database, Holds, 0);

        Assert.False(await founder.TryForm(CancellationToken.None));
        await Until(database, Holds, 1);
        Assert.Equal(before, await PostgresServer.Ask<Guid>(database, "SELECT id FROM oms.cluster"));
        Assert.False(expelled.Task.IsCompleted);
    }

    [Fact]
    public async Task A_member_has_the_lock_again_after_a_restart_of_the_server()
    {
        await using var server = await PostgresServer.OfTheTest();
        var database = await server.Database();
        await using var member = await Founded(database);

        await server.Stop();
        await server.StartAgain();

        await Until(database, Holds, 1);
    }

    [Fact]
    public async Task A_member_that_finds_another_clusters_id_is_expelled_once_and_holds_nothing()
    {
        var database = await Database();
        var expelled = new TaskCompletionSource<string>();
        await using var member = await Founded(database, expelled);

        await PostgresServer.Run(database, "UPDATE oms.cluster SET id = gen_random_uuid()");
        await PostgresServer.Ask<long>(database, CutMembers);

        Assert.StartsWith("Another cluster was founded on this journal", await expelled.Task.WaitAsync(Engine.Patience), StringComparison.Ordinal);
        await Until(database, Holds, 0);
    }

    [Fact]
    public async Task A_founder_whose_connection_is_cut_while_it_waits_founds_nothing()
    {
        var database = await Database();
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var founder = Node(database, () => cut.Task);

        var attempt = founder.TryForm(CancellationToken.None);
        await Until(database, Holds.Replace("ShareLock", "ExclusiveLock", StringComparison.Ordinal), 1);
        await PostgresServer.Ask<long>(database, CutMembers);
        cut.SetResult();

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => attempt);
        Assert.Equal(0L, await PostgresServer.Ask<long>(database, "SELECT count(*) FROM oms.cluster"));
    }

    private static async Task<string> Database() => await (await PostgresServer.Shared).Database();

    private static FormationLock Node(string database, Func<Task>? settle = null) =>
        new(new PostgresConnections(database), NullLogger.Instance, _ => settle?.Invoke() ?? Task.CompletedTask);

    private static async Task<FormationLock> Founded(string database, TaskCompletionSource<string>? expelled = null)
    {
        var node = Node(database);
        Assert.True(await node.TryForm(CancellationToken.None));
        await Enter(node, expelled);
        return node;
    }

    private static async Task Enter(FormationLock node, TaskCompletionSource<string>? expelled = null)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        await node.Enter(expelled is null ? _ => { } : expelled.SetResult, patience.Token);
    }

    private static async Task Until(string database, string count, long expected)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        while (await PostgresServer.Ask<long>(database, count) != expected)
            patience.Token.ThrowIfCancellationRequested();
    }
}
