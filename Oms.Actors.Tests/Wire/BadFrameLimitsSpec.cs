using System.Net.WebSockets;
using System.Text;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>The limits of a message are those that the operator has set.</summary>
public sealed class BadFrameLimitsSpec
{
    private const string Pong = """{"msg":"PONG"}""";

    [Fact]
    public async Task A_message_that_is_begun_and_not_ended_in_time_ends_the_connection_with_1008()
    {
        await using var host = await WireHost.Start("--Wire:MessageDeadline=00:00:01");
        await using var client = await host.Connect();
        await client.SendBytes("""{"m":0,"""u8.ToArray(), isLast: false);
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "a message was not completed in time"), await client.Closed.WaitAsync(Engine.Patience));

        await using var fresh = await host.Connect();
        Assert.Equal(Pong, (await fresh.Call("Ping", "{}")).GetRawText());
    }

    [Fact]
    public async Task A_message_that_drips_without_end_ends_the_connection_too()
    {
        await using var host = await WireHost.Start("--Wire:MessageDeadline=00:00:01", "--Wire:LargestMessage=100000000");
        await using var client = await host.Connect();
        var drop = new[] { (byte)' ' };
        while (await client.SendWhileOpen(drop, isLast: false))
            await Task.Yield();
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "a message was not completed in time"), await client.Closed.WaitAsync(Engine.Patience));
    }

    [Fact]
    public async Task A_limit_below_the_first_buffer_is_kept_as_well()
    {
        await using var host = await WireHost.Start("--Wire:LargestMessage=100");
        await using var client = await host.Connect();
        await client.SendBytes(Ping(100));
        Assert.Equal(Pong, (await client.Reply()).Payload.GetRawText());
        await client.SendBytes(Ping(101));
        Assert.Equal((WebSocketCloseStatus.MessageTooBig, "message too big"), await client.Closed.WaitAsync(Engine.Patience));
    }

    private static byte[] Ping(int length) => Encoding.ASCII.GetBytes("""{"m":0,"i":8,"n":"Ping","o":"{}"}""".PadRight(length));
}
