using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Actors.Hosting;
using Oms.Actors.Persistence;
using Oms.Actors.Protocol;
using Xunit;

namespace Oms.Actors.Tests.Persistence;

/// <summary>What an engine expects of its journal, on whatever database: of the plugin that writes it, and of what is read of it beside the plugin.</summary>
public abstract class JournalSpec : IAsyncLifetime
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private IJournalPlace _place = null!;
    private EngineSystem _engine = null!;
    private IActorRef _notebooks = null!;

    private protected EngineSystem Running => _engine;

    private protected IActorRef Notebooks => _notebooks;

    public async Task InitializeAsync()
    {
        _place = await Open();
        _engine = await EngineSystem.Start(new OmsOptions(), _place.Store(), NullLoggerFactory.Instance, CancellationToken.None);
        _notebooks = Notebook.Start(_engine.Actors, 64);
    }

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _place.DisposeAsync();
    }

    [Fact]
    public async Task Heads_are_the_last_sequence_numbers_and_ids_without_events_are_absent()
    {
        await Write("a", "one", "two", "three");
        await Write("b", "one");

        var heads = await _engine.Heads.Read(
            [Notebook.IdOf("a"), Notebook.IdOf("b"), Notebook.IdOf("c"), "it's \"quoted\", too"], CancellationToken.None);

        Assert.Equal(new Dictionary<string, long> { [Notebook.IdOf("a")] = 3, [Notebook.IdOf("b")] = 1 }, heads);
    }

    [Fact]
    public async Task Heads_answer_a_page_of_500_and_refuse_a_larger_one()
    {
        await Write("7", "one");
        string[] page = [.. Enumerable.Range(0, IJournalHeads.PageSize).Select(number => Notebook.IdOf($"{number}"))];

        Assert.Equal([Notebook.IdOf("7")], (await _engine.Heads.Read(page, CancellationToken.None)).Keys);
        Assert.Empty(await _engine.Heads.Read([], CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _engine.Heads.Read([.. page, "one more"], CancellationToken.None));
    }

    [Fact]
    public async Task Names_of_one_kind_are_told_in_order_page_by_page()
    {
        foreach (var name in new[] { "b", "a", "c", "ab" })
            await Write(name, "one", "two");
        var prefix = Notebook.IdOf("");

        Assert.Equal([Notebook.IdOf("a"), Notebook.IdOf("ab")], await _engine.Heads.ReadNames(prefix, null, 2, CancellationToken.None));
        Assert.Equal([Notebook.IdOf("b"), Notebook.IdOf("c")], await _engine.Heads.ReadNames(prefix, Notebook.IdOf("ab"), 5, CancellationToken.None));
        Assert.Empty(await _engine.Heads.ReadNames(prefix, Notebook.IdOf("c"), 5, CancellationToken.None));
        Assert.Equal([Notebook.IdOf("ab")], await _engine.Heads.ReadNames(Notebook.IdOf("ab"), Notebook.IdOf("a"), 5, CancellationToken.None));
    }

    [Fact]
    public async Task History_is_read_backwards_in_chunks()
    {
        await Write("a", "one", "two", "three");
        await Write("b", "other");

        var newest = await History("a", long.MaxValue, 2);
        var rest = await History("a", newest[^1].SequenceNumber - 1, 2);

        Assert.Equal([new(3, "three"), new JournalEntry(2, "two")], newest);
        Assert.Equal([new JournalEntry(1, "one")], rest);
        Assert.Empty(await History("a", 0, 2));
        Assert.Empty(await History("c", long.MaxValue, 2));
    }

    [Fact]
    public async Task A_stopped_reader_is_not_answered()
    {
        await Write("a", "one");
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _engine.Heads.Read([Notebook.IdOf("a")], stopped.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _engine.History.ReadBackwards(Notebook.IdOf("a"), 1, 1, stopped.Token));
    }

    [Fact]
    public async Task An_entity_that_is_killed_while_it_writes_recovers_with_what_it_wrote()
    {
        var life = _engine.Actors.ActorOf(Props.CreateBy(new Notebook.Producer("a")));
        await life.Ask<Notebook.Written>(new Notebook.Write("a", "one"), Patience);
        life.Tell(new Notebook.Write("a", "two"));
        Assert.True(await life.GracefulStop(Patience, PoisonPill.Instance));

        var next = _engine.Actors.ActorOf(Props.CreateBy(new Notebook.Producer("a")));
        var pages = await next.Ask<Notebook.Pages>(new Notebook.Read("a"), Patience);

        Assert.Equal(["one", "two"], pages.Notes);
    }

    [Fact]
    public void A_row_that_names_a_clr_type_is_refused()
    {
        var refused = Assert.Throws<SerializationException>(
            () => _engine.Actors.Serialization.Deserialize("{}"u8.ToArray(), 1, "System.Collections.ArrayList"));

        Assert.Contains("serializer id 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_is_found_again()
    {
        var store = Akka.Persistence.Persistence.Instance.Apply(_engine.Actors).SnapshotStoreFor("");
        await store.Ask<SaveSnapshotSuccess>(new SaveSnapshot(new SnapshotMetadata("a", 7, DateTime.UnixEpoch), "all so far"), Patience);

        var loaded = await store.Ask<LoadSnapshotResult>(new LoadSnapshot("a", SnapshotSelectionCriteria.Latest, long.MaxValue), Patience);

        Assert.Equal("all so far", loaded.Snapshot.Snapshot);
    }

    [Fact]
    public async Task A_second_writer_of_one_entity_is_refused()
    {
        var one = _engine.Actors.ActorOf(Props.CreateBy(new Notebook.Producer("a")));
        var other = _engine.Actors.ActorOf(Props.CreateBy(new Notebook.Producer("a")));
        await one.Ask<Notebook.Pages>(new Notebook.Read("a"), Patience);
        await other.Ask<Notebook.Pages>(new Notebook.Read("a"), Patience);

        await one.Ask<Notebook.Written>(new Notebook.Write("a", "one"), Patience);
        var refused = await Assert.ThrowsAnyAsync<Exception>(
            () => other.Ask<Notebook.Written>(new Notebook.Write("a", "another"), Patience));

        Assert.True(_place.IsSecondWriter(refused), refused.ToString());
        Assert.Equal(new JournalEntry(1, "one"), Assert.Single(await History("a", long.MaxValue, 10)));
    }

    private protected abstract Task<IJournalPlace> Open();

    private protected async Task Write(string name, params string[] notes)
    {
        foreach (var note in notes)
            await _notebooks.Ask<Notebook.Written>(new Notebook.Write(name, note), Patience);
    }

    private protected Task<IReadOnlyList<JournalEntry>> History(string name, long to, int max) =>
        _engine.History.ReadBackwards(Notebook.IdOf(name), to, max, CancellationToken.None);
}
