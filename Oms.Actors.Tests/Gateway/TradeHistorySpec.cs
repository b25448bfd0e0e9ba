using Oms.Actors.Api;
using Oms.Actors.Tests.Journals;
using Oms.Actors.Tests.Venue;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>An account's executions: newest first, each once, wherever they are kept at the moment.</summary>
public sealed class TradeHistorySpec
{
    private readonly FaultyJournal _journal = new();

    [Fact]
    public async Task Executions_are_told_once_whether_they_are_written_being_written_or_only_known()
    {
        string[] expected;
        await using (var engine = await Engine.On(() => _journal.Store, venue: new ScriptedVenue()))
        {
            var listener = await Listener.Of(engine, Engine.Account);
            var (closed, open, late) = (await engine.Place(10), await engine.Place(10), await engine.Place(10));
            await Execute(engine, listener, closed, 1, 4);
            await Execute(engine, listener, closed, 2, 6);
            await Execute(engine, listener, open, 1, 3);
            await Execute(engine, listener, late, 1, 1);
            Assert.Equal(Receipt.Received, await Deposit(engine, "written"));
            expected = [$"{late}/1 1", $"{open}/1 3", $"{closed}/2 6", $"{closed}/1 4"];
            Assert.Equal(expected, await Trades(engine));

            Task<Receipt> deposit;
            using (var writing = _journal.Inject(JournalFault.HoldWrite, id => id == "account-7"))
            {
                await Execute(engine, listener, open, 2, 2);
                deposit = Deposit(engine, "being written");
                await writing.Met;
                await Execute(engine, listener, late, 2, 9);
                await Execute(engine, listener, open, 3, 1);
                expected = [$"{open}/3 1", $"{late}/2 9", $"{open}/2 2", .. expected];
                Assert.Equal(expected, await Trades(engine));
            }

            Assert.Equal(Receipt.Received, await deposit);
            Assert.Equal(expected, await Trades(engine));
            await Corrected(engine, closed, 1, 3);
            expected[^1] = $"{closed}/1 3";
            Assert.Equal(expected, await Trades(engine));
            Assert.Equal(expected[2..5], await Trades(engine, request => request with { StartIndex = 2, Depth = 3 }));
            var ofOpen = expected.Where(trade => trade.StartsWith($"{open}/", StringComparison.Ordinal)).ToArray();
            Assert.Equal(ofOpen, await Trades(engine, request => request with { OrderId = open.Value }));
        }

        await using var again = await Engine.On(() => _journal.Store, empty: false, venue: new ScriptedVenue());
        Assert.Equal(expected, await Trades(again));
    }

    [Fact]
    public async Task Each_filter_leaves_what_it_names()
    {
        await using var engine = await Engine.On(() => _journal.Store, venue: new ScriptedVenue());
        var listener = await Listener.Of(engine, Engine.Account);
        var (first, second) = (await engine.Place(10), await engine.Place(10, caller: Engine.Trader));
        await Execute(engine, listener, first, 1, 1);
        await Execute(engine, listener, second, 2, 2);
        var trades = (await engine.Oms.GetTradesHistory(Engine.Operator, new GetTradesHistoryRequest(1, 7))).Value!.Trades;
        var times = trades.Select(trade => trade.TradedAt).Order().ToList();

        string[] both = [$"{second}/2 2", $"{first}/1 1"];
        Assert.Equal(both, await Trades(engine, request => request with { InstrumentId = 1, OrderId = 0, TradeId = 0, ExecutionId = 0, UserId = 0 }));
        Assert.Empty(await Trades(engine, request => request with { InstrumentId = 2 }));
        Assert.Equal([both[1]], await Trades(engine, request => request with { TradeId = 1 }));
        Assert.Equal([both[0]], await Trades(engine, request => request with { ExecutionId = 2 }));
        Assert.Empty(await Trades(engine, request => request with { TradeId = 1, ExecutionId = 2 }));
        Assert.Equal([both[0]], await Trades(engine, request => request with { UserId = trades[0].EnteredBy.Value }));
        Assert.Equal(both, await Trades(engine, request => request with { From = times[0] }));
        Assert.Empty(await Trades(engine, request => request with { To = times[0] }));
        Assert.Equal([both[0]], await Trades(engine, request => request with { From = times[0].AddTicks(1) }));
        Assert.Empty(await Trades(engine, request => request with { AccountId = 8 }));
    }

    [Theory]
    [InlineData(0, 0, "Depth")]
    [InlineData(1001, 0, "Depth")]
    [InlineData(1, -1, "StartIndex")]
    [InlineData(1, 10_001, "StartIndex")]
    public async Task A_page_beyond_the_limits_is_100(int depth, int start, string field)
    {
        await using var engine = await Engine.On(() => _journal.Store);
        var answer = await engine.Oms.GetTradesHistory(Engine.Trader, new GetTradesHistoryRequest(1, 7, Depth: depth, StartIndex: start));
        Assert.Equal(new Receipt(false, "Invalid Request", OmsCode.InvalidRequest, field), answer.Refusal);
    }

    [Fact]
    public async Task A_journal_that_cant_be_read_is_102_and_no_part_of_the_answer()
    {
        await using var engine = await Engine.On(() => _journal.Store);
        using var failing = _journal.Inject(JournalFault.FailRead, id => id == "account-7");
        var answer = await engine.Oms.GetTradesHistory(Engine.Trader, new GetTradesHistoryRequest(1, 7));
        Assert.Equal(Receipt.Refused(OmsCode.ServerError), answer.Refusal);
    }

    /// <summary>In the order's journal, and known to its account.</summary>
    private static async Task Execute(Engine engine, Listener listener, OrderId order, long execution, decimal quantity)
    {
        Assert.Equal(VenueReportResult.Taken, await engine.Reports.Report(new VenueReport.Execution(order, execution, quantity, 100)));
        await listener.Next<OrderTradeEvent>(told => told.Trade.OrderId == order && told.Trade.TradeId == execution);
    }

    private static async Task Corrected(Engine engine, OrderId order, long execution, decimal quantity) =>
        Assert.Equal(VenueReportResult.Taken, await engine.Reports.Report(new VenueReport.Corrected(order, execution, quantity, 100)));

    private static Task<Receipt> Deposit(Engine engine, string reference) =>
        engine.Administration.Deposit(Engine.Operator, Engine.Account, Engine.Usd, 1, reference);

    private static async Task<string[]> Trades(Engine engine, Func<GetTradesHistoryRequest, GetTradesHistoryRequest>? with = null)
    {
        var request = new GetTradesHistoryRequest(1, 7);
        var answer = await engine.Oms.GetTradesHistory(Engine.Operator, with is null ? request : with(request));
        Assert.True(answer.IsAnswered, answer.Refusal?.ToString());
        Assert.True(answer.Value.Complete);
        return [.. answer.Value.Trades.Select(trade => FormattableString.Invariant($"{trade.OrderId}/{trade.TradeId} {trade.Quantity}"))];
    }
}
