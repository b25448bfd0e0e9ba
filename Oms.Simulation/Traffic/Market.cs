using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Simulation.Stage;

namespace Oms.Simulation.Traffic;

/// <summary>What comes from outside the gateways: executions, deposits and withdrawals, each said more than once.</summary>
internal sealed class Market(World world)
{
    private static readonly ReplyAddress Nobody = new("nobody");
    private readonly Dictionary<long, (AccountId Account, ProductId Product, string Reference, decimal Amount)> _transfers = [];
    private long _executions;
    private long _calls;

    /// <summary>Reports an execution, and again by way of other nodes.</summary>
    public void Execute(OrderId order, decimal quantity, decimal price, IReadOnlyList<SimNode> nodes)
    {
        var report = new ExecuteOrder(order, ++_executions, quantity, price, 0, Nobody);
        world.Checker.Reported(order, quantity);
        for (var time = 0; time < nodes.Count; time++)
        {
            var node = nodes[time];
            world.After(time * 700 * Moment.Millisecond, () => node.Run(node.Life, () => world.Cluster.Route(node, report)));
        }
    }

    /// <summary>Moves funds under a reference that may have been used before.</summary>
    public void Move(AccountId account, ProductId product, decimal amount, string reference, SimNode node)
    {
        if (!node.IsUp)
            return;

        var call = ++_calls;
        var address = new ReplyAddress($"teller-{call}/{node}");
        world.Cluster.Listen(address, node, Hear);
        _transfers[call] = (account, product, reference, amount);
        node.Run(node.Life, () => world.Cluster.Route(node, new MoveFunds(account, product, amount, reference, call, address)));
    }

    /// <summary>What is answered as done is in the journal.</summary>
    private void Hear(object message)
    {
        if (message is not AccountChanged done)
            return;

        var (account, product, reference, amount) = _transfers[done.Call];
        if (world.Checker.Truth.Accounts[account].Transfers.GetValueOrDefault(reference) != new Transfer(product, amount))
            world.Fail($"transfer {reference} of {amount} to account {account} is answered as done and is not in its journal");
    }
}
