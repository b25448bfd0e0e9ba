using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>The life of an order as a client hears it that was written from the facts of the wire.</summary>
public sealed class RawClientSpec
{
    private const string Received = """{"result":true,"errormsg":null,"errorcode":0,"detail":null}""";

    [Fact]
    public async Task It_logs_in_with_the_first_frame_numbered_0_places_cancels_and_hears_the_event()
    {
        await using var host = await WireHost.Start();
        await using var client = await host.Connect();

        var login = await client.Call("AuthenticateUser", """{"UserName":"trader","Password":"trader-demo"}""");
        Assert.Equal(0, client.Heard[0].Number);
        Assert.True(login.GetProperty("Authenticated").GetBoolean());
        Assert.Equal(7, login.GetProperty("User").GetProperty("AccountId").GetInt32());

        Assert.Equal("""{"Subscribed":true}""", (await client.Call("SubscribeAccountEvents", """{"OMSId":1,"AccountId":7}""")).GetRawText());
        var placed = await client.Call("SendOrder", """{"InstrumentId":1,"OMSId":1,"AccountId":7,"TimeInForce":1,"ClientOrderId":99,"Side":0,"Quantity":0.5,"OrderType":2,"LimitPrice":100}""");
        Assert.Equal("Accepted", placed.GetProperty("status").GetString());
        var order = placed.GetProperty("OrderId").GetInt64();
        await client.Next("OrderStateEvent", e => e.OrderId == order && e.OrderState == "Working");

        Assert.Equal(Received, (await client.Call("CancelOrder", $$"""{"OMSId":1,"OrderId":{{order}},"AccountId":7}""")).GetRawText());
        var canceled = await client.Next("OrderStateEvent", e => e.OrderId == order);
        Assert.Equal("Canceled", canceled.OrderState);
        Assert.Equal(("UserModified", 0m, 7, 7), (
            canceled.Payload.GetProperty("ChangeReason").GetString(),
            canceled.Payload.GetProperty("Quantity").GetDecimal(),
            canceled.Payload.GetProperty("Account").GetInt32(),
            canceled.Payload.GetProperty("AccountId").GetInt32()));
        await client.Next("AccountPositionEvent", e => e.Payload.GetProperty("Hold").GetDecimal() == 0);
        Assert.All(client.Heard.Where(frame => frame.Kind == ServerFrame.Event), frame => Assert.True(long.IsOddInteger(frame.Number)));
    }
}
