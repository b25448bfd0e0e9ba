using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>
/// What only a WebSocket can carry. A text that is no frame is answered with an error frame, and so is a binary one; what breaks the protocol or a limit ends the
/// connection with its status and a reason, and a fresh connection works as before.
/// </summary>
public sealed class BadFrameSpec(BadInputHost host) : IClassFixture<BadInputHost>
{
    private const int LargestMessage = 64 * 1024;

    private static readonly byte[] Ping = """{"m":0,"i":8,"n":"Ping","o":"{}"}"""u8.ToArray();

    private static readonly string BinaryRefused = BadRequests.Refusal(OmsCode.InvalidRequest, "frame: binary");

    public static TheoryData<string> Frames => BadFrames.Names;

    public static TheoryData<string, byte[]> NoUtf8 => new()
    {
        { "a byte that never is UTF-8", [.. Ping, 0xFF] },
        { "a character that is cut off", [.. Ping, 0xE2, 0x82] },
        { "half of a surrogate pair", [.. Ping, 0xED, 0xA0, 0x80] },
        { "UTF-16 with a byte order mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{}")] },
    };

    public static TheoryData<string, byte[]> Binaries => new()
    {
        { "nothing", [] },
        { "a good frame", Ping },
        { "a good frame in UTF-16", Encoding.Unicode.GetBytes("""{"m":0,"i":8,"n":"Ping","o":"{}"}""") },
        { "the same with a byte order mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("""{"m":0,"i":8,"n":"Ping","o":"{}"}""")] },
        { "64 KB of NUL", new byte[LargestMessage] },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task A_bad_frame_is_answered_and_the_connection_lives(string name)
    {
        var bad = BadFrames.Named(name);
        foreach (var sender in bad.Kind == ServerFrame.Error ? Enum.GetValues<Sender>() : [Sender.Trader])
        {
            var client = host.Connection(sender);
            await client.SendText(bad.Text);
            var reply = await client.Reply();
            Assert.Equal((bad.Kind, bad.Number, bad.Name), (reply.Kind, reply.Number, reply.Name));
            Assert.Equal(JsonSerializer.Serialize(JsonElement.Parse(bad.Answer)), JsonSerializer.Serialize(reply.Payload));
        }

        await host.IsUnharmed();
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task A_binary_frame_is_no_frame_whatever_is_in_it(string what, byte[] bytes)
    {
        var client = host.Connection(Sender.Trader);
        await client.SendBytes(bytes, WebSocketMessageType.Binary);
        var reply = await client.Reply();
        Assert.True((ServerFrame.Error, 0, "", BinaryRefused) == (reply.Kind, reply.Number, reply.Name, reply.Payload.GetRawText()), what);
        await host.IsUnharmed();
    }

    [Theory]
    [MemberData(nameof(NoUtf8))]
    public async Task A_text_that_is_not_UTF8_ends_the_connection_with_1007(string what, byte[] bytes)
    {
        await using var client = await host.Connect(host.Token(Sender.Trader));
        await client.SendBytes(bytes);
        Assert.True(WebSocketCloseStatus.InvalidPayloadData == (await client.Closed.WaitAsync(Engine.Patience)).Status, what);
        await AFreshConnectionWorks();
    }

    [Fact]
    public async Task A_message_in_fragments_is_one_even_where_they_cut_a_character_in_half()
    {
        var client = host.Connection(Sender.Trader);
        foreach (var part in Encoding.UTF8.GetBytes("""{"m":0,"i":8,"n":"Ping","x":"💥","o":"{}"}"""))
            await client.SendBytes(new[] { part }, isLast: false);
        await client.SendBytes(default);
        Assert.Equal("""{"msg":"PONG"}""", (await client.Reply()).Payload.GetRawText());
    }

    [Fact]
    public async Task A_message_at_the_limit_is_read_whole_or_in_fragments()
    {
        var client = host.Connection(Sender.Trader);
        var largest = Padded(LargestMessage);
        await client.SendBytes(largest);
        Assert.Equal("""{"msg":"PONG"}""", (await client.Reply()).Payload.GetRawText());
        await client.SendBytes(largest.AsMemory(0, 1000), isLast: false);
        await client.SendBytes(largest.AsMemory(1000), isLast: false);
        await client.SendBytes(default);
        Assert.Equal("""{"msg":"PONG"}""", (await client.Reply()).Payload.GetRawText());
        await host.IsUnharmed();
    }

    [Theory]
    [InlineData(LargestMessage + 1)]
    [InlineData(10 * 1024 * 1024)]
    public async Task A_message_over_the_limit_ends_the_connection_with_1009(int length)
    {
        await using var client = await host.Connect(host.Token(Sender.Trader));
        await client.SendWhileOpen(Padded(length), isLast: true);
        Assert.Equal((WebSocketCloseStatus.MessageTooBig, "message too big"), await client.Closed.WaitAsync(Engine.Patience));
        await AFreshConnectionWorks();
    }

    [Theory]
    [InlineData(WebSocketMessageType.Text)]
    [InlineData(WebSocketMessageType.Binary)]
    public async Task Fragments_without_end_end_the_connection_with_1009(WebSocketMessageType type)
    {
        await using var client = await host.Connect(host.Token(Sender.Trader));
        var part = new byte[1000];
        while (await client.SendWhileOpen(part, isLast: false, type))
        {
        }

        Assert.Equal((WebSocketCloseStatus.MessageTooBig, "message too big"), await client.Closed.WaitAsync(Engine.Patience));
        await AFreshConnectionWorks();
    }

    [Fact]
    public async Task Empty_fragments_without_end_end_the_connection_with_1008()
    {
        await using var client = await host.Connect(host.Token(Sender.Trader));
        while (await client.SendWhileOpen(default, isLast: false))
        {
        }

        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "too many empty fragments"), await client.Closed.WaitAsync(Engine.Patience));
        await AFreshConnectionWorks();
    }

    [Fact]
    public async Task Messages_of_nothing_without_end_are_answered_one_by_one()
    {
        var client = host.Connection(Sender.Nobody);
        for (var i = 0; i < 1000; i++)
        {
            await client.SendBytes(default);
            Assert.Equal(ServerFrame.Error, (await client.Reply()).Kind);
        }

        await host.IsUnharmed();
    }

    private async Task AFreshConnectionWorks()
    {
        await using var client = await host.Connect(host.Token(Sender.Trader));
        Assert.Equal("""{"msg":"PONG"}""", (await client.Call("Ping", "{}")).GetRawText());
        await host.IsUnharmed();
    }

    private static byte[] Padded(int length) => Encoding.ASCII.GetBytes("""{"m":0,"i":8,"n":"Ping","o":"{}"}""".PadRight(length));
}
