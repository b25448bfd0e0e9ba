using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Oms.Actors.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Persistence;

/// <summary>
/// An entity that writes on one node, then on another, then on the first again. The plugin marks each row with the node that wrote it, and
/// Akka's replay filter takes the return of a mark for an old writer that has not noticed its end.
/// </summary>
public abstract class MovedEntitySpec
{
    private const string AsAkkaShipsIt =
        """
        akka.persistence.journal.sql {
          replay-filter.mode = repair-by-discard-old
          default.journal.use-writer-uuid-column = true
        }
        """;

    /// <summary>The plugin creates the table here, as the column of writers is its own.</summary>
    private const string WithoutEngine =
        """
        akka { stdout-loglevel = OFF, loglevel = OFF }
        akka.persistence.journal.sql.auto-initialize = on
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task All_events_are_replayed_with_the_settings_of_the_engine() =>
        Assert.Equal(["placed", "filled in part", "canceled"], await MoveThereAndBack(""));

    [Fact]
    public async Task All_events_are_replayed_from_a_table_with_writers_as_long_as_the_filter_is_off() =>
        Assert.Equal(
            ["placed", "filled in part", "canceled"],
            await MoveThereAndBack("akka.persistence.journal.sql.default.journal.use-writer-uuid-column = true"));

    [Fact]
    public async Task The_last_event_is_lost_with_the_settings_that_akka_ships() =>
        Assert.Equal(["placed", "filled in part"], await MoveThereAndBack(AsAkkaShipsIt));

    private async Task<IReadOnlyList<string>> MoveThereAndBack(string overrides)
    {
        await using var place = await Empty();
        await using var journal = place.Store();
        using var one = Node(journal, overrides);
        using var other = Node(journal, overrides);

        await LiveOn(one, "placed");
        await LiveOn(other, "filled in part");
        await LiveOn(one, "canceled");

        var notebook = one.ActorOf(Props.CreateBy(new Notebook.Producer("order")));
        var pages = await notebook.Ask<Notebook.Pages>(new Notebook.Read("order"), Patience);
        await one.Terminate();
        await other.Terminate();
        return pages.Notes;
    }

    /// <summary>A journal in which the plugin may create its table.</summary>
    private protected abstract Task<IJournalPlace> Empty();

    private static async Task LiveOn(ActorSystem node, string note)
    {
        var notebook = node.ActorOf(Props.CreateBy(new Notebook.Producer("order")));
        await notebook.Ask<Notebook.Written>(new Notebook.Write("order", note), Patience);
        Assert.True(await notebook.GracefulStop(Patience, Notebook.Close.Instance));
    }

    /// <summary>A system without a cluster: what is looked at is the journal.</summary>
    private static ActorSystem Node(IJournalStore journal, string overrides)
    {
        var config = ConfigurationFactory.ParseString(overrides)
            .WithFallback(ConfigurationFactory.ParseString(WithoutEngine))
            .WithFallback(journal.Config);
        return ActorSystem.Create("node", ActorSystemSetup.Create([.. journal.Setups, BootstrapSetup.Create().WithConfig(config)]));
    }
}

public sealed class MovedEntityOnSqliteSpec : MovedEntitySpec
{
    private protected override Task<IJournalPlace> Empty() => Task.FromResult<IJournalPlace>(new SqlitePlace());
}
