using System.Text;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>Bodies that are wrong for every call, each with the detail of its answer.</summary>
internal static class BadBodies
{
    private const string NoObject = "body: not one JSON object";
    private const string NotUtf8 = "body: not UTF-8";
    private const string Good = """{"OMSId":1}""";

    /// <summary>A name of 39 letters and then one that takes two UTF-16 units: what is cut off at 40 must not cut that in half.</summary>
    private static readonly string LongName = new string('x', 39) + "\U0001F4A5";

    /// <summary>Texts, which both protocols can carry.</summary>
    public static readonly IReadOnlyDictionary<string, (byte[] Body, string Detail)> Texts = new Dictionary<string, (byte[], string)>
    {
        ["blank"] = Text(" "),
        ["not JSON"] = Text("cancel it"),
        ["half of an object"] = Text("""{"OMSId":1"""),
        ["junk behind it"] = Text($"{Good} x"),
        ["a second object behind it"] = Text($"{Good}{Good}"),
        ["NUL behind it"] = Text($"{Good}\0"),
        ["a comma at the end"] = Text("""{"OMSId":1,}"""),
        ["a comment in it"] = Text("""{/* one */"OMSId":1}"""),
        ["a comment behind it"] = Text($"{Good}// one"),
        ["an array"] = Text($"[{Good}]"),
        ["a text"] = Text("\"OMSId\""),
        ["a number"] = Text("1"),
        ["true"] = Text("true"),
        ["a name in single quotes"] = Text("{'OMSId':1}"),
        ["a name without quotes"] = Text("{OMSId:1}"),
        ["NaN"] = Text("""{"OMSId":NaN}"""),
        ["a number that begins with 0"] = Text("""{"OMSId":01}"""),
        ["a number that begins with +"] = Text("""{"OMSId":+1}"""),
        ["a number that begins with a point"] = Text("""{"OMSId":.5}"""),
        ["a hexadecimal number"] = Text("""{"OMSId":0x1}"""),
        ["a name given twice"] = Text("""{"OMSId":1,"OMSId":1}""", "OMSId: given twice"),
        ["a name given twice in another case"] = Text("""{"OMSId":1,"omsid":1}""", "omsid: given twice"),
        ["a name given twice, once with an escape"] = Text("""{"OMSId":1,"OMS\u0049d":1}""", "OMSId: given twice"),
        ["a name given twice, once with null"] = Text("""{"OMSId":1,"OMSId":null}""", "OMSId: given twice"),
        ["a name given twice that nobody asks for"] = Text("""{"x":1,"X":[]}""", "X: given twice"),
        ["an empty name given twice"] = Text("""{"":1,"":1}""", ": given twice"),
        ["a name of NUL given twice"] = Text("""{"\u0000":1,"\u0000":1}""", "\0: given twice"),
        ["a long name given twice"] = Text($$"""{"{{LongName}}":1,"{{LongName}}":1}""", $"{LongName[..39]}: given twice"),
        ["thousands of names, one given twice"] = Text($$"""{{{string.Join(',', Enumerable.Range(0, 3000).Select(i => $"\"k{i}\":1"))}},"K2999":1}""", "K2999: given twice"),
        ["arrays, 10,000 deep"] = Text(new string('[', 10_000) + new string(']', 10_000)),
        ["objects, 10,000 deep"] = Text(string.Concat(Enumerable.Repeat("{\"\":", 10_000))),
        ["arrays, 10,000 deep, where nobody looks"] = Text($$"""{"OMSId":1,"x":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}"""),
        ["one level too deep where nobody looks"] = Text($$"""{"x":{{new string('[', 16)}}{{new string(']', 16)}}}"""),
        ["NUL alone"] = Text("\0"),
        ["NUL between the tokens"] = Text("{\"OMSId\":1\0}"),
        ["NUL in a text"] = Text("{\"x\":\"\0\"}"),
        ["a line break in a text"] = Text("{\"x\":\"\n\"}"),
        ["UTF-16, low byte first"] = (Encoding.Unicode.GetBytes(Good), NoObject),
        ["UTF-16, high byte first"] = (Encoding.BigEndianUnicode.GetBytes(Good), NoObject),
        ["a byte order mark in UTF-8"] = Text($"\uFEFF{Good}"),
        ["half of a surrogate pair as a value"] = Text("""{"x":"\ud800"}"""),
        ["half of a surrogate pair as a name"] = Text("""{"\udc00":1}"""),
        ["a surrogate pair the wrong way round"] = Text("""{"x":"\udc00\ud800"}"""),
        ["an escape that is none"] = Text("""{"x":"\q"}"""),
    };

    /// <summary>Bytes that are no text, which only HTTP can carry as the body of a call.</summary>
    public static readonly IReadOnlyDictionary<string, (byte[] Body, string Detail)> Bytes = new Dictionary<string, (byte[], string)>
    {
        ["UTF-16 with a byte order mark, low byte first"] = ([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Good)], NotUtf8),
        ["UTF-16 with a byte order mark, high byte first"] = ([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Good)], NotUtf8),
        ["a byte that never is UTF-8"] = ([.. "{\"x\":\""u8, 0xFF, .. "\"}"u8], NotUtf8),
        ["a character that is cut off"] = ([.. "{\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8], NotUtf8),
        ["a character cut off at the end"] = ([.. "{\"OMSId\":1}"u8, 0xE2, 0x82], NotUtf8),
        ["a letter in more bytes than it needs"] = ([.. "{\"x\":\""u8, 0xC1, 0xA1, .. "\"}"u8], NotUtf8),
        ["half of a surrogate pair in UTF-8"] = ([.. "{\"x\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8], NotUtf8),
        ["a compressed body"] = ([0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03], NotUtf8),
    };

    public static TheoryData<string> TextNames => [.. Texts.Keys];

    public static TheoryData<string> ByteNames => [.. Bytes.Keys];

    private static (byte[] Body, string Detail) Text(string text, string detail = NoObject) => (Encoding.UTF8.GetBytes(text), detail);
}
