using CsCheck;
using Oms.Actors.Api;
using Oms.Actors.Instruments;
using Oms.Actors.Protocol;
using Xunit;
using static Oms.Actors.Tests.Instruments.CatalogueCases;

namespace Oms.Actors.Tests.Instruments;

public sealed class CatalogueSpec
{
    public static TheoryData<string, string, string> Cells => new()
    {
        { "empty", "dollar", "ProductAdded" },
        { "empty", "other dollar", "ProductAdded" },
        { "empty", "no product", "InvalidRequest ProductId" },
        { "empty", "instrument", "ResourceNotFound BaseProduct" },
        { "empty", "no instrument", "InvalidRequest InstrumentId" },
        { "empty", "run", "ResourceNotFound no such instrument" },
        { "empty", "stop", "ResourceNotFound no such instrument" },
        { "empty", "no status", "InvalidRequest Status" },
        { "empty", "ann", "FirstOperatorChosen" },
        { "half", "instrument", "ResourceNotFound QuoteProduct" },
        { "products", "instrument", "InstrumentAdded" },
        { "full", "dollar", "nothing" },
        { "full", "other dollar", "OperationFailed another product has this id" },
        { "full", "instrument", "nothing" },
        { "full", "stopped instrument", "nothing" },
        { "full", "other instrument", "OperationFailed another instrument has this id" },
        { "full", "run", "nothing" },
        { "full", "stop", "InstrumentStatusSet" },
        { "full", "no status", "InvalidRequest Status" },
        { "full", "ann", "FirstOperatorChosen" },
        { "named", "ann", "nothing" },
        { "named", "bob", "nothing" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_command_has_its_answer_in_every_state(string state, string command, string answer)
    {
        var decision = Catalogue.Decide(State(state), Command(command), Now);

        Assert.Equal(answer, decision.Event?.GetType().Name ?? (decision.Refusal is { } no ? $"{no.Code} {no.Detail}" : "nothing"));
        Assert.False(decision.Event is not null && decision.Refusal is not null);
    }

    [Fact]
    public void Every_event_says_by_whom_and_when()
    {
        Assert.Equal(new InstrumentStatusSet(new InstrumentId(1), InstrumentStatus.Stopped, Boss, Now), Catalogue.Decide(State("full"), Command("stop"), Now).Event);
        Assert.Equal(new FirstOperatorChosen("ann", Authority.Host, Now), Catalogue.Decide(Catalogue.Empty, Name("ann"), Now).Event);
    }

    [Fact]
    public void The_version_counts_the_events() => Assert.Equal(4, State("named").Version);

    [Theory]
    [InlineData("full", "dollar")]
    [InlineData("full", "instrument")]
    [InlineData("empty", "stop")]
    [InlineData("named", "bob")]
    public void An_event_that_can_not_follow_is_not_ignored(string state, string @event) =>
        Assert.Throws<InvariantViolationException>(() => Catalogue.Apply(State(state), @event switch
        {
            "dollar" => new ProductAdded(Dollar, Boss, Now),
            "instrument" => new InstrumentAdded(BitcoinDollar, Boss, Now),
            "stop" => new InstrumentStatusSet(new InstrumentId(1), InstrumentStatus.Stopped, Boss, Now),
            _ => new FirstOperatorChosen("bob", Boss, Now),
        }));

    [Theory]
    [InlineData("ProductId", 0, "USD", "US dollar", 2)]
    [InlineData("ProductId", -1, "USD", "US dollar", 2)]
    [InlineData("Symbol", 1, "", "US dollar", 2)]
    [InlineData("Symbol", 1, null, "US dollar", 2)]
    [InlineData("Symbol", 1, "  ", "US dollar", 2)]
    [InlineData("Symbol", 1, "123456789012345678901", "US dollar", 2)]
    [InlineData("Symbol", 1, "US\nD", "US dollar", 2)]
    [InlineData("FullName", 1, "USD", "", 2)]
    [InlineData("DecimalPlaces", 1, "USD", "US dollar", -1)]
    [InlineData("DecimalPlaces", 1, "USD", "US dollar", 19)]
    [InlineData(null, 1, "12345678901234567890", "US dollar", 0)]
    [InlineData(null, int.MaxValue, "USD", "US dollar", 18)]
    public void A_product_is_within_its_limits(string? field, int id, string? symbol, string name, int places)
    {
        Assert.Equal(field, CatalogueRules.MalformedField(new Product(new ProductId(id), symbol!, name, places, true)));
        Assert.Equal("FullName", CatalogueRules.MalformedField(Dollar with { FullName = new string('x', 101) }));
        Assert.Null(CatalogueRules.MalformedField(Dollar with { FullName = new string('x', 100) }));
    }

    public static TheoryData<string?, string> Instruments => new()
    {
        { null, "" },
        { "InstrumentId", "id 0" },
        { "Symbol", "no symbol" },
        { "Symbol", "long symbol" },
        { "BaseProduct", "no base" },
        { "QuoteProduct", "no quote" },
        { "QuoteProduct", "same products" },
        { "QuantityIncrement", "no quantity increment" },
        { "QuantityIncrement", "negative quantity increment" },
        { "PriceIncrement", "no price increment" },
        { "PriceIncrement", "huge price increment" },
        { "MinimumQuantity", "negative minimum" },
        { "MaximumQuantity", "maximum below minimum" },
        { "MaximumQuantity", "maximum 0" },
        { "MaximumQuantity", "huge maximum" },
        { "Status", "no status" },
        { null, "minimum 0" },
        { null, "maximum is minimum" },
    };

    [Theory]
    [MemberData(nameof(Instruments))]
    public void An_instrument_is_within_its_limits(string? field, string change) => Assert.Equal(field, CatalogueRules.MalformedField(change switch
    {
        "" => BitcoinDollar,
        "id 0" => BitcoinDollar with { InstrumentId = new InstrumentId(0) },
        "no symbol" => BitcoinDollar with { Symbol = "" },
        "long symbol" => BitcoinDollar with { Symbol = new string('x', 41) },
        "no base" => BitcoinDollar with { BaseProduct = new ProductId(0) },
        "no quote" => BitcoinDollar with { QuoteProduct = new ProductId(0) },
        "same products" => BitcoinDollar with { QuoteProduct = BitcoinDollar.BaseProduct },
        "no quantity increment" => BitcoinDollar with { QuantityIncrement = 0 },
        "negative quantity increment" => BitcoinDollar with { QuantityIncrement = -1 },
        "no price increment" => BitcoinDollar with { PriceIncrement = 0 },
        "huge price increment" => BitcoinDollar with { PriceIncrement = 1_000_000_000_000_001m },
        "negative minimum" => BitcoinDollar with { MinimumQuantity = -1 },
        "maximum below minimum" => BitcoinDollar with { MinimumQuantity = 2, MaximumQuantity = 1 },
        "maximum 0" => BitcoinDollar with { MinimumQuantity = 0, MaximumQuantity = 0 },
        "huge maximum" => BitcoinDollar with { MaximumQuantity = 1_000_000_000_000_001m },
        "no status" => BitcoinDollar with { Status = 0 },
        "minimum 0" => BitcoinDollar with { MinimumQuantity = 0 },
        _ => BitcoinDollar with { MinimumQuantity = 5, MaximumQuantity = 5 },
    }));

    [Fact]
    public void What_is_decided_can_be_applied_and_counts_once() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 3], Gen.Int[1, 4]).Array[0, 60].Sample(steps =>
        {
            var (catalogue, events) = (Catalogue.Empty, new List<ICatalogueEvent>());
            foreach (var (what, id, other) in steps)
            {
                if (Catalogue.Decide(catalogue, Any(what, id, other), Now).Event is not { } @event)
                    continue;

                catalogue = Catalogue.Apply(catalogue, @event);
                events.Add(@event);
                Assert.Null(Catalogue.Decide(catalogue, Any(what, id, other), Now).Event);
            }

            return catalogue.Version == events.Count && Describe(Of(events)) == Describe(catalogue);
        });

    private static ICatalogueCommand Any(int what, int id, int other) => what switch
    {
        0 or 1 => Add(Dollar with { ProductId = new ProductId(id), DecimalPlaces = other }),
        2 or 3 => Add(BitcoinDollar with { InstrumentId = new InstrumentId(id), BaseProduct = new ProductId(other), QuoteProduct = new ProductId(id) }),
        4 => Set((InstrumentStatus)other, id),
        _ => Name($"user{id}"),
    };

    private static Catalogue State(string state) => state switch
    {
        "empty" => Catalogue.Empty,
        "half" => Of([new ProductAdded(Bitcoin, Boss, Now)]),
        "products" => Of(Full.Take(2)),
        "full" => Of(Full),
        _ => Of([.. Full, new FirstOperatorChosen("ann", Authority.Host, Now)]),
    };

    private static ICatalogueCommand Command(string command) => command switch
    {
        "dollar" => Add(Dollar),
        "other dollar" => Add(Dollar with { DecimalPlaces = 3 }),
        "no product" => Add(Dollar with { ProductId = new ProductId(0) }),
        "instrument" => Add(BitcoinDollar),
        "stopped instrument" => Add(BitcoinDollar with { Status = InstrumentStatus.Stopped }),
        "other instrument" => Add(BitcoinDollar with { Symbol = "XBTUSD" }),
        "no instrument" => Add(BitcoinDollar with { InstrumentId = new InstrumentId(0) }),
        "run" => Set(InstrumentStatus.Running),
        "stop" => Set(InstrumentStatus.Stopped),
        "no status" => Set(0),
        _ => Name(command),
    };
}
