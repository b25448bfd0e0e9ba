using System.Text.Json;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>A hundred connections of two users, each subscribed to the same ten accounts, hear all that becomes of a load of orders.</summary>
public sealed class ManySubscribersSpec : IAsyncLifetime
{
    private const int Readers = 100;
    private const int OrdersOfAnAccount = 30;

    private static readonly int[] Accounts = [.. Enumerable.Range(101, 10)];

    private WireHost _host = null!;

    public async Task InitializeAsync() => _host = await WireHost.Start();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Each_hears_each_end_once_and_each_order_in_the_order_of_its_versions()
    {
        var tokens = new[] { await _host.Token("operator"), await _host.Token("trader2") };
        await OpenAccounts(tokens[0]);
        var readers = await Task.WhenAll(Enumerable.Range(0, Readers).Select(reader => Subscribed(tokens[reader % 2])));

        var canceled = (await Task.WhenAll(Accounts.Select(account => PlaceAndCancel(account, tokens[1])))).SelectMany(orders => orders).ToHashSet();
        Assert.Equal(Accounts.Length * OrdersOfAnAccount, canceled.Count);

        await Task.WhenAll(readers.Select(reader => AllEnds(reader, canceled)));
        foreach (var reader in readers)
        {
            await reader.Call("Ping", "{}");
            AssertInOrder(reader);
            await reader.DisposeAsync();
        }
    }

    private async Task OpenAccounts(string token)
    {
        foreach (var account in Accounts)
        {
            await Done("AddAccount", new { AccountId = account, AccountName = $"desk {account}" }, token);
            await Done("Deposit", new { AccountId = account, ProductId = 1, Amount = 1_000_000, Reference = "first" }, token);
            await Done("AddUserAccount", new { UserName = "trader2", AccountId = account }, token);
        }
    }

    private async Task Done(string call, object request, string token)
    {
        var answer = await _host.Post(call, JsonSerializer.Serialize(request), token);
        Assert.False(answer.TryGetProperty("errorcode", out var code) && code.GetInt32() != 0, answer.GetRawText());
    }

    private async Task<RawClient> Connected(string token)
    {
        var client = await _host.Connect();
        Assert.True((await client.Call("WebAuthenticateUser", $$"""{"SessionToken":"{{token}}"}""")).GetProperty("Authenticated").GetBoolean());
        return client;
    }

    private async Task<RawClient> Subscribed(string token)
    {
        var reader = await Connected(token);
        foreach (var account in Accounts)
            Assert.Equal("""{"Subscribed":true}""", (await reader.Call("SubscribeAccountEvents", $$"""{"OMSId":1,"AccountId":{{account}}}""")).GetRawText());
        return reader;
    }

    /// <summary>Places all without waiting, and cancels each as soon as it is accepted.</summary>
    private async Task<IReadOnlyList<long>> PlaceAndCancel(int account, string token)
    {
        await using var trader = await Connected(token);
        for (var i = 0; i < OrdersOfAnAccount; i++)
            await trader.Send("SendOrder", $$"""{"OMSId":1,"AccountId":{{account}},"InstrumentId":1,"Side":0,"OrderType":2,"Quantity":0.01,"LimitPrice":{{100 + i}}}""");

        var orders = new List<long>();
        for (var replies = 0; replies < 2 * OrdersOfAnAccount; replies++)
        {
            var reply = await trader.Reply();
            if (reply.Name == "CancelOrder")
            {
                Assert.True(reply.Payload.GetProperty("result").GetBoolean(), reply.Payload.GetRawText());
                continue;
            }

            orders.Add(reply.OrderId);
            await trader.Send("CancelOrder", $$"""{"OMSId":1,"OrderId":{{reply.OrderId}}}""");
        }

        return orders;
    }

    private static async Task AllEnds(RawClient reader, HashSet<long> orders)
    {
        for (var left = orders.Count; left > 0; left--)
            await reader.Next("OrderStateEvent", e => e.OrderState != "Working");
    }

    private static void AssertInOrder(RawClient reader)
    {
        var states = reader.Heard.Where(frame => frame.Name == "OrderStateEvent").GroupBy(frame => frame.OrderId).ToList();
        Assert.Equal(Accounts.Length * OrdersOfAnAccount, states.Count);
        Assert.All(states, order => Assert.Equal(
            [("Working", 1L), ("Canceled", 2L)],
            order.Select(state => (state.OrderState!, state.Payload.GetProperty("OrderRevision").GetInt64()))));
    }
}
