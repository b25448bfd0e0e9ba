using System.Collections.Concurrent;
using Xunit;

namespace Oms.Actors.Tests.Clients;

/// <summary>The host is killed in the middle of a load of places and cancels, again and again on the same data. What it has told anyone must be so after each start.</summary>
public sealed class KillSpec : IDisposable
{
    private const string KillsVariable = "OMS_KILLS";
    private const int Workers = 8;
    private const int MostReads = 5_000;

    /// <summary>Ten with every run of the tests, as many as one likes by hand.</summary>
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable(KillsVariable) ?? "10", System.Globalization.CultureInfo.InvariantCulture);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("oms-kill-");
    private readonly ConcurrentBag<long> _accepted = [];
    private readonly ConcurrentDictionary<long, bool> _canceled = [];

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Kills_in_the_middle_of_a_load_lose_nothing_and_leave_no_hold_behind()
    {
        for (var round = 0; round < Kills; round++)
        {
            await using var host = await HostProcess.Start(_directory.FullName);
            using var trader = await Trader.LogIn(host.Address);
            await AllThatWasToldIsSo(trader);
            await KilledUnderLoad(host, trader, 20 + (7 * (round % 10)));
        }

        await using var last = await HostProcess.Start(_directory.FullName);
        using var auditor = await Trader.LogIn(last.Address);
        await AllThatWasToldIsSo(auditor);
        Assert.NotEmpty(_canceled);
        Assert.True(_accepted.Count >= Kills * 20);
        await NothingIsHeldWhenAllIsCanceled(auditor);
        Assert.Equal(0, await last.Terminate());
    }

    private async Task AllThatWasToldIsSo(Trader trader)
    {
        foreach (var order in _accepted)
        {
            var state = await trader.StateOf(order);
            Assert.True(state is "Working" or "Canceled", $"order {order} was accepted and is {state ?? "not found"}");
            Assert.True(state == "Canceled" || !_canceled.ContainsKey(order), $"order {order} was Canceled and is {state}");
        }

        // An admission that the kill left open holds its money until the order has been asked.
        await Until(async () => await trader.Dollars() is { } dollars && dollars.Hold == await trader.NeedsOfOpenOrders(), "holds differ from open orders");
    }

    private async Task KilledUnderLoad(HostProcess host, Trader trader, int orders)
    {
        var enough = new CountdownEvent(orders);
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var workers = Enumerable.Range(0, Workers).Select(worker => Trade(trader, worker, () =>
        {
            if (!enough.IsSet && enough.Signal())
                loaded.TrySetResult();
        })).ToList();
        await Task.WhenAny(loaded.Task, Task.WhenAll(workers)).WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(loaded.Task.IsCompleted, $"the host stopped answering by itself:\n{host.Output}");
        await host.Kill();
        await Task.WhenAll(workers);
    }

    /// <summary>Places and cancels until the host is gone, and notes what it was told.</summary>
    private async Task Trade(Trader trader, int worker, Action placed)
    {
        try
        {
            for (var turn = 0; ; turn++)
            {
                if (await trader.Place(100 + worker) is not { } order)
                    continue;
                _accepted.Add(order);
                placed();
                if (turn % 3 == 0 || !await trader.Cancel(order))
                    continue;
                if (await trader.StateOf(order) == "Canceled")
                    _canceled[order] = true;
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or System.Text.Json.JsonException)
        {
            // Killed: what was under way has no answer.
        }
    }

    private static async Task NothingIsHeldWhenAllIsCanceled(Trader trader)
    {
        Assert.True((await trader.Post("CancelAllOrders", new { OMSId = 1, AccountId = 7 })).GetProperty("result").GetBoolean());
        await Until(async () => await trader.NeedsOfOpenOrders() == 0 && await trader.Dollars() == (1_000_000m, 0m), "a hold or an order was left behind");
    }

    private static async Task Until(Func<Task<bool>> holds, string otherwise)
    {
        for (var reads = 0; reads < MostReads; reads++)
        {
            if (await holds())
                return;
        }

        Assert.Fail(otherwise);
    }
}
