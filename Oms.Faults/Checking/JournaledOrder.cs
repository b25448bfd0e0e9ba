using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Faults.Checking;

/// <summary>An order as its own journal tells it, version by version.</summary>
internal sealed class JournaledOrder
{
    private readonly List<Order> _versions = [Order.Absent];

    private JournaledOrder(OrderId id) => Id = id;

    public OrderId Id { get; }

    /// <summary>What in the journal can't be; null when nothing is wrong with it.</summary>
    public string? Defect { get; private set; }

    public Order Order => _versions[^1];

    public OrderTerms? Terms => Order.Terms;

    public long Version => _versions.Count - 1;

    /// <summary>Null for one that never worked.</summary>
    public ClientOrderId? ClientOrder => Terms?.ClientOrderId;

    public static JournaledOrder Of(OrderId id, IEnumerable<Row> rows)
    {
        var order = new JournaledOrder(id);
        foreach (var row in rows)
            order.Add(row);
        return order;
    }

    /// <summary>The state at a version; null when the journal does not go so far.</summary>
    public OrderState? StateAt(long version) => version >= 1 && version <= Version ? _versions[(int)version].State : null;

    private void Add(Row row)
    {
        if (Defect is not null)
            return;

        if (row.Sequence != Version + 1)
        {
            Defect = $"row {row.Sequence} follows on row {Version}";
            return;
        }

        try
        {
            _versions.Add(Order.Apply(Order, (IOrderEvent)row.Event));
        }
        catch (InvariantViolationException impossible)
        {
            Defect = $"row {row.Sequence}: {impossible.Message}";
        }
    }
}
