using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>The examples that the pages show, done again on a fresh host: it answers what is shown.</summary>
public sealed partial class WireExamplesSpec
{
    [Theory]
    [InlineData(WireDocument.Page, "### Over HTTP", 0, "Development", 11)]
    [InlineData("README.md", "## Run it", 1, "Development", 4)]
    [InlineData("docs/operating.md", "## Administer", 0, "Production", 9)]
    public async Task The_calls_of_a_page_are_answered_as_it_shows(string page, string heading, int blocksBefore, string environment, int answers)
    {
        await using var host = await WireHost.Start("--environment", environment, "--OMS_FIRST_OPERATOR_NAME=boss", "--OMS_FIRST_OPERATOR_PASSWORD=eight or more");
        using var http = new HttpClient { BaseAddress = host.Address };
        var lines = WireDocument.Block(page, heading, blocksBefore);
        var seen = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if (Curl().Match(lines[i]) is not { Success: true } call)
                continue;
            var shown = i + 1 < lines.Count ? Shown().Match(lines[i + 1]) : Match.Empty;
            var answer = await Send(http, call);
            if (!shown.Success)
                continue;
            Assert.True(await IsAnswered(shown.Groups[1].Value, answer, () => Send(http, call), call), $"{lines[i]}\n{answer}");
            seen++;
        }

        Assert.Equal(answers, seen);
    }

    [Fact]
    public async Task The_session_over_WebSocket_goes_as_it_is_shown()
    {
        await using var host = await WireHost.Start();
        await using var client = await host.Connect();
        var lines = WireDocument.Block(WireDocument.Page, "### Over WebSocket");
        foreach (var (sent, received) in Exchanges(lines))
        {
            await client.SendText(sent);
            await Received(client, received);
        }

        Assert.Equal(lines.Count(line => line.StartsWith('<')), client.Heard.Count);
    }

    /// <summary>Each frame that the client sends, and those that the server sends before the next.</summary>
    private static IEnumerable<(string Sent, IReadOnlyList<string> Received)> Exchanges(IReadOnlyList<string> lines) =>
        Enumerable.Range(0, lines.Count).Where(i => lines[i].StartsWith('>'))
            .Select(i => (lines[i][2..], (IReadOnlyList<string>)[.. lines.Skip(i + 1).TakeWhile(line => line.StartsWith('<')).Select(line => line[2..])]));

    /// <summary>Events among themselves come in the order shown, and so do answers; how the two mix is nobody's promise.</summary>
    private static async Task Received(RawClient client, IReadOnlyList<string> shown)
    {
        foreach (var frame in shown)
        {
            var expected = JsonElement.Parse(frame);
            var heard = expected.GetProperty("m").GetInt32() == ServerFrame.Event ? await client.Next(expected.GetProperty("n").GetString()!) : await client.Reply();
            Assert.Equal(
                (expected.GetProperty("m").GetInt32(), expected.GetProperty("i").GetInt64(), expected.GetProperty("n").GetString()),
                (heard.Kind, heard.Number, heard.Name));
            Assert.True(WireDocument.IsAsShown(expected.GetProperty("o").GetString()!, heard.Payload.GetRawText()), $"{frame}\n{heard.Payload.GetRawText()}");
        }
    }

    /// <summary>What shows an outcome is asked for until it is there: a receipt comes before it. Nothing else may be asked for twice.</summary>
    private static async Task<bool> IsAnswered(string shown, string answer, Func<Task<string>> again, Match call)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        while (!WireDocument.IsAsShown(shown, answer))
        {
            if (!ShowsOutcome().IsMatch(call.Groups["call"].Value) || patience.IsCancellationRequested)
                return false;
            answer = await again();
        }

        return true;
    }

    private static async Task<string> Send(HttpClient http, Match call)
    {
        using var request = new HttpRequestMessage(call.Groups["body"].Success ? HttpMethod.Post : HttpMethod.Get, $"/AP/{call.Groups["call"].Value}");
        if (call.Groups["body"].Success)
            request.Content = new StringContent(call.Groups["body"].Value);
        if (call.Groups["user"].Success)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(call.Groups["user"].Value)));
        using var response = await http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        if (call.Groups["user"].Success)
            http.DefaultRequestHeaders.Add("APToken", JsonElement.Parse(answer).GetProperty("SessionToken").GetString());
        return answer;
    }

    [GeneratedRegex("""curl -s (?:-u (?:'(?<user>[^']*)'|(?<user>\S+)) )?(?:-H "APToken: \$TOKEN" )?(?:-d '(?<body>[^']*)' )?"?\$AP/(?<call>[^"\s;|]+)""")]
    private static partial Regex Curl();

    [GeneratedRegex("^(Get|CancelOrder)")]
    private static partial Regex ShowsOutcome();

    [GeneratedRegex(@"^# ([{\[].*)$")]
    private static partial Regex Shown();
}
