using Oms.Actors.Api;
using Xunit;

namespace Oms.Actors.Tests.Nodes;

/// <summary>What a subscriber has heard.</summary>
internal static class Story
{
    /// <summary>Each event follows the one before it in the same stream, or is a snapshot.</summary>
    public static void HasNoGap(IReadOnlyList<AccountEvent> heard)
    {
        foreach (var (before, after) in heard.Zip(heard.Skip(1)))
            Assert.True(after is AccountSnapshotEvent || (after.Stream == before.Stream && after.Number == before.Number + 1), $"{before} and then {after}");
    }

    /// <summary>The orders that a subscriber knows of, by snapshot or by event.</summary>
    public static IReadOnlySet<OrderId> Orders(IReadOnlyList<AccountEvent> heard) => heard
        .SelectMany(@event => @event switch
        {
            AccountSnapshotEvent snapshot => snapshot.OpenOrders.Select(order => order.OrderId),
            OrderStateEvent state => [state.Order.OrderId],
            _ => [],
        })
        .ToHashSet();
}
