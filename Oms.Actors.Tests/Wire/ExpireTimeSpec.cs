using Oms.Actors.Tests.Persistence;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>An order with an ExpireTime, over both protocols.</summary>
public sealed class ExpireTimeSpec
{
    [Theory]
    [InlineData(Protocol.Http)]
    [InlineData(Protocol.WebSocket)]
    public async Task An_order_shows_its_ExpireTime_and_is_Expired_after_it(Protocol protocol)
    {
        using var directory = new TemporaryDirectory();
        var time = new MovableTime();
        var expires = time.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        long order;
        await using (var host = await WireHost.In(directory, time))
        {
            await using var trader = await WireUser.LogIn(host, protocol, "trader");
            var request = $$"""{"OMSId":1,"AccountId":7,"InstrumentId":1,"Side":0,"OrderType":2,"Quantity":2,"LimitPrice":100,"TimeInForce":"GTD","ExpireTime":{{expires}}}""";
            order = (await trader.Call("SendOrder", request)).GetProperty("OrderId").GetInt64();
            var open = Assert.Single((await trader.Call("GetOpenOrders", """{"OMSId":1,"AccountId":7}""")).EnumerateArray());
            Assert.Equal((order, expires), (open.GetProperty("OrderId").GetInt64(), open.GetProperty("ExpireTime").GetInt64()));
        }

        time.Advance(TimeSpan.FromHours(2));
        await using var again = await WireHost.In(directory, time);
        await using var reader = await WireUser.LogIn(again, protocol, "trader");
        var status = $$"""{"OMSId":1,"OrderId":{{order}}}""";
        await reader.Until("GetOrderStatus", status, answer => answer.TryGetProperty("OrderState", out var state) && state.GetString() == "Expired");

        var expired = await reader.Call("GetOrderStatus", status);
        Assert.Equal(
            ("Expired", 0m, expires),
            (expired.GetProperty("ChangeReason").GetString(), expired.GetProperty("Quantity").GetDecimal(), expired.GetProperty("ExpireTime").GetInt64()));
        Assert.Equal(
            """{"result":false,"errormsg":"Resource Not Found","errorcode":104,"detail":"Expired"}""", await reader.Text("CancelOrder", status));
    }
}
