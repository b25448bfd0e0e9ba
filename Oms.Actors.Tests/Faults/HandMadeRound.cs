using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Faults.Checking;
using Oms.Faults.Recording;

namespace Oms.Actors.Tests.Faults;

/// <summary>
/// A round of the fault test, made by hand: what clients did on nodes a, b and c, and what was found in the journal behind it. Each thing that happens takes a microsecond. Order
/// n bears the client id n and, when nothing else is said, the order id 1000 + n; it buys 1 at 100 for account 7, which had 1,000.
/// </summary>
internal sealed class HandMadeRound
{
    private const int Account = 7;
    private static readonly ProductId Usd = new(1);
    private static readonly ProductId Btc = new(2);
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly Authority Trader = new(new UserId(1), "trader", 1);

    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, List<Row>> _rows = [];
    private readonly Dictionary<string, int> _discarded = [];
    private long _now;
    private long _numbers;

    public HandMadeRound() => Facts(new AccountFact.Opened("seven", Noon), new AccountFact.Moved(Usd, 1_000, "first", Noon));

    public IReadOnlyList<Finding> Findings => Checker.Check(new Evidence(
        _entries,
        _rows.ToDictionary(stream => stream.Key, stream => (IReadOnlyList<Row>)stream.Value),
        _rows.ToDictionary(stream => stream.Key, stream => (IReadOnlyList<IPersistedEvent>)[.. stream.Value.Select(row => row.Event).SkipLast(_discarded.GetValueOrDefault(stream.Key))])));

    /// <summary>The kinds of all findings, each once.</summary>
    public IReadOnlyList<FindingKind> Kinds => [.. Findings.Select(finding => finding.Kind).Distinct().Order()];

    // What clients do and hear.

    public long Begin(Act act, long order, string node = "a", long replacement = 0)
    {
        var call = ++_numbers;
        _entries.Add(new Invoked(++_now, call, "ann", node, new Request(act, Account, order) { Replacement = replacement }));
        return call;
    }

    public void End(long call, Outcome outcome = Outcome.Done, int code = 0, string? detail = null, long orderId = 0, IReadOnlyList<Seen>? orders = null) =>
        _entries.Add(new Answered(++_now, call, outcome) { Code = code, Detail = detail, OrderId = orderId, Orders = orders });

    public void Accepted(long order) => End(Begin(Act.Place, order), orderId: IdOf(order).Value);

    /// <summary>The cancel was received.</summary>
    public void Received(long order, string node = "a") => End(Begin(Act.Cancel, order, node));

    public void Told(long order, OrderState state, string node = "a", long revision = 0) => End(Begin(Act.Status, order, node), orders: [new Seen(order, state, revision)]);

    public void Listed(params long[] orders) => End(Begin(Act.OpenOrders, 0), orders: [.. orders.Select(order => new Seen(order, OrderState.Working, 1))]);

    public long Subscribe(string node = "a")
    {
        var subscription = ++_numbers;
        _entries.Add(new Subscribed(++_now, subscription, "ann", node, Account));
        return subscription;
    }

    public void Event(long subscription, long order, OrderState state, long revision) =>
        _entries.Add(new Told(++_now, subscription, IdOf(order).Value, new Seen(order, state, revision)));

    public void Closed(long subscription) => _entries.Add(new Unsubscribed(++_now, subscription, "the connection was lost"));

    public void Ended(string node, bool hasCarriedAll = false) => _entries.Add(new NodeEnded(++_now, node, hasCarriedAll ? 0 : 137, hasCarriedAll));

    public void BooksTold(decimal amount, decimal hold) => _entries.Add(new BooksTold(++_now, "a", Account, Usd.Value, amount, hold));

    // What is in the journal.

    public static OrderId IdOf(long order) => new(1000 + order);

    /// <summary>The order's journal: it works.</summary>
    public void Placed(long order, OrderId? id = null)
    {
        var terms = TermsOf(order, id);
        Write(OrderProcess.PersistenceIdOf(terms.OrderId), new OrderPlaced(terms, Noon));
    }

    public void Canceled(long order) => Write(OrderProcess.PersistenceIdOf(IdOf(order)), new OrderCanceled(new CancelId(1, order), ChangeReason.UserModified, Trader, Noon));

    public void Replaced(long order, long by) => Write(OrderProcess.PersistenceIdOf(IdOf(order)), new OrderReplaced(new CancelId(1, order), new Replacement(IdOf(by), 1), Trader, Noon));

    /// <summary>The account's journal: it has admitted the order, and heard that it works.</summary>
    public void Booked(long order, OrderId? id = null)
    {
        var terms = TermsOf(order, id);
        Facts(new AccountFact.Admitted(terms), new AccountFact.Advanced(terms.OrderId, 1, new OrderSummary(OrderState.Working, 0, 0, ChangeReason.NewInputAccepted, Noon), []));
    }

    public void BookedClosed(long order) =>
        Facts(new AccountFact.Closed(TermsOf(order), 2, new OrderSummary(OrderState.Canceled, 0, 0, ChangeReason.UserModified, Noon), []));

    /// <summary>The order works, and its account knows.</summary>
    public void Works(long order)
    {
        Placed(order);
        Booked(order);
    }

    /// <summary>The order has worked and was canceled, and its account knows.</summary>
    public void IsCanceled(long order)
    {
        Works(order);
        Canceled(order);
        BookedClosed(order);
    }

    /// <summary>A replay of the order's journal leaves out its last rows.</summary>
    public void ReplayDiscards(long order, int rows) => _discarded[OrderProcess.PersistenceIdOf(IdOf(order))] = rows;

    private static OrderTerms TermsOf(long order, OrderId? id = null) => new(
        id ?? IdOf(order), new AccountId(Account), new InstrumentId(1), Btc, Usd, Side.Buy, OrderType.Limit, TimeInForce.GTC, 1, 100, new ClientOrderId(order), Trader, Noon);

    private void Facts(params AccountFact[] facts) => Write(AccountProcess.PersistenceIdOf(new AccountId(Account)), new AccountCommitted(facts));

    private void Write(string stream, IPersistedEvent @event)
    {
        if (!_rows.TryGetValue(stream, out var rows))
            _rows[stream] = rows = [];
        rows.Add(new Row(rows.Count + 1, @event));
    }
}
