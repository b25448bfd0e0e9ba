using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Protocol;
using Oms.Faults.Recording;

namespace Oms.Faults.Checking;

/// <summary>An account's books say what its orders' journals say, no more and no less.</summary>
internal static class BooksChecks
{
    public static IEnumerable<Finding> Of(Journals journals)
    {
        foreach (var (id, facts) in journals.Accounts)
        {
            var (books, defect) = Fold(id, facts);
            if (defect is not null)
                yield return new Finding(FindingKind.Doubled, $"account {id} has a journal that can't be: {defect}");

            var admitted = facts.OfType<AccountFact.Admitted>().Select(fact => fact.Terms.OrderId).ToHashSet();
            foreach (var order in journals.Orders.Values.Where(order => order.Terms?.AccountId == id))
            {
                if (!admitted.Contains(order.Id))
                    yield return new Finding(FindingKind.Doubled, $"order {order.Id} works, and account {id} has not admitted it");
                else if (Disagreement(books, order) is { } disagreement)
                    yield return new Finding(FindingKind.Lost, $"account {id} {disagreement}");
            }

            foreach (var finding in Balances(books, facts, journals))
                yield return finding;
        }
    }

    /// <summary>What is told when all is quiet is what the journals come to.</summary>
    public static IEnumerable<Finding> AsTold(Calls calls, Journals journals)
    {
        foreach (var told in calls.Entries.OfType<BooksTold>())
        {
            var id = new AccountId(told.Account);
            var expected = Expected(id, journals.Accounts.GetValueOrDefault(id) ?? [], journals).GetValueOrDefault(new ProductId(told.Product));
            if (expected != new Balance(told.Amount, told.Hold))
                yield return new Finding(FindingKind.Lost, $"{told.Node} tells {told.Amount}, held {told.Hold}, of product {told.Product} in account {id}; its transfers and orders come to {expected.Amount}, held {expected.Hold}");
        }
    }

    private static (Account Books, string? Defect) Fold(AccountId id, IReadOnlyList<AccountFact> facts)
    {
        var books = new Account(id);
        try
        {
            foreach (var fact in facts)
                books = Books.Apply(books, fact);
            return (books, null);
        }
        catch (Exception impossible) when (impossible is InvariantViolationException or ArgumentException or KeyNotFoundException)
        {
            return (books, impossible.Message);
        }
    }

    private static string? Disagreement(Account books, JournaledOrder order) => (books.Open.GetValueOrDefault(order.Id), order.Order.Summary.IsClosed) switch
    {
        (null, false) => $"has closed order {order.Id}, which works",
        ({ } open, true) => $"has order {order.Id} open, at version {open.Version}, which is {order.Order.State}",
        ({ } open, false) when open.Version != order.Version || open.Summary != order.Order.Summary => $"has order {order.Id} at version {open.Version}, which is at {order.Version}",
        _ => null,
    };

    private static IEnumerable<Finding> Balances(Account books, IReadOnlyList<AccountFact> facts, Journals journals)
    {
        var expected = Expected(books.Id, facts, journals);
        foreach (var product in books.Balances.Keys.Union(expected.Keys))
        {
            var (booked, due) = (books.BalanceOf(product), expected.GetValueOrDefault(product));
            if (booked != due)
                yield return new Finding(FindingKind.Doubled, $"account {books.Id} has {booked.Amount}, held {booked.Hold}, of product {product}; its transfers and orders come to {due.Amount}, held {due.Hold}");
        }
    }

    /// <summary>Nothing is filled here: what came in and went out, and what working orders may spend.</summary>
    private static Dictionary<ProductId, Balance> Expected(AccountId id, IReadOnlyList<AccountFact> facts, Journals journals)
    {
        var balances = facts.OfType<AccountFact.Moved>().GroupBy(fact => fact.Product).ToDictionary(product => product.Key, product => new Balance(product.Sum(fact => fact.Amount), 0));
        foreach (var order in journals.Orders.Values.Where(order => order.Terms?.AccountId == id && order.Order.State == OrderState.Working))
        {
            var terms = order.Terms!;
            var balance = balances.GetValueOrDefault(terms.SpentProduct);
            balances[terms.SpentProduct] = balance with { Hold = balance.Hold + terms.HoldFor(order.Order.Remaining) };
        }

        return balances;
    }
}
