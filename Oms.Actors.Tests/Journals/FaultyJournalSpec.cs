using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Actors.Hosting;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Journals;

/// <summary>What tests rely on when they make a journal fail.</summary>
public sealed class FaultyJournalSpec : IAsyncLifetime
{
    private const string Id = "notebook-a";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FaultyJournal _journal = new();
    private EngineSystem _engine = null!;

    public async Task InitializeAsync() => _engine = await Start();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Events_outlive_the_actor_system()
    {
        await Ask(Life(), "one");
        await Ask(Life(), "two");
        await _engine.DisposeAsync();

        _engine = await Start();

        Assert.Equal(["one", "two"], await Notes(Life()));
        Assert.Equal([new(1, "one"), new JournalEntry(2, "two")], _journal.Stream(Id));
        Assert.Equal([Id], _journal.Streams());
    }

    [Fact]
    public async Task A_held_write_is_stored_when_released_and_holds_back_nobody_else()
    {
        var held = _journal.Inject(JournalFault.HoldWrite, id => id == Id);
        var written = Ask(Life(), "one");
        await held.Met;

        await Ask(Life("b"), "other");
        Assert.Empty(_journal.Stream(Id));
        Assert.False(written.IsCompleted);

        held.Dispose();
        Assert.Equal(1, (await written).SequenceNumber);
        Assert.Single(_journal.Stream(Id));
    }

    [Fact]
    public async Task A_held_write_ends_with_its_actor_system()
    {
        var held = _journal.Inject(JournalFault.HoldWrite, id => id == Id);
        Life().Tell(new Notebook.Write("a", "one"));
        await held.Met;
        await _engine.DisposeAsync();

        held.Dispose();
        _engine = await Start();

        Assert.Empty(await Notes(Life()));
    }

    [Fact]
    public async Task A_recovery_waits_for_the_write_of_the_life_before()
    {
        var held = _journal.Inject(JournalFault.HoldWrite, id => id == Id);
        var first = Life();
        first.Tell(new Notebook.Write("a", "one"));
        await held.Met;
        Assert.True(await first.GracefulStop(Patience, PoisonPill.Instance));

        var notes = Notes(Life());
        held.Dispose();

        Assert.Equal(["one"], await notes);
    }

    [Fact]
    public async Task A_recovery_as_on_another_node_does_not_wait_and_the_late_write_fences_its_first_one()
    {
        _journal.RecoveryAwaitsWrites = false;
        var held = _journal.Inject(JournalFault.HoldWrite, id => id == Id, times: 1);
        var first = Ask(Life(), "one");
        await held.Met;
        var second = Life();
        Assert.Empty(await Notes(second));

        held.Dispose();
        await first;
        await Assert.ThrowsAsync<InvalidOperationException>(() => Ask(second, "another"));
    }

    [Fact]
    public async Task A_failed_write_is_not_stored_and_stops_the_actor()
    {
        using var fault = _journal.Inject(JournalFault.FailWrite, id => id == Id, times: 1);

        await Assert.ThrowsAsync<InjectedFailureException>(() => Ask(Life(), "one"));

        Assert.Equal(1, fault.Hits);
        Assert.Empty(_journal.Stream(Id));
        Assert.Equal(1, (await Ask(Life(), "one")).SequenceNumber);
    }

    [Fact]
    public async Task A_rejected_write_is_not_stored_and_the_actor_goes_on()
    {
        using var fault = _journal.Inject(JournalFault.RejectWrite, id => id == Id, times: 1);
        var life = Life();

        await Assert.ThrowsAsync<InjectedFailureException>(() => Ask(life, "one"));

        Assert.Empty(_journal.Stream(Id));
        Assert.Empty(await Notes(life));
    }

    [Fact]
    public async Task A_write_can_be_stored_and_reported_as_failed()
    {
        using var fault = _journal.Inject(JournalFault.StoreAndFail, id => id == Id);

        await Assert.ThrowsAsync<InjectedFailureException>(() => Ask(Life(), "one"));

        Assert.Equal(["one"], await Notes(Life()));
    }

    [Fact]
    public async Task An_answer_can_wait_while_its_event_is_there()
    {
        var held = _journal.Inject(JournalFault.HoldAnswer, id => id == Id);
        var written = Ask(Life(), "one");
        await held.Met;

        Assert.Single(_journal.Stream(Id));
        Assert.False(written.IsCompleted);

        held.Dispose();
        Assert.Equal(1, (await written).SequenceNumber);
    }

    [Fact]
    public async Task A_recovery_can_wait_and_can_fail()
    {
        await Ask(Life(), "one");
        var held = _journal.Inject(JournalFault.HoldRecovery, id => id == Id, times: 1);
        var notes = Notes(Life());
        await held.Met;
        Assert.False(notes.IsCompleted);
        held.Dispose();
        Assert.Equal(["one"], await notes);

        using var failing = _journal.Inject(JournalFault.FailRecovery, id => id == Id);
        var stopped = Life();
        await failing.Met;
        Assert.True(await stopped.GracefulStop(Patience, Notebook.Close.Instance));
        Assert.Equal(1, failing.Hits);
    }

    [Fact]
    public async Task Heads_and_history_read_the_same_streams_and_can_fail_and_wait()
    {
        var life = Life();
        await Ask(life, "one");
        await Ask(life, "two");

        Assert.Equal(new Dictionary<string, long> { [Id] = 2 }, await _engine.Heads.Read([Id, "absent"], CancellationToken.None));
        Assert.Equal([new JournalEntry(2, "two")], await _engine.History.ReadBackwards(Id, long.MaxValue, 1, CancellationToken.None));
        Assert.Equal([new JournalEntry(1, "one")], await _engine.History.ReadBackwards(Id, 1, 10, CancellationToken.None));

        using (_journal.Inject(JournalFault.FailRead, id => id == Id))
            await Assert.ThrowsAsync<InjectedFailureException>(() => _engine.Heads.Read(["absent", Id], CancellationToken.None));

        var held = _journal.Inject(JournalFault.HoldRead, id => id == Id);
        var heads = _engine.Heads.Read([Id], CancellationToken.None);
        await held.Met;
        Assert.False(heads.IsCompleted);
        held.Dispose();
        Assert.Single(await heads);
    }

    private Task<EngineSystem> Start() =>
        EngineSystem.Start(new OmsOptions(), _journal.Store, NullLoggerFactory.Instance, CancellationToken.None);

    private IActorRef Life(string name = "a") => _engine.Actors.ActorOf(Props.CreateBy(new Notebook.Producer(name)));

    private static Task<Notebook.Written> Ask(IActorRef life, string note) =>
        life.Ask<Notebook.Written>(new Notebook.Write("a", note), Patience);

    private static async Task<IReadOnlyList<string>> Notes(IActorRef life) =>
        (await life.Ask<Notebook.Pages>(new Notebook.Read("a"), Patience)).Notes;
}
