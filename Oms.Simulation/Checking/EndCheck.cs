using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Simulation.Stage;
using Oms.Simulation.Traffic;

namespace Oms.Simulation.Checking;

/// <summary>When all is healed, touched and quiet: books, orders, memory and journal say the same.</summary>
internal sealed class EndCheck(World world, Truth truth)
{
    public void Run(IReadOnlyList<Subscriber> subscribers)
    {
        foreach (var (id, account) in truth.Accounts)
            Check(id, account);

        foreach (var (id, versions) in truth.Orders)
            Check(id, versions);

        foreach (var subscriber in subscribers)
            Check(subscriber);

        foreach (var node in world.Cluster.Nodes)
        {
            if (node.Gateway is not { Gateway: { Carried: 0, UnderWay: 0 } })
                world.Fail($"the gateway of {node} has {node.Gateway?.Gateway.Carried} cancels and {node.Gateway?.Gateway.UnderWay} calls left");
        }
    }

    public void CheckAwake()
    {
        foreach (var id in truth.Accounts.Keys)
        {
            if (world.Cluster.Find(EntityKey.Of(id)) is not { IsRecovered: true, Process: AccountProcess awake })
                continue;

            foreach (var (order, open) in awake.Newest.Open)
            {
                if (truth.VersionOf(order) != open.Version)
                    world.Fail($"account {id} is awake, nothing has happened for long, and it knows order {order} at {open.Version}, the journal is at {truth.VersionOf(order)}");
            }
        }
    }

    private void Check(AccountId id, Account account)
    {
        foreach (var (product, balance) in account.Balances)
        {
            var held = account.Open.Values.Where(order => order.Terms.SpentProduct == product).Sum(order => order.Hold);
            if (held != balance.Hold)
                world.Fail($"account {id} holds {balance.Hold} of {product}, its open orders {held}");

            if (balance.Amount != truth.Amounts.GetValueOrDefault((id, product)))
                world.Fail($"account {id} has {balance.Amount} of {product}, transfers and executions make {truth.Amounts.GetValueOrDefault((id, product))}");
        }

        foreach (var (order, open) in account.Open)
        {
            var own = truth.Of(order);
            if (own.State != OrderState.Working || truth.VersionOf(order) != open.Version || open.Hold != open.Terms.HoldFor(own.Remaining))
                world.Fail($"order {order} is open at {open.Version} for account {id}, and {own.State} at {truth.VersionOf(order)} itself");
        }

        Compare(account, Replayed(id), $"account {id} replayed");
        if (world.Cluster.Find(EntityKey.Of(id)) is { IsRecovered: true, Process: AccountProcess live })
        {
            Compare(account, live.Settled, $"account {id} settled");
            Compare(account, live.Newest, $"account {id} newest");
        }
    }

    private Account Replayed(AccountId id)
    {
        var process = new AccountProcess(id, world.Timings);
        var snapshot = world.Journal.Snapshot(process.PersistenceId);
        if (snapshot is { } kept)
            process.Restore(kept.Event, kept.Sequence);

        foreach (var row in world.Journal.Rows(process.PersistenceId).Where(row => row.Sequence > (snapshot?.Sequence ?? 0)))
            process.Replay(row.Event, row.Sequence);

        return process.Newest;
    }

    private void Compare(Account journal, Account other, string what)
    {
        if (!Same(journal.Balances, other.Balances) || !Same(journal.Open, other.Open) || !Same(journal.ClientIds, other.ClientIds) || !Same(journal.Replacements, other.Replacements)
            || !Same(journal.Transfers, other.Transfers) || journal.Admissions != other.Admissions || journal.Closed.Count != other.Closed.Count
            || !Same(journal.Corrected.Versions, other.Corrected.Versions))
            world.Fail($"{what} differs from its journal");
    }

    private static bool Same<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> left, IReadOnlyDictionary<TKey, TValue> right) =>
        left.Count == right.Count && left.All(entry => right.TryGetValue(entry.Key, out var other) && EqualityComparer<TValue>.Default.Equals(entry.Value, other));

    private void Check(OrderId id, List<Order> versions)
    {
        var order = versions[^1];
        if (order.Terms is { } terms && !order.Summary.IsClosed && !truth.Accounts[terms.AccountId].Open.ContainsKey(id))
            world.Fail($"order {id} works, and account {terms.AccountId} does not know it");

        if (order.Summary.ReplacedBy is { } replacement && truth.Of(replacement).Terms is null && !truth.CameTooLate(replacement))
            world.Fail($"order {id} is closed to make room for order {replacement}, which never came to be");

        if (order.Summary.IsClosed && truth.AdmittedBy(id) is { } account && truth.Accounts[account].Open.ContainsKey(id))
            world.Fail($"order {id} is {order.State}, and account {account} has it open");

        if (world.Cluster.Find(EntityKey.Of(id)) is { IsRecovered: true, Process: OrderProcess live }
            && (live.Version != versions.Count || live.Settled.Summary != order.Summary))
            world.Fail($"order {id} lives at {live.Version}, its journal is at {versions.Count}");
    }

    /// <summary>A version that only its venue has made a difference to is told to nobody.</summary>
    private bool IsInStep(OrderView order, long told) => order.Version == told
        || (truth.At(order.OrderId, told) is { Terms: { } terms } known && terms.View(known.Summary, order.Version) == order);

    private void Check(Subscriber subscriber)
    {
        if (!subscriber.IsAlive)
            return;

        var open = truth.Accounts[subscriber.Account].Listed();
        if (!subscriber.IsInStep || subscriber.Open.Count != open.Count || open.Any(order => !IsInStep(order, subscriber.Open.GetValueOrDefault(order.OrderId))))
            world.Fail($"subscriber {subscriber.Address} knows {string.Join(", ", subscriber.Open)}, open are {string.Join(", ", open.Select(order => (order.OrderId, order.Version)))}");

        foreach (var (id, versions) in truth.Orders)
        {
            if (versions[^1] is { Terms: { } terms, Summary.IsClosed: true } && terms.AccountId == subscriber.Account
                && !subscriber.Before!.Contains(id) && !subscriber.Ended.Contains(id))
                world.Fail($"subscriber {subscriber.Address} was never told how order {id} ended");
        }
    }
}
