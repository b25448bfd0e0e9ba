using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Gateway;
using Oms.Actors.Ids;
using Oms.Actors.Instruments;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Orders;
using Oms.Actors.Tests.Protocol;
using Xunit;
using static Oms.Actors.Tests.Instruments.CatalogueCases;

namespace Oms.Actors.Tests.Gateway;

/// <summary>A gateway says by which version of the catalogue it acts when nothing that it has begun rests on an older one.</summary>
public sealed class CatalogueUseSpec
{
    private static readonly GatewaySettings Settings = new(new OmsId(1), ProcessBench.Asker, 1, false, new GatewayLimits(), Timings.Default);

    private readonly ProcessBench _gateway = new(new GatewayProcess(Settings));

    public CatalogueUseSpec() => _gateway.Feed(new IdsReserved(OrderIds.BlockCall, IdKind.Order, 1, 1_000, 1_000));

    [Fact]
    public void It_knows_nothing_before_it_has_been_told() =>
        Assert.Contains(new Effect.Tell(new WatchCatalogue(ProcessBench.Asker, -1)), _gateway.Beginning);

    [Fact]
    public void What_it_is_told_it_acts_by_at_once() => Assert.Equal([4], Vouched(_gateway.Feed(Told(4))));

    [Fact]
    public void An_admission_on_its_way_is_waited_for()
    {
        _gateway.Feed(Told(4));
        var admission = Admitted();

        Assert.Empty(Vouched(_gateway.Feed(Told(5))));
        Assert.Equal([5], Vouched(_gateway.Feed(new OrderAccepted(admission.Call, admission.Terms.OrderId))));
    }

    [Fact]
    public void So_is_the_admission_of_a_replacement()
    {
        _gateway.Feed(Told(4));
        var asked = Assert.Single(Messages<AskOrder>(_gateway.Feed(new CancelReplaceOrderCall(Caller.Host, new CancelReplaceOrderRequest(1, 1, 1)))));
        var admission = Assert.Single(Messages<AdmitOrder>(_gateway.Feed(new OrderDescribed(asked.Call, Working))));

        Assert.Empty(Vouched(_gateway.Feed(Told(5))));
        Assert.Equal([5], Vouched(_gateway.Feed(new OrderAccepted(admission.Call, admission.Terms.OrderId))));
    }

    [Fact]
    public void It_is_waited_for_until_its_outcome_is_given_up()
    {
        _gateway.Feed(Told(4));
        Admitted();
        _gateway.Feed(Told(5));

        _gateway.Now += Timings.Default.WritePatience;

        Assert.Equal([5], Vouched(_gateway.Feed(new Input.TimerFired(GatewayProcess.TickTimer))).Distinct().Where(version => version > 4));
    }

    [Fact]
    public void The_oldest_admission_counts_and_one_by_the_newest_version_holds_up_nothing()
    {
        _gateway.Feed(Told(4));
        var (first, second) = (Admitted(), Admitted());
        _gateway.Feed(Told(5));
        Admitted();

        Assert.Empty(Vouched(_gateway.Feed(new OrderAccepted(second.Call, second.Terms.OrderId))));
        Assert.Equal([5], Vouched(_gateway.Feed(new OrderAccepted(first.Call, first.Terms.OrderId))));
    }

    [Fact]
    public void A_version_that_comes_late_changes_nothing()
    {
        _gateway.Feed(Told(5));

        Assert.Equal([5], Vouched(_gateway.Feed(Told(4))));
    }

    private static CatalogueTold Told(long version) => new(version, [Dollar, Bitcoin], [BitcoinDollar]);

    private static OrderView Working => OrderSamples.Terms().View(new OrderSummary(OrderState.Working, 0, 0, ChangeReason.NewInputAccepted, OrderSamples.Noon), 1);

    private static IEnumerable<T> Messages<T>(IReadOnlyList<Effect> effects) => effects.OfType<Effect.Tell>().Select(tell => tell.Message).OfType<T>();

    private static IEnumerable<long> Vouched(IReadOnlyList<Effect> effects) =>
        Messages<WatchCatalogue>(effects).Select(watch => watch.KnownVersion);

    private AdmitOrder Admitted() => Messages<AdmitOrder>(_gateway
        .Feed(new SendOrderCall(Caller.Host, new SendOrderRequest(1, 7, BitcoinDollar.InstrumentId.Value, Side.Buy, OrderType.Limit, 1, 100, TimeInForce.GTC))))
        .Single();
}
