using System.Globalization;
using Oms.Actors.Accounts;
using Oms.Actors.Api;

namespace Oms.Faults.Checking;

/// <summary>The journals of orders and accounts, read as what they tell.</summary>
internal sealed class Journals
{
    private const string OrderNames = "order-";

    private Journals(IReadOnlyDictionary<OrderId, JournaledOrder> orders, IReadOnlyDictionary<AccountId, IReadOnlyList<AccountFact>> accounts) =>
        (Orders, Accounts) = (orders, accounts);

    public IReadOnlyDictionary<OrderId, JournaledOrder> Orders { get; }

    /// <summary>The facts of each account, in their order.</summary>
    public IReadOnlyDictionary<AccountId, IReadOnlyList<AccountFact>> Accounts { get; }

    public static Journals Of(IReadOnlyDictionary<string, IReadOnlyList<Row>> rows) => new(
        rows.Where(stream => stream.Key.StartsWith(OrderNames, StringComparison.Ordinal))
            .Select(stream => JournaledOrder.Of(new OrderId(long.Parse(stream.Key.AsSpan(OrderNames.Length), CultureInfo.InvariantCulture)), stream.Value))
            .ToDictionary(order => order.Id),
        rows.Where(stream => stream.Key.StartsWith(AccountProcess.Names, StringComparison.Ordinal))
            .ToDictionary(stream => AccountProcess.IdOf(stream.Key), stream => FactsOf(stream.Value)));

    /// <summary>The orders that have ever worked, by the client id that names each.</summary>
    public ILookup<long, JournaledOrder> ByClientOrder() =>
        Orders.Values.Where(order => order.ClientOrder is not null).ToLookup(order => order.ClientOrder!.Value.Value);

    private static IReadOnlyList<AccountFact> FactsOf(IReadOnlyList<Row> rows) =>
        [.. rows.Select(row => row.Event).OfType<AccountCommitted>().SelectMany(row => row.Facts)];
}
