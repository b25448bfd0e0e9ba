using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Actors.Hosting;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Hosting;

public sealed class EngineSystemSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_started_engine_is_a_cluster_of_one_on_a_closed_port_under_a_name_of_its_own()
    {
        using var directory = new TemporaryDirectory();
        using var other = new TemporaryDirectory();
        await using var engine = await Start(directory);
        await using var second = await Start(other);

        var cluster = Cluster.Get(engine.Actors);
        var self = Assert.Single(cluster.State.Members);
        Assert.Equal(MemberStatus.Up, self.Status);
        Assert.Equal("127.0.0.1", cluster.SelfAddress.Host);
        Assert.Matches("^oms-[0-9a-f]{16}$", engine.Actors.Name);
        Assert.NotEqual(engine.Actors.Name, second.Actors.Name);
    }

    [Fact]
    public async Task An_entity_told_to_write_is_there_with_its_notes_after_the_engine_was_started_again()
    {
        using var directory = new TemporaryDirectory();
        await using (var first = await Start(directory))
            await Tell(first, "one", "two");

        await using var second = await Start(directory);

        Assert.Equal(["one", "two"], await Notes(second));
    }

    [Fact]
    public async Task A_disposed_engine_has_ended_its_actor_system_and_not_the_process()
    {
        using var directory = new TemporaryDirectory();
        var engine = await Start(directory);
        await Tell(engine, "one");

        await engine.DisposeAsync();

        Assert.True(engine.Actors.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task An_event_without_a_serializer_is_rejected_and_not_written_with_its_type_name()
    {
        using var directory = new TemporaryDirectory();
        await using var engine = await Start(directory);
        var region = Notebook.Start(engine.Actors, 64);

        await Assert.ThrowsAnyAsync<Exception>(() => region.Ask<Notebook.Written>(new Notebook.WriteUnknown("a"), Patience));

        Assert.Empty(await engine.Heads.Read([Notebook.IdOf("a")], CancellationToken.None));
    }

    [Fact]
    public async Task The_hosts_logger_hears_the_engine_and_no_warning_at_its_start()
    {
        using var directory = new TemporaryDirectory();
        using var log = new HeardLog();
        using (var loggers = LoggerFactory.Create(logging => logging.AddProvider(log)))
        {
            await using var engine = await EngineSystem.Start(
                new OmsOptions { DataDirectory = directory.FullPath }, loggers, CancellationToken.None);
            await Tell(engine, "one");
        }

        Assert.Contains(log.Lines, line => line.Text.Contains("Starting up", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_data_directory_that_is_in_use_is_refused_and_its_engine_goes_on()
    {
        using var directory = new TemporaryDirectory();
        await using var engine = await Start(directory);

        var refused = await Assert.ThrowsAsync<OmsConfigurationException>(() => Start(directory));

        Assert.Contains("in use by another engine", refused.Message, StringComparison.Ordinal);
        await Tell(engine, "one");
    }

    [Fact]
    public async Task Another_number_of_shards_than_that_of_the_first_start_is_refused()
    {
        using var directory = new TemporaryDirectory();
        await using (await Start(directory, shards: 16))
        {
        }

        var refused = await Assert.ThrowsAsync<OmsConfigurationException>(() => Start(directory, shards: 32));

        Assert.Contains("ShardCount is 32, and has to be 16", refused.Message, StringComparison.Ordinal);
        await using var again = await Start(directory, shards: 16);
    }

    [Fact]
    public async Task A_journal_file_that_is_no_database_stops_the_start_and_leaves_the_directory_free()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("journal.db", string.Concat(Enumerable.Repeat("This is not a database. ", 100)));

        var refused = await Assert.ThrowsAsync<OmsConfigurationException>(() => Start(directory));

        Assert.Contains(directory.FullPath, refused.Message, StringComparison.Ordinal);
        File.Delete(file);
        await using var engine = await Start(directory);
        await Tell(engine, "one");
    }

    private static Task<EngineSystem> Start(TemporaryDirectory directory, int shards = 64) =>
        Start(new OmsOptions { DataDirectory = directory.FullPath, ShardCount = shards });

    private static Task<EngineSystem> Start(OmsOptions options) =>
        EngineSystem.Start(options, NullLoggerFactory.Instance, CancellationToken.None);

    private static async Task Tell(EngineSystem engine, params string[] notes)
    {
        var region = Notebook.Start(engine.Actors, 64);
        foreach (var note in notes)
            await region.Ask<Notebook.Written>(new Notebook.Write("a", note), Patience);
    }

    private static async Task<IReadOnlyList<string>> Notes(EngineSystem engine) =>
        (await Notebook.Start(engine.Actors, 64).Ask<Notebook.Pages>(new Notebook.Read("a"), Patience)).Notes;
}
