using System.Text;
using System.Text.Json;
using Oms.Actors.Api;
using Oms.Host.Wire;
using Xunit;

namespace Oms.Actors.Tests.Host;

public sealed class WritingSpec
{
    private static readonly OmsId One = new(1);
    private static readonly Dictionary<ProductId, string> Symbols = new() { [new ProductId(1)] = "USD", [new ProductId(2)] = "BTC" };

    private static readonly string[] WhatACancelChanges =
        ["OrderState", "ChangeReason", "CancelReason", "Quantity", "QuantityExecuted", "AvgPrice", "DisplayQuantity", "OrigQuantity", "OrderFlag"];

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            write(json);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    [Fact]
    public void A_receipt() =>
        Assert.Equal("""{"result":true,"errormsg":null,"errorcode":0,"detail":null}""", Text(WireAnswer.Of(Receipt.Received).Write));

    [Theory]
    [InlineData(OmsCode.NotAuthorized, """{"result":false,"errormsg":"Not Authorized","errorcode":20,"detail":"x"}""")]
    [InlineData(OmsCode.InvalidRequest, """{"result":false,"errormsg":"Invalid Request","errorcode":100,"detail":"x"}""")]
    [InlineData(OmsCode.OperationFailed, """{"result":false,"errormsg":"Operation Failed","errorcode":101,"detail":"x"}""")]
    [InlineData(OmsCode.ServerError, """{"result":false,"errormsg":"Server Error","errorcode":102,"detail":"x"}""")]
    [InlineData(OmsCode.ResourceNotFound, """{"result":false,"errormsg":"Resource Not Found","errorcode":104,"detail":"x"}""")]
    [InlineData(OmsCode.OperationNotSupported, """{"result":false,"errormsg":"Operation Not Supported","errorcode":106,"detail":"x"}""")]
    public void A_refusal(OmsCode code, string expected) => Assert.Equal(expected, Text(WireAnswer.Refused(code, "x").Write));

    [Fact]
    public void An_accepted_order() =>
        Assert.Equal("""{"status":"Accepted","errormsg":"","OrderId":6500}""", Text(SendOrderJson.Answer(new SendOrderAnswer.Accepted(new OrderId(6500))).Write));

    [Fact]
    public void A_rejected_order() => Assert.Equal(
        """{"status":"Rejected","errormsg":"Not_Enough_Funds","errorcode":101}""",
        Text(SendOrderJson.Answer(new SendOrderAnswer.Rejected("Not_Enough_Funds")).Write));

    [Fact]
    public void A_refused_order()
    {
        var refusal = new Receipt(false, "Invalid InstrumentId: 9", OmsCode.InvalidRequest, null);
        Assert.Equal(
            """{"result":false,"errormsg":"Invalid InstrumentId: 9","errorcode":100,"detail":null}""",
            Text(SendOrderJson.Answer(new SendOrderAnswer.Refused(refusal)).Write));
    }

    [Fact]
    public void An_open_order_in_46_keys()
    {
        const string expected = """
            {"Side":"Buy","OrderId":6500,"Price":19010.50,"Quantity":0.00000003,"DisplayQuantity":0.00000003,"Instrument":1,"Account":7,"AccountName":"Demo 7","OrderType":"Limit",
            "ClientOrderId":42,"OrderState":"Working","ReceiveTime":1772600767089,"ReceiveTimeTicks":639081975670890000,"LastUpdatedTime":1772600767090,
            "LastUpdatedTimeTicks":639081975670900000,"OrigQuantity":0.00000003,"QuantityExecuted":0,"GrossValueExecuted":0,"ExecutableValue":0,"AvgPrice":0,"CounterPartyId":0,
            "ChangeReason":"NewInputAccepted","OrigOrderId":6500,"OrigClOrdId":42,"EnteredBy":5,"UserName":"trader","IsQuote":false,"InsideAsk":79228162514264337593543950335,
            "InsideAskSize":0,"InsideBid":0,"InsideBidSize":0,"LastTradePrice":0,"RejectReason":"","IsLockedIn":false,"CancelReason":"","OrderFlag":"AddedToBook","UseMargin":false,
            "StopPrice":0,"PegPriceType":"Unknown","PegOffset":0,"PegLimitOffset":0,"IpAddress":null,"IPv6a":0,"IPv6b":0,"ClientOrderIdUuid":null,"OMSId":1}
            """;
        var text = Text(json => new OrderJson(One).Write(json, Samples.Order, "Demo 7"));
        Assert.Equal(expected.ReplaceLineEndings(""), text);
        Assert.Equal(46, JsonDocument.Parse(text).RootElement.EnumerateObject().Count());
    }

    [Fact]
    public void A_canceled_order_keeps_what_was_executed()
    {
        var canceled = Samples.Order with
        {
            State = OrderState.Canceled,
            ChangeReason = ChangeReason.UserModified,
            Quantity = 0,
            OrigQuantity = 3,
            QuantityExecuted = 1,
            GrossValueExecuted = 5,
        };
        var order = JsonDocument.Parse(Text(json => new OrderJson(One).Write(json, canceled, "Demo 7"))).RootElement;
        Assert.Equal(
            "Canceled UserModified UserModified 0 1 5 2 3 AddedToBook, RemovedFromBook",
            string.Join(' ', WhatACancelChanges.Select(key => order.GetProperty(key).ToString())));
    }

    [Fact]
    public void A_position() => Assert.StartsWith(
        """{"OMSId":1,"AccountId":7,"ProductSymbol":"USD","ProductId":1,"Amount":1000000,"Hold":0.0000000001,"PendingDeposits":0,""",
        Text(json => new CatalogueJson(One).WritePosition(json, new Position(new AccountId(7), new ProductId(1), 1_000_000m, 0.0000000001m), Symbols)),
        StringComparison.Ordinal);

    [Fact]
    public void A_product() => Assert.Equal(
        """
        {"OMSId":1,"ProductId":2,"Product":"BTC","ProductFullName":"Bitcoin","MasterDataUniqueProductSymbol":"","ProductType":"CryptoCurrency","DecimalPlaces":8,
        "TickSize":0.00000001,"DepositEnabled":false,"WithdrawEnabled":false,"NoFees":true,"IsDisabled":false,"MarginEnabled":false}
        """.ReplaceLineEndings(""),
        Text(json => new CatalogueJson(One).WriteProduct(json, new Product(new ProductId(2), "BTC", "Bitcoin", 8, true))));

    [Fact]
    public void An_instrument()
    {
        var instrument = new Instrument(new InstrumentId(1), "BTCUSD", new ProductId(2), new ProductId(1), 0.00000001m, 0.01m, 0.0001m, 100m, InstrumentStatus.Running);
        Assert.Equal(
            """
            {"OMSId":1,"InstrumentId":1,"Symbol":"BTCUSD","Product1":2,"Product1Symbol":"BTC","Product2":1,"Product2Symbol":"USD","InstrumentType":"Standard","VenueInstrumentId":1,
            "VenueId":1,"SortIndex":0,"SessionStatus":"Running","PreviousSessionStatus":"Unknown","SelfTradePrevention":false,"QuantityIncrement":0.00000001,"PriceIncrement":0.01,
            "MinimumQuantity":0.0001,"MinimumPrice":0.01,"VenueSymbol":"BTCUSD","IsDisable":false,"MasterDataId":0}
            """.ReplaceLineEndings(""),
            Text(json => new CatalogueJson(One).WriteInstrument(json, instrument, Symbols)));
    }

    [Fact]
    public void A_login() => Assert.Equal(
        """
        {"Authenticated":true,"SessionToken":"t","User":{"UserId":5,"UserName":"trader","Email":"","EmailVerified":true,"AccountId":7,"OMSId":1,"Use2FA":false},"Locked":false,
        "Requires2FA":false,"EnforceEnable2FA":false,"TwoFAType":null,"TwoFAToken":null,"errormsg":null}
        """.ReplaceLineEndings(""),
        Text(json => AuthenticateJson.Write(json, new Session("t", new UserId(5), "trader", new AccountId(7)), One)));

    [Fact]
    public void A_failed_login() => Assert.Equal(
        """{"Authenticated":false,"Locked":false,"errormsg":"Invalid username or password"}""",
        Text(json => AuthenticateJson.WriteFailure(json, AuthenticateJson.WrongCredentials)));
}
