using System.Text;
using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>A text frame, and the frame that answers it.</summary>
internal sealed record BadFrame(string Text, int Kind, long Number, string Name, string Answer);

/// <summary>What only a WebSocket can carry: frames that are none, and frames whose payload is no text.</summary>
internal static class BadFrames
{
    private const string NoObject = "frame: not one JSON object";
    private const string Good = """{"m":0,"i":8,"n":"Ping","o":"{}"}""";
    private const string Pong = """{"msg":"PONG"}""";

    private static readonly string LongName = new('x', 60_000);

    private static readonly Dictionary<string, BadFrame> Rows = [];

    static BadFrames()
    {
        AddNoObjects();
        AddNoKinds();
        AddNoNumbers();
        AddNoNames();
        AddBadPayloads();
        AddOddOnes();
    }

    public static TheoryData<string> Names => [.. Rows.Keys];

    public static IEnumerable<BadFrame> All => Rows.Values;

    public static BadFrame Named(string name) => Rows[name];

    private static void AddNoObjects()
    {
        NoFrame("nothing", "", NoObject);
        NoFrame("a blank", " ", NoObject);
        NoFrame("no JSON", "ping", NoObject);
        NoFrame("NUL", "\0", NoObject);
        NoFrame("UTF-16", Encoding.UTF8.GetString(Encoding.Unicode.GetBytes(Good)), NoObject);
        NoFrame("a byte order mark", $"\uFEFF{Good}", NoObject);
        NoFrame("an array of its parts", """[0,8,"Ping","{}"]""", NoObject);
        NoFrame("an array of a frame", $"[{Good}]", NoObject);
        NoFrame("two frames", $"{Good}{Good}", NoObject);
        NoFrame("junk behind it", $"{Good} x", NoObject);
        NoFrame("a comment", $"{Good}/* one */", NoObject);
        NoFrame("a comma at the end", """{"m":0,"i":8,"n":"Ping",}""", NoObject);
        NoFrame("half a frame", Good[..^2], NoObject);
        NoFrame("arrays, 10,000 deep", new string('[', 10_000), NoObject);
        NoFrame("arrays, 10,000 deep, where nobody looks", $$"""{"m":0,"i":8,"n":"Ping","x":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}""", NoObject);
        NoFrame("an empty object", "{}", "m: not a request");
        NoFrame("keys in another case", """{"M":0,"I":8,"N":"Ping","O":"{}"}""", "m: not a request");
    }

    private static void AddNoKinds()
    {
        foreach (var kind in new[] { "1", "3", "5", "99", "-1", "0.5", "0.0", "0e0", "\"0\"", "null", "true", "[0]", "{}", "4294967296", new string('9', 10_000) })
            NoFrame($"m {Shown(kind)}", $$"""{"m":{{kind}},"i":8,"n":"Ping","o":"{}"}""", "m: not a request");
        NoFrame("no m", """{"i":8,"n":"Ping","o":"{}"}""", "m: not a request");
        NoFrame("m twice", """{"m":0,"m":0,"i":8,"n":"Ping"}""", "m: given twice");
        NoFrame("m twice, once with an escape", """{"m":0,"\u006d":0,"i":8,"n":"Ping"}""", "m: given twice");
    }

    private static void AddNoNumbers()
    {
        foreach (var number in new[] { "1.5", "1.0", "1e3", "\"8\"", "\"\"", "null", "true", "[8]", "{}", "9223372036854775808", "-9223372036854775809", new string('9', 10_000) })
            NoFrame($"i {Shown(number)}", $$"""{"m":0,"i":{{number}},"n":"Ping","o":"{}"}""", "i: not a whole number");
        NoFrame("no i", """{"m":0,"n":"Ping","o":"{}"}""", "i: not a whole number");
        NoFrame("i twice", """{"m":0,"i":8,"i":8,"n":"Ping"}""", "i: given twice");
        NoFrame("i twice, the first a text", """{"m":0,"i":"8","i":8,"n":"Ping"}""", "i: given twice");
    }

    private static void AddNoNames()
    {
        foreach (var name in new[] { "\"\"", "5", "null", "true", "[\"Ping\"]", "{}" })
            NoFrame($"n {name}", $$"""{"m":0,"i":8,"n":{{name}},"o":"{}"}""", "n: not a text");
        NoFrame("no n", """{"m":0,"i":8,"o":"{}"}""", "n: not a text");
        NoFrame("n twice", """{"m":0,"i":8,"n":"Ping","n":"Ping"}""", "n: given twice");
        NoFrame("n with half of a surrogate pair", """{"m":0,"i":8,"n":"Ping\ud800","o":"{}"}""", NoObject);
        NoFrame("o twice", """{"m":0,"i":8,"n":"Ping","o":"{}","o":"{}"}""", "o: given twice");
    }

    private static void AddBadPayloads()
    {
        foreach (var call in new[] { "Ping", "CancelOrder", "SendOrder", "SubscribeAccountEvents", "Deposit", "LogOut" })
        {
            foreach (var payload in new[] { "{}", """{"OMSId":1,"OrderId":1}""", "[]", "1", "1.5", "true", """["{}"]""" })
                Malformed(call, payload, "o: not a text");
            Malformed(call, "\"\\udc00\"", "o: not a text");
            foreach (var payload in new[] { "\" \"", "\"x\"", "\"[]\"", "\"1\"", "\"{} x\"", "\"{}{}\"", "\"{\"", "\"\\\"{}\\\"\"", "\"\\u0000\"", "\"null null\"" })
                Malformed(call, payload, "body: not one JSON object");
        }

        foreach (var payload in new[] { "null", "\"\"", "\"null\"" })
        {
            Reply($"o {payload} to Ping", $$"""{"m":0,"i":8,"n":"Ping","o":{{payload}}}""", "Ping", Pong);
            Reply($"o {payload} to CancelOrder", $$"""{"m":0,"i":8,"n":"CancelOrder","o":{{payload}}}""", "CancelOrder", BadRequests.Refusal(OmsCode.InvalidRequest, "OMSId"));
        }

        Reply("no o to CancelOrder", """{"m":0,"i":8,"n":"CancelOrder"}""", "CancelOrder", BadRequests.Refusal(OmsCode.InvalidRequest, "OMSId"));
    }

    private static void AddOddOnes()
    {
        var unknown = BadRequests.Refusal(OmsCode.OperationNotSupported, "no such call");
        Reply("a name of 60 KB", $$"""{"m":0,"i":8,"n":"{{LongName}}","o":"{}"}""", LongName, unknown);
        Reply("a name of NUL", """{"m":0,"i":8,"n":"\u0000","o":"{}"}""", "\0", unknown);
        Reply("a name with NUL behind it", """{"m":0,"i":8,"n":"Ping\u0000","o":"{}"}""", "Ping\0", unknown);
        Reply("a name in quotes", """{"m":0,"i":8,"n":"\"},{\"","o":"{}"}""", "\"},{\"", unknown);
        Reply("a name with a blank before it", """{"m":0,"i":8,"n":" Ping","o":"{}"}""", " Ping", unknown);
        Reply("a name in another case", """{"m":0,"i":8,"n":"pInG","o":"{}"}""", "pInG", Pong);
        Reply("keys that nobody knows", """{"x":1,"x":[{}],"m":0,"M":9,"i":8,"n":"Ping","o":"{}"}""", "Ping", Pong);
        Reply("the lowest i", """{"m":0,"i":-9223372036854775808,"n":"Ping","o":"{}"}""", "Ping", Pong, long.MinValue);
        Reply("the highest i", """{"m":0,"i":9223372036854775807,"n":"Ping","o":"{}"}""", "Ping", Pong, long.MaxValue);
        foreach (var kind in new[] { 2, 4 })
            Reply($"m {kind}", $$"""{"m":{{kind}},"i":8,"n":"Ping","o":"{}"}""", "Ping", Pong);
    }

    private static void NoFrame(string name, string text, string detail) =>
        Rows.Add(name, new BadFrame(text, ServerFrame.Error, 0, "", BadRequests.Refusal(OmsCode.InvalidRequest, detail)));

    private static void Malformed(string call, string payload, string detail) =>
        Reply($"o {payload} to {call}", $$"""{"m":0,"i":8,"n":"{{call}}","o":{{payload}}}""", call, BadRequests.Refusal(OmsCode.InvalidRequest, detail));

    private static void Reply(string name, string text, string call, string answer, long number = 8) =>
        Rows.Add(name, new BadFrame(text, ServerFrame.Reply, number, call, answer));

    private static string Shown(string value) => value.Length < 30 ? value : $"of {value.Length} digits";
}
