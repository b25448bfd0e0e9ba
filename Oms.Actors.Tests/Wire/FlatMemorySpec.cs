using System.Net.WebSockets;
using System.Text;
using Xunit;
using Xunit.Abstractions;

namespace Oms.Actors.Tests.Wire;

/// <summary>Specs that measure what is common to the whole process: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>
/// Bad input leaves nothing behind: after thousands of each kind the host holds no more memory than after the first few hundred. What one input may leave on average is far
/// less than any object that would be kept for it.
/// </summary>
[Collection(nameof(Alone))]
public sealed class FlatMemorySpec(BadInputHost host, ITestOutputHelper output) : IClassFixture<BadInputHost>
{
    private const int RoundsFlat = 2;
    private const int RoundsMost = 20;

    /// <summary>Less than what any object for each input of a round would take.</summary>
    private const long Slack = 512 * 1024;

    /// <summary>Pools keep some of the buffers that they have lent. A round of these inputs is more than 40 MB.</summary>
    private const long SlackOfBigOnes = 16 * 1024 * 1024;

    private static readonly string[] AboutOneOrder = ["CancelOrder", "GetOrderStatus"];

    [Fact]
    public Task Bodies_of_every_kind_over_HTTP()
    {
        var bodies = BadBodies.Texts.Values.Concat(BadBodies.Bytes.Values).Select(bad => bad.Body).Where(IsSmall).ToList();
        return IsFlat(2_000, (_, i) => host.OverHttp("CancelOrder", bodies[i % bodies.Count]));
    }

    [Fact]
    public Task Bodies_of_every_kind_over_a_WebSocket()
    {
        var bodies = BadBodies.Texts.Values.Select(bad => bad.Body).Where(IsSmall).Select(Encoding.UTF8.GetString).ToList();
        return IsFlat(2_000, (client, i) => client.Call("CancelOrder", bodies[i % bodies.Count]));
    }

    [Fact]
    public Task Frames_of_every_kind()
    {
        var frames = BadFrames.All.Select(frame => Encoding.UTF8.GetBytes(frame.Text)).Where(IsSmall).ToList();
        return IsFlat(2_000, async (client, i) =>
        {
            await client.SendBytes(frames[i % frames.Count], i % 2 == 0 ? WebSocketMessageType.Text : WebSocketMessageType.Binary);
            await client.Reply();
        });
    }

    [Fact]
    public Task Calls_that_are_not_there_each_of_another_name() => IsFlat(2_000, async (client, i) =>
    {
        await host.OverHttp($"Nonsense{i}", []);
        await client.Call($"Nonsense{i}", "{}");
    });

    [Fact]
    public Task Sessions_that_are_nobodys_each_another_ones() => IsFlat(200, async (client, i) =>
    {
        await host.Host.Post("GetUserAccounts", "{}", $"nobody{i}:x");
        await client.Call("WebAuthenticateUser", $$"""{"SessionToken":"nobody{{i}}:x"}""");
    });

    [Fact]
    public Task Users_that_are_not_there_each_another_one() => IsFlat(200, async (client, i) =>
    {
        await client.Call("GetUserAccounts", $$"""{"UserName":"nobody{{i}}"}""");
        await client.Call("GetUserAccounts", $$"""{"UserId":{{1_000_000 + i}}}""");
    }, Sender.Operator);

    [Fact]
    public Task Orders_that_are_not_there_each_another_one() => IsFlat(200, async (client, i) =>
    {
        foreach (var call in AboutOneOrder)
        {
            await client.Call(call, $$"""{"OMSId":1,"OrderId":{{100 + i}}}""");
            await client.Call(call, $$"""{"OMSId":1,"OrderId":{{1_000_000 + i}}}""");
            await client.Call(call, $$"""{"OMSId":1,"AccountId":7,"ClientOrderId":{{1_000_000 + i}}}""");
        }
    });

    [Theory]
    [InlineData("CancelOrder", 1_000_000)]
    [InlineData("GetOpenOrders", 2_000_000)]
    [InlineData("CancelAllOrders", 3_000_000)]
    [InlineData("SendOrder", 4_000_000)]
    [InlineData("Deposit", 5_000_000)]
    [InlineData("UnSubscribeAccountEvents", 7_000_000)]
    public Task Accounts_that_are_not_there_each_another_one(string call, int first) => IsFlat(
        200,
        (client, i) => client.Call(call, Encoding.UTF8.GetString(BadFields.Payload(call, BadFields.AccountId, $"{first + i}"))),
        Sender.Operator);

    /// <summary>More at once than elsewhere: of subscribers that are gone some thousands are remembered for a while.</summary>
    [Fact]
    public Task Subscriptions_to_accounts_that_are_not_there() => IsFlat(
        1_500,
        (client, i) => client.Call("SubscribeAccountEvents", $$"""{"OMSId":1,"AccountId":{{6_000_000 + i}}}"""),
        Sender.Operator);

    [Fact]
    public Task Big_ones_over_both() => IsFlat(200, async (client, i) =>
    {
        var big = new string((char)('a' + (i % 26)), 60_000);
        await host.OverHttp("CancelOrder", Encoding.ASCII.GetBytes($"{{\"{big}\":1}}"));
        await host.OverHttp("CancelOrder", Encoding.ASCII.GetBytes(big));
        await client.Call(big, "{}");
        if (i % 10 == 0)
            await host.Host.Send("CancelOrder", new byte[1024 * 1024], host.Token(Sender.Trader));
    }, slack: SlackOfBigOnes);

    [Fact]
    public Task Connections_that_are_ended_for_what_they_sent() => IsFlat(200, async (_, i) =>
    {
        await using var client = await host.Connect(null);
        await client.SendWhileOpen(i % 2 == 0 ? new byte[100_000] : new byte[] { 0xFF }, isLast: true);
        await client.Closed.WaitAsync(Engine.Patience);
    });

    /// <summary>
    /// Pools and caches fill up at first, and what they hold is bounded: so it counts that there comes an end to it. What is kept for each input has none.
    /// </summary>
    private async Task IsFlat(int batch, Func<RawClient, int, Task> send, Sender sender = Sender.Trader, long slack = Slack)
    {
        var levels = new List<long>();
        while (!AreLevel(levels, slack))
        {
            Assert.True(levels.Count < RoundsMost, $"After each {batch:N0} inputs more is held: {Shown(levels)}");
            await Batch(batch, levels.Count * batch, send, sender);
            levels.Add(GC.GetTotalMemory(forceFullCollection: true));
        }

        output.WriteLine($"Held after each {batch:N0} inputs: {Shown(levels)}");
    }

    /// <summary>The last rounds have added nothing to what was held before them.</summary>
    private static bool AreLevel(List<long> levels, long slack) =>
        levels.Count > RoundsFlat && levels[^RoundsFlat..].TrueForAll(level => level < levels[^(RoundsFlat + 1)] + slack);

    /// <summary>Big ones have a spec of their own: what pools keep of their buffers would hide what is kept of the small ones.</summary>
    private static bool IsSmall(byte[] bytes) => bytes.Length < 1_000;

    private static string Shown(List<long> levels) => string.Join(", ", levels.Select(level => $"{level / 1024:N0} KB"));

    /// <summary>Each batch has a client of its own, for a client keeps all that it hears.</summary>
    private async Task Batch(int batch, int first, Func<RawClient, int, Task> send, Sender sender)
    {
        await using var client = await host.Connect(host.Token(sender));
        for (var i = first; i < first + batch; i++)
            await send(client, i);
    }
}
