using System.Globalization;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Hosting;
using Oms.Actors.Nodes;
using Oms.Actors.Orders;
using Oms.Actors.Persistence;
using Oms.Actors.Persistence.Serialization;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Orders;
using Oms.Actors.Tests.Persistence;
using Oms.Actors.Tests.Protocol;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>An account that has closed a hundred thousand orders answers, and comes back, like one that has closed few.</summary>
public sealed class LongHistorySpec
{
    private const int Orders = 100_000;
    private const int OrdersPerRow = 4;
    private const int RowsPerRead = 250;

    [Fact]
    public async Task The_newest_orders_and_trades_are_answered_after_one_page_of_rows_and_older_ones_after_those_before_them()
    {
        using var directory = new TemporaryDirectory();
        var options = new OmsOptions { DataDirectory = directory.FullPath };
        await using (await Engine.On(() => new SqliteJournalStore(options)))
        {
        }

        Write(Path.Combine(directory.FullPath, DataDirectory.JournalName));
        var journal = new CountingJournal(new SqliteJournalStore(options));
        await using var engine = await Engine.On(() => journal, empty: false);
        await engine.UntilItAnswers();

        Assert.Equal((Newest(100, 0), RowsPerRead), await journal.Counting(() => OrdersOf(engine, 0)));
        Assert.Equal((Newest(100, 0), RowsPerRead), await journal.Counting(() => TradesOf(engine, 0)));
        Assert.Equal((Newest(100, 5_000), 6 * RowsPerRead), await journal.Counting(() => OrdersOf(engine, 5_000)));
        Assert.Equal((Newest(100, 5_000), 6 * RowsPerRead), await journal.Counting(() => TradesOf(engine, 5_000)));
        Assert.Equal((Newest(100, 10_000), 11 * RowsPerRead), await journal.Counting(() => TradesOf(engine, 10_000)));
    }

    [Fact]
    public void A_snapshot_grows_no_more_and_a_recovery_reads_one_and_few_events()
    {
        var (few, many) = (SnapshotAfter(10_000), SnapshotAfter(Orders));
        var serializer = new OmsSerializer(null!);
        var (small, large) = (serializer.ToBinary(few.State).Length, serializer.ToBinary(many.State).Length);

        Assert.InRange(large, small, small + (small / 5));
        Assert.Equal(Rows(Orders) + 1, many.Sequence);
        Assert.True(Timings.Default.SnapshotEvery <= 500);
    }

    /// <summary>The books after so many orders, as they are kept with the next row.</summary>
    private static (IProtocolMessage State, long Sequence) SnapshotAfter(int orders)
    {
        var account = new ProcessBench(
            new AccountProcess(OrderSamples.Seven, Timings.Default),
            [Opening, .. Enumerable.Range(0, Rows(orders) - 1).Select(RowOf)]);
        account.Feed(new Input.HeadsRead(new Dictionary<string, long>()));
        account.Feed(new MoveFunds(OrderSamples.Seven, OrderSamples.Usd, 1, "next", 1, ProcessBench.Asker));
        account.CommitAll();
        return account.Snapshot!.Value;
    }

    private static AccountCommitted Opening => new(
    [
        new AccountFact.Opened("seven", OrderSamples.Noon), new AccountFact.Moved(OrderSamples.Usd, 1_000, "usd", OrderSamples.Noon),
        new AccountFact.Moved(OrderSamples.Btc, 10, "btc", OrderSamples.Noon),
    ]);

    private static int Rows(int orders) => (orders / OrdersPerRow) + 1;

    private static AccountCommitted RowOf(int number) => new(
        [.. Enumerable.Range(1 + (number * OrdersPerRow), OrdersPerRow).SelectMany(id => FactsOf(OrderSamples.Terms(id, id % 2 == 0 ? Side.Sell : Side.Buy, 1)))]);

    private static IEnumerable<AccountFact> FactsOf(OrderTerms terms)
    {
        yield return new AccountFact.Admitted(terms);
        yield return new AccountFact.Closed(
            terms,
            2,
            new OrderSummary(OrderState.FullyExecuted, 1, 100, ChangeReason.Trade, OrderSamples.Noon),
            [new OrderExecution(2, terms.OrderId.Value, 1, 100, OrderSamples.Noon)]);
    }

    /// <summary>Into the account's journal behind what is there, as the journal's plugin would write it.</summary>
    private static void Write(string file)
    {
        var serializer = new OmsSerializer(null!);
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText =
            """
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier)
            SELECT created, 0, persistence_id, (SELECT max(sequence_number) + 1 FROM journal WHERE persistence_id = 'account-7'), $message, manifest, identifier
            FROM journal WHERE persistence_id = 'account-7' AND sequence_number = 1
            """;
        var message = insert.Parameters.Add("$message", SqliteType.Blob);
        for (var number = 0; number < Orders / OrdersPerRow; number++)
        {
            message.Value = serializer.ToBinary(RowOf(number));
            Assert.Equal(1, insert.ExecuteNonQuery());
        }

        transaction.Commit();
    }

    private static string Newest(int count, int behind) =>
        string.Join(' ', Enumerable.Range(0, count).Select(index => (Orders - behind - index).ToString(CultureInfo.InvariantCulture)));

    private static async Task<string> OrdersOf(Engine engine, int start)
    {
        var answer = await engine.Oms.GetOrdersHistory(Engine.Operator, new GetOrdersHistoryRequest(1, 7, StartIndex: start));
        Assert.True(answer.Value!.Complete);
        return string.Join(' ', answer.Value.Orders.Select(order => order.OrderId));
    }

    private static async Task<string> TradesOf(Engine engine, int start)
    {
        var answer = await engine.Oms.GetTradesHistory(Engine.Operator, new GetTradesHistoryRequest(1, 7, StartIndex: start));
        Assert.True(answer.Value!.Complete);
        return string.Join(' ', answer.Value.Trades.Select(trade => trade.TradeId));
    }

    /// <summary>Counts the rows that are read backwards.</summary>
    private sealed class CountingJournal(IJournalStore inner) : IJournalStore, IJournalHistory
    {
        private IJournalHistory? _history;
        private int _rows;

        public Config Config => inner.Config;

        public IReadOnlyList<Setup> Setups => inner.Setups;

        public IReadOnlyList<RequiredSetting> RequiredSettings => inner.RequiredSettings;

        public async Task<(string Answer, int Rows)> Counting(Func<Task<string>> ask)
        {
            _rows = 0;
            return (await ask(), Volatile.Read(ref _rows));
        }

        public async Task<IReadOnlyList<JournalEntry>> ReadBackwards(string persistenceId, long toSequenceInclusive, int max, CancellationToken cancellation)
        {
            var rows = await _history!.ReadBackwards(persistenceId, toSequenceInclusive, max, cancellation);
            Interlocked.Add(ref _rows, rows.Count);
            return rows;
        }

        public Task Open(CancellationToken cancellation) => inner.Open(cancellation);

        public IClusterGate? OpenGate(ILoggerFactory loggers) => inner.OpenGate(loggers);

        public IJournalHeads OpenHeads(ActorSystem system) => inner.OpenHeads(system);

        public IJournalHistory OpenHistory(ActorSystem system)
        {
            _history = inner.OpenHistory(system);
            return this;
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
