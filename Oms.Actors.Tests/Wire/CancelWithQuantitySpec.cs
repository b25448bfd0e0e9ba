using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>What a cancel carries that CancelOrder does not have.</summary>
public sealed class CancelWithQuantitySpec
{
    [Theory]
    [InlineData(Protocol.Http)]
    [InlineData(Protocol.WebSocket)]
    public async Task C14_A_quantity_in_a_cancel_is_ignored_and_all_that_remains_is_canceled(Protocol protocol)
    {
        await using var host = await WireHost.Start();
        await using var trader = await WireUser.LogIn(host, protocol, "trader");
        await using var listener = await host.Connected();
        await listener.Call("SubscribeAccountEvents", """{"OMSId":1,"AccountId":7}""");
        var order = (await trader.Call("SendOrder", """{"OMSId":1,"AccountId":7,"InstrumentId":1,"Side":0,"OrderType":2,"Quantity":2,"LimitPrice":100}""")).GetProperty("OrderId").GetInt64();
        Assert.Equal("Working", (await listener.Next("OrderStateEvent")).Payload.GetProperty("OrderState").GetString());

        Assert.Equal(
            """{"result":true,"errormsg":null,"errorcode":0,"detail":null}""", await trader.Text("CancelOrder", $$"""{"OMSId":1,"OrderId":{{order}},"Quantity":0.5}"""));

        var canceled = (await listener.Next("OrderStateEvent")).Payload;
        Assert.Equal(
            (order, "Canceled", 0m, 0m, 2m),
            (canceled.GetProperty("OrderId").GetInt64(), canceled.GetProperty("OrderState").GetString(), canceled.GetProperty("Quantity").GetDecimal(),
                canceled.GetProperty("QuantityExecuted").GetDecimal(), canceled.GetProperty("OrigQuantity").GetDecimal()));
        Assert.Equal("[]", await trader.Text("GetOpenOrders", """{"OMSId":1,"AccountId":7}"""));
    }
}
