using Microsoft.Data.Sqlite;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Clients;

/// <summary>The host is killed while an order with a time limit is open, and started again.</summary>
public sealed class KilledExpirySpec
{
    [Fact]
    public async Task An_order_expires_after_a_kill_and_a_start_although_nobody_calls()
    {
        using var directory = new TemporaryDirectory();
        long order;
        await using (var host = await HostProcess.Start(directory.FullPath))
        {
            using var trader = await Trader.LogIn(host.Address);
            var expires = TimeProvider.System.GetUtcNow().AddSeconds(5).ToUnixTimeMilliseconds();
            var answer = await trader.Post(
                "SendOrder",
                new { OMSId = 1, AccountId = 7, InstrumentId = 1, Side = "Buy", OrderType = "Limit", Quantity = 0.01m, LimitPrice = 100, TimeInForce = "GTD", ExpireTime = expires });
            Assert.True(answer.TryGetProperty("OrderId", out var id), answer.GetRawText());
            order = id.GetInt64();
            await host.Kill();
        }

        Assert.Equal(1, await RowsOf(order, directory));
        await using var again = await HostProcess.Start(directory.FullPath);
        using var patience = new CancellationTokenSource(Engine.Patience);
        while (await RowsOf(order, directory) < 2)
            patience.Token.ThrowIfCancellationRequested();

        using var reader = await Trader.LogIn(again.Address);
        Assert.Equal("Expired", await reader.StateOf(order));
        Assert.Equal((1_000_000m, 0m), await reader.Dollars());
    }

    /// <summary>How long the order's journal is, as its file has it: the host is not asked.</summary>
    private static async Task<long> RowsOf(long order, TemporaryDirectory directory)
    {
        await using var journal = new SqliteConnection($"Data Source={Path.Combine(directory.FullPath, "journal.db")};Mode=ReadOnly;Pooling=False");
        await journal.OpenAsync();
        await using var count = journal.CreateCommand();
        count.CommandText = "select count(*) from journal where persistence_id = $id";
        count.Parameters.AddWithValue("$id", $"order-{order}");
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
