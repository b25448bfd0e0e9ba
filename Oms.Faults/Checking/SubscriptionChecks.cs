using Oms.Actors.Api;
using Oms.Faults.Recording;

namespace Oms.Faults.Checking;

/// <summary>What subscribers are told is in the journal, comes in order, and has no hole: whoever was told that an order works and goes on listening is told its end.</summary>
internal static class SubscriptionChecks
{
    public static IEnumerable<Finding> Of(Calls calls, Journals journals)
    {
        var ended = calls.Entries.OfType<Unsubscribed>().Select(end => end.Subscription).ToHashSet();
        foreach (var subscription in calls.Entries.OfType<Told>().GroupBy(told => told.Subscription))
        {
            foreach (var order in subscription.GroupBy(told => new OrderId(told.OrderId)))
            {
                var journaled = journals.Orders.GetValueOrDefault(order.Key);
                foreach (var finding in Contradictions(order, journaled).Concat(Repeats(order)))
                    yield return finding;

                if (!ended.Contains(subscription.Key) && order.Last().Order.State == OrderState.Working && journaled?.Order.Summary.IsClosed == true)
                    yield return new Finding(FindingKind.Lost, $"subscription {subscription.Key} goes on and was never told that order {order.Key} is {journaled.Order.State}");
            }
        }
    }

    private static IEnumerable<Finding> Contradictions(IEnumerable<Told> events, JournaledOrder? journaled) =>
        from told in events
        let state = journaled?.StateAt(told.Order.Revision)
        where state != told.Order.State
        select new Finding(
            FindingKind.Lost, $"subscription {told.Subscription} was told that order {told.OrderId} is {told.Order.State} at revision {told.Order.Revision}; its journal says {state?.ToString() ?? "nothing"}");

    private static IEnumerable<Finding> Repeats(IEnumerable<Told> events)
    {
        Told? before = null;
        foreach (var told in events)
        {
            if (told.Order.Revision <= before?.Order.Revision)
                yield return new Finding(FindingKind.Doubled, $"subscription {told.Subscription} was told revision {told.Order.Revision} of order {told.OrderId} after revision {before.Order.Revision}");
            before = told;
        }
    }
}
