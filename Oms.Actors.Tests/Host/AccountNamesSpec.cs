using System.Text.Json;
using Oms.Actors.Api;
using Oms.Host;
using Oms.Host.Calls;
using Xunit;

namespace Oms.Actors.Tests.Host;

/// <summary>How the host comes to know the names of accounts that orders carry, and what that costs.</summary>
public sealed class AccountNamesSpec
{
    private static readonly HostSettings Settings = new("", new OmsId(1), SeedsDemo: false, _ => { });

    [Fact]
    public async Task An_order_carries_its_accounts_name_which_is_asked_for_once()
    {
        await using var host = await RunningHost.WithDemo();
        var token = await host.Token();
        await Place(host, token);

        Assert.Equal("Demo 7", NameIn(await host.Get("GetOrderStatus?OMSId=1&OrderId=1", token)));
        Assert.Equal("Demo 7", NameIn(await host.Get("GetOpenOrders?OMSId=1&AccountId=7", token)));
        Assert.Equal("Demo 7", NameIn(await host.Get("GetOrdersHistory?OMSId=1&AccountId=7", token)));

        Assert.Equal([7], host.Engine.NamesAsked);
    }

    [Fact]
    public async Task An_account_that_can_not_be_asked_leaves_the_name_empty_and_is_asked_again()
    {
        await using var host = await RunningHost.WithDemo();
        var token = await host.Token();
        await Place(host, token);

        host.Engine.NameRefused = Receipt.Refused(OmsCode.OperationFailed);
        Assert.Equal("", NameIn(await host.Get("GetOrderStatus?OMSId=1&OrderId=1", token)));
        host.Engine.NameRefused = null;
        Assert.Equal("Demo 7", NameIn(await host.Get("GetOrderStatus?OMSId=1&OrderId=1", token)));
    }

    [Fact]
    public async Task Neither_a_cancel_nor_a_place_nor_a_list_without_orders_asks_for_a_name()
    {
        await using var host = await RunningHost.WithDemo();
        var token = await host.Token();
        await host.Get("GetOpenOrders?OMSId=1&AccountId=7", token);
        await Place(host, token);
        await host.Post("CancelOrder", """{"OMSId":1,"OrderId":1}""", token);
        await host.Post("CancelAllOrders", """{"OMSId":1,"AccountId":7}""", token);

        Assert.Empty(host.Engine.NamesAsked);
    }

    [Fact]
    public async Task Only_so_many_names_are_kept()
    {
        var engine = new FakeEngine();
        var names = new AccountNames(engine, Settings);
        for (var account = 1; account <= AccountNames.Most; account++)
            await names.Of(new AccountId(account), CancellationToken.None);
        await names.Of(new AccountId(1), CancellationToken.None);
        Assert.Equal(AccountNames.Most, engine.NamesAsked.Count);

        await names.Of(new AccountId(AccountNames.Most + 1), CancellationToken.None);
        Assert.Equal("Demo 1", await names.Of(new AccountId(1), CancellationToken.None));
        Assert.Equal(AccountNames.Most + 2, engine.NamesAsked.Count);
    }

    private static Task<string> Place(RunningHost host, string token) => host.Post(
        "SendOrder", """{"OMSId":1,"AccountId":7,"InstrumentId":1,"Side":0,"OrderType":2,"Quantity":0.01,"LimitPrice":100}""", token);

    private static string? NameIn(string answer)
    {
        var json = JsonElement.Parse(answer);
        return (json.ValueKind == JsonValueKind.Array ? json[0] : json).GetProperty("AccountName").GetString();
    }
}
