using System.Globalization;
using System.Numerics;
using CsCheck;
using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Instruments;
using Xunit;
using static Oms.Actors.Tests.Instruments.CatalogueCases;

namespace Oms.Actors.Tests.Instruments;

public sealed class OrderRulesSpec
{
    [Theory]
    [InlineData("1", "100", null)]
    [InlineData("0.0001", "0.01", null)]
    [InlineData("10000", "100000000000", null)]
    [InlineData("1.000000000000", "100.0000", null)]
    [InlineData(null, "100", "Quantity")]
    [InlineData("0", "100", "Quantity")]
    [InlineData("-1", "100", "Quantity")]
    [InlineData("0.00009999", "100", "Quantity")]
    [InlineData("10000.00000001", "100", "Quantity")]
    [InlineData("1.000000001", "100", "Quantity")]
    [InlineData("79228162514264337593543950335", "100", "Quantity")]
    [InlineData("1", null, "LimitPrice")]
    [InlineData("1", "0", "LimitPrice")]
    [InlineData("1", "-0.01", "LimitPrice")]
    [InlineData("1", "0.001", "LimitPrice")]
    [InlineData("10000", "100000000000.01", "LimitPrice")]
    [InlineData("10000", "79228162514264337593543950335", "LimitPrice")]
    [InlineData("1", "79228162514264337593543950335", "LimitPrice")]
    [InlineData(null, null, "Quantity")]
    public void The_first_field_that_is_wrong_is_named(string? quantity, string? price, string? field) =>
        Assert.Equal(field, OrderRules.MalformedField(BitcoinDollar, Order(Number(quantity), Number(price))));

    [Fact]
    public void A_value_is_within_the_books_to_the_last_unit()
    {
        var instrument = BitcoinDollar with { QuantityIncrement = 1, PriceIncrement = 1, MaximumQuantity = Books.MaximumAmount };

        Assert.Null(OrderRules.MalformedField(instrument, Order(Books.MaximumAmount, 1)));
        Assert.Null(OrderRules.MalformedField(instrument, Order(1, Books.MaximumAmount)));
        Assert.Equal("LimitPrice", OrderRules.MalformedField(instrument, Order(Books.MaximumAmount, 2)));
        Assert.Equal("LimitPrice", OrderRules.MalformedField(instrument, Order(Books.MaximumAmount, Books.MaximumAmount)));
        Assert.Equal("Quantity", OrderRules.MalformedField(instrument with { MaximumQuantity = decimal.MaxValue }, Order(Books.MaximumAmount + 1, 1)));
    }

    [Fact]
    public void The_least_price_overflows_nothing()
    {
        var instrument = BitcoinDollar with { QuantityIncrement = 1, PriceIncrement = 0.0000000000000000000000000001m };

        Assert.Null(OrderRules.MalformedField(instrument, Order(10_000, 0.0000000000000000000000000001m)));
    }

    [Theory]
    [InlineData("0.00000001", "0.00000000000000000001", "1", null)]
    [InlineData("0.00000001", "0.000000000000000000001", "1", "LimitPrice")]
    [InlineData("0.000000000000000001", "0.01", "79228162514", null)]
    [InlineData("0.000000000000000001", "0.01", "79228162515", "LimitPrice")]
    [InlineData("0.000000000000000001", "1", "79228162514", null)]
    public void A_value_whose_parts_would_be_rounded_is_refused(string increment, string price, string quantity, string? field)
    {
        var instrument = BitcoinDollar with { QuantityIncrement = Number(increment)!.Value, PriceIncrement = Number(price)!.Value, MaximumQuantity = Books.MaximumAmount };

        Assert.Equal(field, OrderRules.MalformedField(instrument, Order(Number(quantity), Number(price))));
    }

    /// <summary>Against whole numbers without end: however an order that is let through is executed, the values of its parts make up the whole.</summary>
    [Fact]
    public void The_parts_of_what_is_let_through_make_up_the_whole()
    {
        var taken = 0;
        var numbers = Gen.Select(Gen.Long[1, 9_999_999_999_999_999], Gen.Int[6, 15]);
        Gen.Select(numbers, numbers, Gen.Double[0, 1]).Sample((quantity, price, part) =>
        {
            var instrument = BitcoinDollar with
            {
                QuantityIncrement = 1 / Power(quantity.Item2),
                PriceIncrement = 1 / Power(price.Item2),
                MinimumQuantity = 0,
                MaximumQuantity = Books.MaximumAmount,
            };
            var (whole, limit) = (quantity.Item1 * instrument.QuantityIncrement, price.Item1 * instrument.PriceIncrement);
            if (OrderRules.MalformedField(instrument, Order(whole, limit)) is not null)
                return;

            Interlocked.Increment(ref taken);
            var executed = (long)(quantity.Item1 * part) * instrument.QuantityIncrement;
            Assert.Equal(Units(whole) * Units(limit), Units(whole * limit) * Units(1));
            Assert.Equal(whole * limit, (executed * limit) + ((whole - executed) * limit));
            Assert.Equal(Units(executed) * Units(limit), Units(executed * limit) * Units(1));
        }, iter: 20_000);
        Assert.True(taken > 0);
    }

    private static decimal Power(int scale) => Enumerable.Range(0, scale).Aggregate(1m, (power, _) => power * 10);

    private static BigInteger Units(decimal value)
    {
        var bits = decimal.GetBits(value);
        var coefficient = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return coefficient * BigInteger.Pow(10, 28 - value.Scale);
    }

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);

    private static SendOrderRequest Order(decimal? quantity, decimal? price) => new(1, 1, 1, Side.Buy, OrderType.Limit, quantity, price);
}
