using System.Runtime.Serialization;
using CsCheck;
using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Persistence.Serialization;
using Oms.Actors.Protocol;
using Xunit;
using Proto = Oms.Actors.Persistence.Proto;

namespace Oms.Actors.Tests.Serialization;

public sealed class RoundTripSpec
{
    private readonly OmsSerializer _serializer = new(null!);

    public static TheoryData<string> Manifests => SerializedTypes.Manifests;

    [Theory]
    [MemberData(nameof(Manifests))]
    public void What_is_read_is_what_was_written(string manifest)
    {
        Arbitrary.Of(Codecs.Of(manifest).Type).Sample(
            message =>
            {
                var written = _serializer.ToBinary(message!);
                var read = _serializer.FromBinary(written, _serializer.Manifest(message!));

                Assert.Equal(Dump.Of(message), Dump.Of(read));
                Assert.Equal(written, _serializer.ToBinary(read));
            },
            iter: 100,
            threads: 1);
    }

    [Fact]
    public void A_snapshot_of_the_same_books_is_the_same_bytes_on_every_node()
    {
        var account = Enumerable.Range(1, 30).Select(number => $"deposit {number}").Aggregate(new Account(new AccountId(1)), Deposited);

        var references = Proto.Account.Parser.ParseFrom(_serializer.ToBinary(account)).Transfers.Select(transfer => transfer.Reference).ToList();

        Assert.Equal(references.Order(StringComparer.Ordinal), references);
    }

    [Fact]
    public void A_snapshot_with_two_versions_of_one_order_is_refused()
    {
        var books = GoldenSamples.Books;
        var order = books.Open.Values.First();
        var another = books with { Open = books.Open.SetItem(order.Terms.OrderId, order with { Version = order.Version + 1 }) };
        var twice = _serializer.ToBinary(books).Concat(_serializer.ToBinary(another));

        Assert.Throws<SerializationException>(() => _serializer.FromBinary([.. twice], "acc.snapshot.1"));
    }

    [Fact]
    public void Text_that_would_come_back_changed_is_not_written()
    {
        var halfAPair = new MoveFunds(new AccountId(1), new ProductId(1), 1m, "ref-\ud83d", 1, new ReplyAddress("a"));

        Assert.ThrowsAny<ArgumentException>(() => _serializer.ToBinary(halfAPair));
    }

    [Fact]
    public void A_number_that_no_enum_has_is_not_written()
    {
        var question = new AskOrder(new OrderId(1), (OrderQuestion)7, 1, new ReplyAddress("a"));

        Assert.Throws<SerializationException>(() => _serializer.ToBinary(question));
    }

    [Fact]
    public void An_update_is_not_relayed()
    {
        var inner = new OrderUpdate(new AccountId(1), new OrderId(1), 1, OrderSummary.Awaited, [], []);

        Assert.Throws<ArgumentException>(() => _serializer.ToBinary(inner with { Relays = [new Relay(null, inner)] }));
    }

    [Fact]
    public void A_row_without_facts_is_not_written()
    {
        Assert.Throws<SerializationException>(() => _serializer.ToBinary(new AccountCommitted([])));
    }

    private static Account Deposited(Account account, string reference) =>
        Books.Apply(account, new AccountFact.Moved(new ProductId(1), 1m, reference, DateTimeOffset.UnixEpoch));
}
