using Oms.Actors.Api;
using Oms.Actors.Instruments;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Protocol;
using Xunit;
using static Oms.Actors.Tests.Instruments.CatalogueCases;

namespace Oms.Actors.Tests.Instruments;

public sealed class CatalogueProcessSpec
{
    private static readonly ReplyAddress Watcher = new("watcher");
    private readonly ProcessBench _bench = new(new CatalogueProcess(Timings.Default), Full);

    public CatalogueProcessSpec() => Serve();

    [Fact]
    public void A_watcher_is_told_at_once_unless_it_is_up_to_date()
    {
        var told = Told(_bench.Feed(new WatchCatalogue(Watcher, -1)));
        Assert.Equal(3, told.Version);
        Assert.Equal([Dollar, Bitcoin], told.Products);
        Assert.Equal([BitcoinDollar], told.Instruments);
        Assert.Empty(_bench.Feed(new WatchCatalogue(Watcher, 3)));
    }

    [Fact]
    public void A_change_is_told_to_watchers_after_its_write_and_before_its_answer()
    {
        _bench.Feed(new WatchCatalogue(Watcher, 3));
        Assert.DoesNotContain(_bench.Feed(Set(InstrumentStatus.Stopped)), effect => effect is Effect.Reply);

        var replies = _bench.Commit().OfType<Effect.Reply>().ToList();

        Assert.Equal([Watcher, ProcessBench.Asker], replies.Select(reply => reply.To));
        var told = Assert.IsType<CatalogueTold>(replies[0].Message);
        Assert.Equal((4, InstrumentStatus.Stopped), (told.Version, Assert.Single(told.Instruments).Status));
        Assert.Equal(new CatalogueChanged(1), replies[1].Message);
    }

    [Fact]
    public void What_is_being_written_is_told_to_nobody()
    {
        _bench.Feed(Set(InstrumentStatus.Stopped));

        Assert.Equal(3, Told(_bench.Feed(new WatchCatalogue(Watcher, -1))).Version);
    }

    [Fact]
    public void A_watcher_that_does_not_renew_is_forgotten()
    {
        var other = new ReplyAddress("other");
        _bench.Feed(new WatchCatalogue(Watcher, 3));
        _bench.Feed(new WatchCatalogue(other, 3));
        _bench.Now += TimeSpan.FromSeconds(15);
        _bench.Feed(new WatchCatalogue(other, 3));
        _bench.Now += TimeSpan.FromSeconds(6);

        Assert.Contains(_bench.Feed(new Input.TimerFired("watchers")), effect => effect is Effect.StartTimer { Name: "watchers" });

        _bench.Feed(Set(InstrumentStatus.Stopped));
        Assert.Equal([other, ProcessBench.Asker], _bench.Commit().OfType<Effect.Reply>().Select(reply => reply.To));
    }

    [Fact]
    public void A_watcher_that_knows_more_ends_this_life()
    {
        Assert.IsType<Effect.Abandon>(Assert.Single(_bench.Feed(new WatchCatalogue(Watcher, 4))));
    }

    [Fact]
    public void Changes_are_written_one_at_a_time_each_on_what_the_one_before_left()
    {
        _bench.Feed(Set(InstrumentStatus.Stopped, call: 1));
        _bench.Feed(Set(InstrumentStatus.Stopped, call: 2));
        _bench.Feed(Set(InstrumentStatus.Paused, call: 3));
        _bench.Feed(Add(Dollar with { DecimalPlaces = 3 }, call: 4));

        Assert.Equal(
            [new CatalogueChanged(1), new CatalogueChanged(2), new CatalogueChanged(3), new CallRefused(4, OmsCode.OperationFailed, "another product has this id")],
            ProcessBench.Replies(_bench.CommitAll()));
        Assert.Equal(5, _bench.Journal.Count);
    }

    [Fact]
    public void The_first_operator_is_named_once()
    {
        _bench.Feed(Name("ann"));
        _bench.Feed(Name("bob", call: 2));

        Assert.Equal([new FirstOperatorNamed(1, true), new FirstOperatorNamed(2, false)], ProcessBench.Replies(_bench.CommitAll()));
        Assert.Equal(new FirstOperatorNamed(3, true), _bench.Ask(Name("ann", call: 3)));
    }

    [Fact]
    public void Whoever_waits_when_a_life_ends_is_told_that_the_outcome_is_unknown()
    {
        _bench.Feed(Set(InstrumentStatus.Stopped));
        _bench.Feed(Name("ann", call: 2));

        Assert.Equal(
            [new CallRefused(1, OmsCode.ServerError, "outcome unknown"), new CallRefused(2, OmsCode.ServerError, "outcome unknown")],
            ProcessBench.Replies(_bench.Fail()));
    }

    [Fact]
    public void The_queue_is_bounded()
    {
        for (var i = 0; i <= CatalogueProcess.QueueMost; i++)
            Assert.Empty(ProcessBench.Replies(_bench.Feed(Name("ann"))));

        Assert.Equal(new CallRefused(1, OmsCode.OperationFailed, "the catalogue is busy"), Assert.Single(ProcessBench.Replies(_bench.Feed(Name("ann")))));
    }

    [Fact]
    public void The_catalogue_stays_while_somebody_watches()
    {
        _bench.Feed(new WatchCatalogue(Watcher, 3));
        Tick();
        Assert.DoesNotContain(Effect.Passivate.Now, Tick());

        _bench.Now += TimeSpan.FromMinutes(1);
        _bench.Feed(new Input.TimerFired("watchers"));
        Assert.Contains(Effect.Passivate.Now, Tick());
    }

    [Fact]
    public void A_change_is_answered_when_every_node_that_may_serve_acts_by_it()
    {
        Serve(Here, There);
        _bench.Feed(new WatchCatalogue(GatewayOf(Here), 3));
        _bench.Feed(new WatchCatalogue(GatewayOf(There), 3));
        _bench.Feed(Set(InstrumentStatus.Halted));

        Assert.Empty(ProcessBench.Replies(_bench.Commit()));
        Assert.Empty(ProcessBench.Replies(_bench.Feed(new WatchCatalogue(GatewayOf(Here), 4))));
        Assert.Equal([new CatalogueChanged(1)], ProcessBench.Replies(_bench.Feed(new WatchCatalogue(GatewayOf(There), 4))));
    }

    [Fact]
    public void A_node_that_has_not_said_what_it_knows_is_waited_for_until_it_can_not_serve_any_more()
    {
        Serve(Here, There);
        _bench.Feed(new WatchCatalogue(GatewayOf(Here), 3));
        _bench.Feed(Set(InstrumentStatus.Halted));
        _bench.Commit();
        Assert.Empty(ProcessBench.Replies(_bench.Feed(new WatchCatalogue(GatewayOf(Here), 4))));

        Assert.Equal([new CatalogueChanged(1)], ProcessBench.Replies(Serve(Here)));
    }

    [Fact]
    public void A_life_that_does_not_know_who_may_serve_answers_no_change()
    {
        var bench = new ProcessBench(new CatalogueProcess(Timings.Default), Full);
        Assert.Contains(Effect.HearOfNodes.Now, bench.Beginning);
        bench.Feed(Set(InstrumentStatus.Halted));

        Assert.Empty(ProcessBench.Replies(bench.Commit()));
        Assert.Equal([new CatalogueChanged(1)], ProcessBench.Replies(bench.Feed(new Input.NodesAre(new HashSet<string>()))));
    }

    [Fact]
    public void A_new_life_of_a_gateway_takes_the_place_of_the_one_before()
    {
        Serve(Here);
        _bench.Feed(new WatchCatalogue(GatewayOf(Here), 3));
        _bench.Feed(new WatchCatalogue(GatewayOf(Here, life: 2), -1));
        _bench.Feed(Set(InstrumentStatus.Halted));

        Assert.Equal([GatewayOf(Here, life: 2)], _bench.Commit().OfType<Effect.Reply>().Select(reply => reply.To));
        Assert.Equal([new CatalogueChanged(1)], ProcessBench.Replies(_bench.Feed(new WatchCatalogue(GatewayOf(Here, life: 2), 4))));
    }

    [Fact]
    public void Who_is_behind_is_told_again_while_a_change_waits()
    {
        Serve(Here, There);
        _bench.Feed(new WatchCatalogue(GatewayOf(Here), 3));
        _bench.Feed(new WatchCatalogue(GatewayOf(There), 3));
        _bench.Feed(Set(InstrumentStatus.Halted));
        _bench.Commit();
        _bench.Feed(new WatchCatalogue(GatewayOf(Here), 4));

        Assert.Equal([GatewayOf(There)], TellAgain().OfType<Effect.Reply>().Select(reply => reply.To));
        _bench.Feed(new WatchCatalogue(GatewayOf(There), 4));
        Assert.Empty(TellAgain());
    }

    [Fact]
    public void Whoever_waits_for_a_silent_node_when_a_life_ends_is_told_that_the_outcome_is_unknown()
    {
        Serve(Here);
        _bench.Feed(Set(InstrumentStatus.Halted));
        _bench.Commit();

        Assert.Equal([new CallRefused(1, OmsCode.ServerError, "outcome unknown")], ProcessBench.Replies(_bench.Fail()));
    }

    private const string Here = "akka.tcp://oms-1@10.7.0.1:4053";
    private const string There = "akka.tcp://oms-1@10.7.0.2:4053";

    private static ReplyAddress GatewayOf(string node, int life = 1) => new($"{node}/user/gateway#{life}");

    private IReadOnlyList<Effect> Serve(params string[] nodes) => _bench.Feed(new Input.NodesAre(nodes.ToHashSet()));

    private IReadOnlyList<Effect> TellAgain() => _bench.Feed(new Input.TimerFired(CatalogueProcess.TellTimer));

    private IReadOnlyList<Effect> Tick() => _bench.Feed(new Input.TimerFired(CatalogueProcess.IdleTimer));

    private static CatalogueTold Told(IReadOnlyList<Effect> effects)
    {
        var reply = Assert.Single(effects.OfType<Effect.Reply>());
        Assert.Equal(Watcher, reply.To);
        return Assert.IsType<CatalogueTold>(reply.Message);
    }
}
