using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>Orders that go with their connection, for those who ask for it.</summary>
public sealed class CancelOnDisconnectSpec(SharedWireHost shared) : IClassFixture<SharedWireHost>
{
    private const string Enable = """{"OMSId":1,"AccountId":7,"Enabled":true}""";
    private const string Disable = """{"OMSId":1,"AccountId":7,"Enabled":false}""";
    private const string Received = """{"result":true,"errormsg":null,"errorcode":0,"detail":null}""";
    private const string Order = """{"OMSId":1,"AccountId":7,"InstrumentId":1,"Side":0,"OrderType":2,"Quantity":1,"LimitPrice":1}""";

    private WireHost Host => shared.Host;

    public enum End
    {
        ClientCloses,
        ConnectionIsLost,
        SessionEndsElsewhere,
        UserLosesHisRights,
    }

    [Theory]
    [InlineData(End.ClientCloses)]
    [InlineData(End.ConnectionIsLost)]
    [InlineData(End.SessionEndsElsewhere)]
    [InlineData(End.UserLosesHisRights)]
    public async Task U05_The_sessions_orders_are_canceled_however_the_connection_ends_and_no_others(End end)
    {
        await using var operation = await Host.Connected("operator");
        await using var other = await Host.Connected("trader");
        var client = await Host.Connected("trader");
        var stays = await Place(other);
        long[] go = [await Place(client), await Enabled(client) ? await Place(client) : 0];

        if (end == End.SessionEndsElsewhere)
            await operation.Call("SetUserPassword", """{"UserName":"trader","Password":"trader-demo"}""");
        if (end == End.UserLosesHisRights)
            await operation.Call("RevokeUserPermission", """{"UserName":"trader","Permission":"Trading"}""");
        if (end == End.ConnectionIsLost)
            await client.DisposeAsync();
        else
            await client.Close();

        foreach (var order in go)
            await Until(operation, order, "Canceled");
        Assert.Equal("Working", await StateOf(operation, stays));
        var last = (await operation.Call("GetOrderRecord", Named(go[1])))[1];
        Assert.Equal(("OrderCanceled", "trader"), (last.GetProperty("What").GetString(), last.GetProperty("UserName").GetString()));
        Assert.Equal((await operation.Call("GetOrderRecord", Named(go[0])))[0].GetProperty("SessionId").GetString(), last.GetProperty("SessionId").GetString());

        await operation.Call("AddUserPermission", """{"UserName":"trader","Permission":"Trading"}""");
        await operation.Call("CancelOrder", Named(stays));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task U05_Nothing_is_canceled_after_a_clean_logout_or_when_it_was_not_asked_for_or_taken_back()
    {
        await using var operation = await Host.Connected("operator");
        var orders = new List<long>();
        foreach (var goodbye in new Func<RawClient, Task>[] { LogsOut, NeverAsks, TakesBack })
        {
            await using var client = await Host.Connected("trader");
            orders.Add(await Place(client));
            await goodbye(client);
            await client.Close();
        }

        await TheOrdersOfAClosedConnectionAreCanceled(operation);
        foreach (var order in orders)
        {
            Assert.Equal("Working", await StateOf(operation, order));
            await operation.Call("CancelOrder", Named(order));
        }

        static async Task LogsOut(RawClient client)
        {
            await Enabled(client);
            Assert.Equal(Received, (await client.Call("LogOut", "{}")).GetRawText());
        }

        static Task NeverAsks(RawClient client) => Task.CompletedTask;

        static async Task TakesBack(RawClient client)
        {
            await client.Send("CancelOnDisconnect", Enable);
            await client.Send("CancelOnDisconnect", Disable);
            Assert.Equal(Received, (await client.Reply()).Payload.GetRawText());
            Assert.Equal(Received, (await client.Reply()).Payload.GetRawText());
        }
    }

    [Fact]
    public async Task U05_Orders_whose_answers_nobody_has_heard_are_among_them()
    {
        await using var operation = await Host.Connected("operator");
        var client = await Host.Connected("trader2");
        await client.Call("CancelOnDisconnect", Enable.Replace('7', '8'));
        for (var count = 0; count < 50; count++)
            await client.Send("SendOrder", Order.Replace("\"AccountId\":7", "\"AccountId\":8", StringComparison.Ordinal));
        await client.Close();

        using var patience = new CancellationTokenSource(Engine.Patience);
        int placed;
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            placed = (await operation.Call("GetOrdersHistory", """{"OMSId":1,"AccountId":8,"Depth":1000}""")).GetArrayLength();
        }
        while (placed < 50 || (await operation.Call("GetOpenOrders", """{"OMSId":1,"AccountId":8}""")).GetArrayLength() > 0);

        await client.DisposeAsync();
    }

    [Fact]
    public async Task U05_A_connection_over_its_budgets_is_no_hindrance()
    {
        await using var host = await WireHost.Start("--Wire:Cancels=1", "--Wire:Calls=2");
        await using var operation = await WireUser.LogIn(host, Protocol.Http, "operator");
        var client = await host.Connected("trader");
        var order = await Place(client);
        await Enabled(client);
        for (var count = 0; count < 20; count++)
            await client.Send("CancelAllOrders", """{"OMSId":1,"AccountId":7,"InstrumentId":99}""");
        await client.DisposeAsync();

        await operation.Until("GetOrderStatus", Named(order), answer => answer.GetProperty("OrderState").GetString() == "Canceled");
    }

    [Theory]
    [InlineData("viewer", Enable, 20)]
    [InlineData("trader2", Enable, 20)]
    [InlineData("trader", """{"OMSId":1,"AccountId":7}""", 100)]
    [InlineData("trader", """{"AccountId":7,"Enabled":true}""", 100)]
    [InlineData("trader", """{"OMSId":1,"Enabled":true}""", 100)]
    [InlineData("trader", """{"OMSId":2,"AccountId":7,"Enabled":true}""", 104)]
    [InlineData("operator", """{"OMSId":1,"AccountId":99,"Enabled":true}""", 104)]
    public async Task Whoever_may_not_trade_the_account_may_not_ask_for_it(string user, string request, int code)
    {
        await using var client = await Host.Connected(user);
        Assert.Equal(code, (await client.Call("CancelOnDisconnect", request)).GetProperty("errorcode").GetInt32());
    }

    [Fact]
    public async Task A_caller_without_a_session_has_none_whose_orders_could_be_meant()
    {
        var oms = Host.Services.GetRequiredService<IOms>();
        foreach (var caller in new[] { Caller.Host, Caller.OfUser("trader") })
            Assert.Equal(Receipt.Refused(OmsCode.OperationNotSupported, "no session"), (await oms.GetSessionOrders(caller, new AccountRequest(1, 7))).Refusal);
    }

    private static async Task<bool> Enabled(RawClient client)
    {
        Assert.Equal(Received, (await client.Call("CancelOnDisconnect", Enable)).GetRawText());
        return true;
    }

    /// <summary>A connection that ends behind the others: when its orders are gone, theirs would be.</summary>
    private async Task TheOrdersOfAClosedConnectionAreCanceled(RawClient operation)
    {
        await using var client = await Host.Connected("trader");
        var order = await Place(client);
        await Enabled(client);
        await client.Close();
        await Until(operation, order, "Canceled");
    }

    private static async Task<long> Place(RawClient client) => (await client.Call("SendOrder", Order)).GetProperty("OrderId").GetInt64();

    private static string Named(long order) => string.Create(CultureInfo.InvariantCulture, $$"""{"OMSId":1,"OrderId":{{order}}}""");

    private static async Task<string?> StateOf(RawClient client, long order) => (await client.Call("GetOrderStatus", Named(order))).GetProperty("OrderState").GetString();

    private static async Task Until(RawClient client, long order, string state)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        while (await StateOf(client, order) != state)
            patience.Token.ThrowIfCancellationRequested();
    }
}
