using System.Text;
using Oms.Actors.Api;
using Oms.Host.Calls;
using Xunit;

namespace Oms.Actors.Tests.Host;

public sealed class ReadingSpec
{
    private static Fields Read(string json) => PayloadReader.OfJson(Encoding.UTF8.GetBytes(json));

    private static CancelOrderRequest? Cancel(string json, out string? fault)
    {
        var fields = Read(json);
        var request = Requests.CancelOrder(fields);
        fault = fields.Fault;
        return request;
    }

    [Theory]
    [InlineData("""{"OMSId":1,"OrderId":6500}""")]
    [InlineData("""{"omsid":1,"ORDERID":6500}""")]
    [InlineData("""{"OMSId":"1","OrderId":"6500"}""")]
    [InlineData("""{"OMSId":1,"OrderId":6500,"AccountId":null}""")]
    [InlineData("""{"OMSId":1,"OrderId":6500,"Unknown":[1,{"a":true}],"grant_type":"x"}""")]
    [InlineData("""  {"OMSId" : 1 , "Order\u0049d" : 6500 }  """)]
    public void A_cancel_is_read_without_regard_to_case_unknown_names_and_quotes(string json)
    {
        Assert.Equal(new CancelOrderRequest(1, OrderId: 6500), Cancel(json, out var fault));
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("""{"OMSId":1,"OrderId":1.5}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":1.0}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":1e3}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":"1e3"}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":"0x10"}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":" 1"}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":"+1"}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":"1,000"}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":"\u0661"}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":true}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":[]}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":[6500]}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":{}}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":""}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":-1}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":9223372036854775808}""", "OrderId")]
    [InlineData("""{"OMSId":2147483648,"OrderId":1}""", "OMSId")]
    [InlineData("""{"OMSId":1,"AccountId":2147483648,"OrderId":1}""", "AccountId")]
    [InlineData("""{"OMSId":1,"OrderId":1,"OrderId":1}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":1,"orderid":1}""", "orderid")]
    [InlineData("""{"OMSId":1,"OrderId":1,"OrderId":null}""", "OrderId")]
    [InlineData("""{"OMSId":1,"OrderId":1,"x":1,"X":2}""", "X")]
    [InlineData("""{"OMSId":1,"AccountId":7,"ClientOrderId":1,"ClOrderId":2}""", "ClOrderId")]
    [InlineData("""{"OMSId":1,"OrderId":1} x""", "body")]
    [InlineData("""{"OMSId":1,"OrderId":1}{}""", "body")]
    [InlineData("""{"OMSId":1,"OrderId":1,}""", "body")]
    [InlineData("""{"OMSId":1,/* c */"OrderId":1}""", "body")]
    [InlineData("""{"OMSId":1,"OrderId":01}""", "body")]
    [InlineData("""{"OMSId":1,"OrderId":NaN}""", "body")]
    [InlineData("""{'OMSId':1}""", "body")]
    [InlineData("""{"OMSId":1""", "body")]
    [InlineData("""[{"OMSId":1,"OrderId":1}]""", "body")]
    [InlineData("\"OMSId\"", "body")]
    [InlineData("null", "body")]
    [InlineData(" ", "body")]
    [InlineData("""{"OMSId":1,"\ud800":1}""", "body")]
    [InlineData("""{"OMSId":1,"x":"\udc00"}""", "body")]
    [InlineData("""{"OMSId":1,"x":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}""", "body")]
    public void What_is_malformed_names_its_field(string json, string field)
    {
        Cancel(json, out var fault);
        Assert.StartsWith($"{field}: ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_malformed() =>
        Assert.Equal("body: not UTF-8", PayloadReader.OfJson([.. "{\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8]).Fault);

    [Fact]
    public void The_ends_of_the_ranges_are_in_them()
    {
        var request = Cancel("""{"OMSId":2147483647,"AccountId":0,"OrderId":9223372036854775807,"ClientOrderId":0}""", out var fault);
        Assert.Null(fault);
        Assert.Equal(new CancelOrderRequest(int.MaxValue, 0, 0, long.MaxValue), request);
    }

    [Theory]
    [InlineData("""{"OMSId":1,"AccountId":7,"ClOrderId":42}""")]
    [InlineData("""{"OMSId":1,"AccountId":7,"ClOrderId":"42","ClientOrderId":42}""")]
    [InlineData("""{"OMSId":1,"AccountId":7,"ClOrderId":42,"ClientOrderId":0}""")]
    [InlineData("""{"OMSId":1,"AccountId":7,"ClOrderId":null,"ClientOrderId":42}""")]
    [InlineData("""{"OMSId":1,"AccountId":7,"clientorderid":42,"CLORDERID":null}""")]
    public void ClOrderId_is_ClientOrderId(string json)
    {
        Assert.Equal(new CancelOrderRequest(1, 7, 42), Cancel(json, out var fault));
        Assert.Null(fault);
    }

    [Fact]
    public void IntrumentId_is_InstrumentId() =>
        Assert.Equal(new CancelAllOrdersRequest(1, 7, 1), Requests.CancelAllOrders(Read("""{"omsId":1,"AccountId":7,"IntrumentId":"1"}""")));

    [Theory]
    [InlineData("0.01", "0.01")]
    [InlineData("\"0.01\"", "0.01")]
    [InlineData("1e-8", "0.00000001")]
    [InlineData("100", "100")]
    [InlineData("-5", "-5")]
    [InlineData("1.50000000000000000000000000000000000000", "1.5")]
    [InlineData("7922816251426433759354395033", "7922816251426433759354395033")]
    public void A_decimal_is_read_exactly(string json, string expected)
    {
        var fields = Read($$"""{"Quantity":{{json}}}""");
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), fields.Decimal("Quantity"));
        Assert.Null(fields.Fault);
    }

    [Theory]
    [InlineData("\"1e-8\"")]
    [InlineData("0.00000000000000000000000000001")]
    [InlineData("1e-29")]
    [InlineData("1e29")]
    [InlineData("1e999999999999")]
    [InlineData("1.2345678901234567890123456789")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("\"\"")]
    [InlineData("\"1.\"")]
    [InlineData("\".5\"")]
    [InlineData("\"1 000\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"--1\"")]
    [InlineData("true")]
    [InlineData("[]")]
    public void A_decimal_that_would_be_rounded_or_is_none_is_malformed(string json)
    {
        var fields = Read($$"""{"Quantity":{{json}}}""");
        Assert.Null(fields.Decimal("Quantity"));
        Assert.StartsWith("Quantity: ", fields.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", Side.Sell)]
    [InlineData("\"1\"", Side.Sell)]
    [InlineData("\"Sell\"", Side.Sell)]
    [InlineData("\"buy\"", Side.Buy)]
    public void An_enum_is_a_number_or_a_name(string json, Side expected) => Assert.Equal(expected, Read($$"""{"Side":{{json}}}""").Enum<Side>("Side"));

    [Theory]
    [InlineData("9")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("\"Buy,Sell\"")]
    [InlineData("\"Sel\"")]
    [InlineData("\"\"")]
    [InlineData("false")]
    public void What_is_no_member_of_an_enum_is_malformed(string json)
    {
        var fields = Read($$"""{"Side":{{json}}}""");
        Assert.Null(fields.Enum<Side>("Side"));
        Assert.StartsWith("Side: ", fields.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1607579326")]
    [InlineData("1607579326000")]
    [InlineData("\"1607579326\"")]
    public void A_moment_is_in_seconds_or_in_milliseconds_as_its_size_says(string json) =>
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1607579326), Requests.GetOrdersHistory(Read($$"""{"StartTimestamp":{{json}}}""")).From);

    [Fact]
    public void A_moment_beyond_the_calendar_is_malformed() =>
        Assert.StartsWith("EndTimeStamp: ", Faulted(Read("""{"EndTimeStamp":9223372036854775807}""")), StringComparison.Ordinal);

    private static string? Faulted(Fields fields)
    {
        Requests.GetOrdersHistory(fields);
        return fields.Fault;
    }

    [Fact]
    public void An_order_is_read_as_ccxt_sends_it()
    {
        var fields = Read("""{"InstrumentId":1,"omsId":1,"AccountId":7,"TimeInForce":1,"Side":0,"Quantity":0.01,"OrderType":2,"LimitPrice":100,"ClientOrderId":42}""");
        Assert.Equal(new SendOrderRequest(1, 7, 1, Side.Buy, OrderType.Limit, 0.01m, 100m, TimeInForce.GTC, 42), Requests.SendOrder(fields));
        Assert.Null(fields.Fault);
    }
}
