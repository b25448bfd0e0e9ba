using Oms.Actors.Api;
using Oms.Actors.Ids;
using Oms.Actors.Instruments;
using Oms.Actors.Protocol;

namespace Oms.Simulation.Stage;

/// <summary>Stands in for what a schedule does not put to the test: the allocator of ids and the catalogue answer at once and are never down.</summary>
internal sealed class SimRegistry(World world)
{
    public static readonly InstrumentId Instrument = new(1);
    public static readonly ProductId Base = new(1);
    public static readonly ProductId Quote = new(2);

    private static readonly CatalogueTold Catalogue = new(
        1,
        [new Product(Base, "BTC", "Bitcoin", 0, true), new Product(Quote, "USD", "Dollar", 0, false)],
        [new Instrument(Instrument, "BTCUSD", Base, Quote, 1, 1, 1, 1000, InstrumentStatus.Running)]);

    private long _next = 1;

    public void Take(SimNode from, IEntityMessage message)
    {
        switch (message)
        {
            case ReserveIds reserve:
                world.Cluster.Reply(from, reserve.ReplyTo, new IdsReserved(reserve.Call, reserve.Kind, _next, reserve.Count, _next + reserve.Count - 1));
                _next += reserve.Count;
                break;
            case AskReservedIds ask:
                world.Cluster.Reply(from, ask.ReplyTo, new IdsReserved(ask.Call, ask.Kind, 0, 0, _next - 1));
                break;
            case WatchCatalogue watch when watch.KnownVersion >= Catalogue.Version:
                break;
            case WatchCatalogue watch:
                world.Cluster.Reply(from, watch.Watcher, Catalogue);
                break;
            default:
                world.Fail($"nobody takes {message}");
                break;
        }
    }
}
