using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Waking;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Checking;

/// <summary>
/// What the journal says, followed row by row: the state of each order at each version, and each account's books, fact by fact. A fact that can't follow the facts before it
/// (a second end of an order, books overdrawn in any prefix) is a violation where it is stored.
/// </summary>
internal sealed class Truth(World world)
{
    private readonly Dictionary<OrderId, List<Order>> _orders = [];
    private readonly Dictionary<AccountId, Account> _accounts = [];
    private readonly Dictionary<OrderId, (AccountId Account, long Number)> _admissions = [];

    private readonly Dictionary<OrderId, OrderTerms> _asked = [];

    /// <summary>The orders that were admitted to take another's place, by the cancel that was to make room.</summary>
    public Dictionary<CancelId, OrderId> Replacements { get; } = [];

    public IReadOnlyDictionary<OrderId, List<Order>> Orders => _orders;

    public IReadOnlyDictionary<AccountId, Account> Accounts => _accounts;

    /// <summary>How many orders have expired.</summary>
    public long Expired => _orders.Values.Count(versions => versions[^1].State == OrderState.Expired);

    /// <summary>The newest admission of each client id.</summary>
    public Dictionary<(AccountId, ClientOrderId), OrderId> NewestUses { get; } = [];

    /// <summary>What the market has reported, each execution once.</summary>
    public Dictionary<OrderId, decimal> Reported { get; } = [];

    /// <summary>Accounts that a correction may have left owing something.</summary>
    public HashSet<AccountId> Corrected { get; } = [];

    /// <summary>All executions and transfers, with the products that they move.</summary>
    public Dictionary<(AccountId, ProductId), decimal> Amounts { get; } = [];

    /// <summary>The order as its journal has it now.</summary>
    public Order Of(OrderId order) => _orders.TryGetValue(order, out var versions) ? versions[^1] : Order.Absent;

    /// <summary>The order as its journal had it at a version; null when it has not come so far.</summary>
    public Order? At(OrderId order, long version) =>
        _orders.TryGetValue(order, out var versions) && version >= 1 && version <= versions.Count ? versions[(int)version - 1] : null;

    public long VersionOf(OrderId order) => _orders.TryGetValue(order, out var versions) ? versions.Count : 0;

    /// <summary>The version at which the order was closed; what is corrected later does not close it again. 0: it is open.</summary>
    public long ClosedAt(OrderId order) => _orders.TryGetValue(order, out var versions) ? versions.FindIndex(version => version.Summary.IsClosed) + 1 : 0;

    /// <summary>The number under which an account admitted the order; 0 if none did.</summary>
    public long AdmissionOf(OrderId order) => _admissions.GetValueOrDefault(order).Number;

    public AccountId? AdmittedBy(OrderId order) => _admissions.TryGetValue(order, out var admission) ? admission.Account : null;

    public void Stored(string id, object @event)
    {
        try
        {
            if (@event is WakefulAccountsChanged)
                return;

            var number = long.Parse(id.AsSpan(id.IndexOf('-') + 1), System.Globalization.CultureInfo.InvariantCulture);
            if (@event is IOrderEvent fact)
                Add(new OrderId(number), fact);
            else if (@event is AccountCommitted committed)
                Add(new AccountId((int)number), committed);
        }
        catch (Exception broken) when (broken is not ViolationException)
        {
            world.Fail($"{id} has a fact that can't follow: {broken.Message}");
        }
    }

    private void Add(OrderId id, IOrderEvent fact)
    {
        if (!_orders.TryGetValue(id, out var versions))
            _orders[id] = versions = [];

        var before = versions.Count == 0 ? Order.Absent : versions[^1];
        var order = Order.Apply(before, fact);
        versions.Add(order);
        if (Order.ToBook(before, fact, order, versions.Count) is { } execution)
        {
            if (order.Summary.Filled > Reported.GetValueOrDefault(id))
                world.Fail($"order {id} has executed {order.Summary.Filled}, reported are {Reported.GetValueOrDefault(id)}");

            Count(order.Terms!, execution.Quantity, execution.Price, execution.Fee);
            if (execution.Corrects is { } wrong)
            {
                Count(order.Terms!, -wrong.Quantity, wrong.Price, -wrong.Fee);
                Corrected.Add(order.Terms!.AccountId);
            }
        }
        else if (fact is OrderExpired && !(order.Terms!.ExpiresAt <= world.Clock))
        {
            world.Fail($"order {id} expires before its time, {order.Terms.ExpiresAt:ss.fff}");
        }
        else if (fact is OrderPlaced placed)
        {
            if (AdmittedBy(id) != placed.Terms.AccountId)
                world.Fail($"order {id} works and its account has not admitted it");
            if (placed.Terms.Replaces is { } original)
                CheckRoom(placed.Terms, Of(original.OrderId));
        }
    }

    /// <summary>There are never two orders where one was meant, and together they are never executed beyond what was meant.</summary>
    private void CheckRoom(OrderTerms replacement, Order original)
    {
        if (original.Summary.ReplacedBy != replacement.OrderId)
            world.Fail($"order {replacement.OrderId} works in the place of order {replacement.Replaces!.OrderId}, which is {original.State} and replaced by {original.Summary.ReplacedBy}");

        if (_accounts[replacement.AccountId].Open.ContainsKey(replacement.Replaces!.OrderId))
            world.Fail($"order {replacement.OrderId} works before the closing of order {replacement.Replaces.OrderId} is in their account's journal");

        var replaced = Orders[replacement.Replaces.OrderId].Find(version => version.Summary.ReplacedBy == replacement.OrderId) ?? original;
        if (replacement.Quantity != _asked[replacement.OrderId].Quantity - replaced.Summary.Traded)
            world.Fail($"order {replacement.OrderId} has {replacement.Quantity}, {_asked[replacement.OrderId].Quantity} was asked for and {original.Summary.Executed} is executed");
    }

    /// <summary>Whether the time of a replacement was over when the other order made room for it: it never comes to be then.</summary>
    public bool CameTooLate(OrderId replacement) =>
        _asked[replacement] is { ExpiresAt: { } at, Replaces: { } replaced } && Orders[replaced.OrderId].Find(version => version.Summary.IsClosed) is { } closed && at <= closed.Summary.UpdatedAt;

    private void Add(AccountId id, AccountCommitted committed)
    {
        var account = _accounts.GetValueOrDefault(id) ?? new Account(id);
        foreach (var fact in committed.Facts)
        {
            Check(fact);
            account = Books.Apply(account, fact);
            if (fact is AccountFact.Admitted admitted)
            {
                NewestUses[(id, admitted.Terms.ClientOrderId)] = admitted.Terms.OrderId;
                _asked[admitted.Terms.OrderId] = admitted.Terms;
                if (admitted.Terms.Replaces is { } original)
                    Replacements.Add(original.CancelId, admitted.Terms.OrderId);
                if (!_admissions.TryAdd(admitted.Terms.OrderId, (id, account.Admissions)))
                    world.Fail($"order {admitted.Terms.OrderId} is admitted a second time");
            }
            else if (fact is AccountFact.Moved moved)
            {
                Count(id, moved.Product, moved.Amount);
            }
        }

        _accounts[id] = account;
    }

    /// <summary>The books say of an order what its own journal says of that version.</summary>
    private void Check(AccountFact fact)
    {
        var (order, version, summary) = fact switch
        {
            AccountFact.Advanced e => (e.OrderId, e.Version, e.Summary),
            IClosedFact e => (e.Terms.OrderId, e.Version, e.Summary),
            AccountFact.Dropped e => (e.OrderId, e.Version, null),
            _ => default,
        };
        if (version > 0 && At(order, version) is var known && (known is null || (summary is not null && known.Summary != summary)))
            world.Fail($"the books say {summary} of order {order} at {version}, its journal {known?.Summary}");
    }

    private void Count(OrderTerms terms, decimal quantity, decimal price, decimal fee)
    {
        var (spent, received) = terms.Side == Side.Buy ? (quantity * price, quantity) : (quantity, quantity * price);
        Count(terms.AccountId, terms.SpentProduct, -spent);
        Count(terms.AccountId, terms.ReceivedProduct, received - fee);
    }

    private void Count(AccountId account, ProductId product, decimal amount) =>
        Amounts[(account, product)] = Amounts.GetValueOrDefault((account, product)) + amount;
}
