using System.Text;
using System.Text.Json;
using Oms.Actors.Api;
using Oms.Host.Connections;
using Oms.Host.Wire;
using Xunit;

namespace Oms.Actors.Tests.Host;

/// <summary>What a reader of the wire is told of trades and of orders that the venue does not take: everything once.</summary>
public sealed class StoryOfTradesSpec
{
    private static readonly AccountId Account = new(7);
    private static readonly Trade Bought = new(
        12, new OrderId(4), Account, new InstrumentId(1), new ClientOrderId(99), Side.Buy, 0.5m, 100.1m, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), 3)
    { Fee = 0.001m, FeeProductId = new ProductId(2), Liquidity = Liquidity.Taker };

    [Fact]
    public void A_trade_has_the_keys_of_the_document_in_its_order()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            TradeJson.Write(json, new OmsId(1), Bought);

        Assert.Equal(
            """{"OMSId":1,"TradeId":12,"OrderId":4,"AccountId":7,"ClientOrderId":99,"InstrumentId":1,"Side":"Buy","Quantity":0.5,"Price":100.1,"Value":50.05,"TradeTime":639029198450000000,"ContraAcctId":0,"OrderTradeRevision":1,"Direction":"NoChange","Fee":0.001,"FeeProductId":2,"MakerTaker":"Taker"}""",
            Encoding.UTF8.GetString(buffer.ToArray()));
    }

    [Fact]
    public void A_trade_is_told_once_and_not_to_a_reader_of_order_states_only()
    {
        var trade = new OrderTradeEvent(Account, "s", 1, Bought);
        var story = new Story(Interest.Everything);

        Assert.Equal([trade], story.Take(trade));
        Assert.Empty(story.Take(trade));
        Assert.Empty(new Story(Interest.OrderStates(null)).Take(trade));
    }

    [Fact]
    public void A_correction_of_a_trade_is_told_and_so_is_the_closed_order_that_it_corrects_each_once_and_never_back()
    {
        var filled = Samples.Order with { OrderId = new OrderId(4), State = OrderState.FullyExecuted, Quantity = 0, Version = 3 };
        var told = new OrderStateEvent(Account, "s", 1, filled);
        var corrected = new OrderStateEvent(Account, "s", 2, filled with { QuantityExecuted = 0, Version = 4 });
        var trade = new OrderTradeEvent(Account, "s", 3, Bought);
        var busted = new OrderTradeEvent(Account, "s", 4, Bought with { Quantity = 0, Revision = 2 });
        var story = new Story(Interest.Everything);

        Assert.Equal([trade], story.Take(trade));
        Assert.Equal([told], story.Take(told));
        Assert.Equal([busted], story.Take(busted));
        Assert.Equal([corrected], story.Take(corrected));
        Assert.All<AccountEvent>([trade, told, busted, corrected], again => Assert.Empty(story.Take(again)));
        Assert.Empty(story.Take(new OrderStateEvent(Account, "s", 5, filled with { State = OrderState.Working, Version = 9 })));
    }

    [Fact]
    public void An_order_that_the_venue_rejects_is_told_as_a_reject_and_as_a_state()
    {
        var reject = new NewOrderRejectEvent(Account, "s", 1, new OrderId(4), new ClientOrderId(99), "No More Market");
        var state = new OrderStateEvent(Account, "s", 2, Samples.Order with { OrderId = new OrderId(4), State = OrderState.Rejected, Quantity = 0 });
        var story = new Story(Interest.Everything);

        Assert.Equal([reject], story.Take(reject));
        Assert.Equal([state], story.Take(state));
        Assert.Empty(story.Take(reject));
        Assert.Empty(story.Take(state));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_gap_an_order_that_never_was_is_told_at_once_and_one_that_was_is_asked_for_its_end(bool neverPlaced)
    {
        var ended = new ClosedOrder(new OrderId(4), new ClientOrderId(99), OrderState.Rejected) { NeverPlaced = neverPlaced };
        var story = new Story(Interest.Everything);
        var told = story.Take(new AccountSnapshotEvent(Account, "s", 1, [], []) { ClosedMeanwhile = [ended] });

        Assert.Equal(neverPlaced, told is [NewOrderRejectEvent { RejectReason: "Never_Placed" }]);
        Assert.Equal(!neverPlaced, story.TryUnclear(out _));
    }
}
