using System.Text.Json;
using Microsoft.Data.Sqlite;
using Oms.Actors.Tests.Clients;
using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Disk;

/// <summary>The host's disk fails under its journal, as its users see it: the right code, a clear line in the log, nothing lost, and service again without anybody's help.</summary>
public sealed class DiskFaultsSpec
{
    private const string WriteFailed = "failed at";

    [Fact]
    public async Task A_journal_that_another_process_locks_takes_cancels_and_says_102_to_orders_until_it_is_free()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await HostProcess.Start(directory.FullPath);
        await using var other = new SqliteConnection($"Data Source={Path.Combine(directory.FullPath, "journal.db")};Pooling=False");
        await other.OpenAsync();

        await Survives(host, () => Execute(other, "BEGIN IMMEDIATE"), () => Execute(other, "ROLLBACK"));
        Assert.Contains("database is locked", host.Output);
    }

    [Fact]
    public async Task A_full_disk_takes_cancels_and_says_102_to_orders_until_there_is_room()
    {
        using var disk = new SmallDisk();
        await using var host = await HostProcess.Start(disk.FullPath);

        await Survives(host, disk.Fill, disk.Free);
        Assert.Contains("database or disk is full", host.Output);
    }

    [Fact]
    public async Task A_journal_that_can_only_be_read_stops_the_start_with_its_reason_and_is_as_it_was_when_it_can_be_written()
    {
        using var disk = new SmallDisk();
        long order;
        await using (var host = await HostProcess.Start(disk.FullPath))
        {
            using var trader = await Trader.LogIn(host.Address);
            order = (await trader.Place(100))!.Value;
            Assert.Equal(0, await host.Terminate());
        }

        disk.MakeReadOnly();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => HostProcess.Start(disk.FullPath));
        Assert.Contains($"The data directory '{disk.FullPath}' can't be written: Read-only file system", refused.Message, StringComparison.Ordinal);

        disk.MakeWritable();
        await using var again = await HostProcess.Start(disk.FullPath);
        using var reader = await Trader.LogIn(again.Address);
        Assert.Equal("Working", await reader.StateOf(order));
    }

    private static async Task Survives(HostProcess host, Action fail, Action mend)
    {
        using var trader = await Trader.LogIn(host.Address);
        var canceled = (await trader.Place(100))!.Value;
        var untouched = (await trader.Place(101))!.Value;

        fail();
        Assert.True(await trader.Cancel(canceled), "a cancel is received");
        Assert.Equal("Working", await trader.StateOf(untouched));
        var unknown = await trader.Post("SendOrder", new { OMSId = 1, AccountId = 7, InstrumentId = 1, Side = "Buy", OrderType = "Limit", Quantity = 0.01m, LimitPrice = 102, ClientOrderId = 9 });
        Assert.Equal((102, "outcome unknown, look it up by ClientOrderId"), CodeOf(unknown));
        await Until(() => Task.FromResult(host.Output.Contains(WriteFailed, StringComparison.Ordinal)));

        mend();
        await Until(async () => await trader.StateOf(canceled) == "Canceled");
        await Until(async () => await trader.Place(103) is not null);
        Assert.Equal("Working", await trader.StateOf(untouched));
        await Until(async () => await trader.Dollars() is { } dollars && dollars.Hold == await trader.NeedsOfOpenOrders());
    }

    private static (int, string?) CodeOf(JsonElement answer) => (answer.GetProperty("errorcode").GetInt32(), answer.GetProperty("detail").GetString());

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        while (!await holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
