using Oms.Actors.Api;
using Oms.Faults.Recording;

namespace Oms.Faults.Checking;

/// <summary>What an order's own journal must be like, whoever has heard what.</summary>
internal static class OrderChecks
{
    /// <summary>Each event can follow on the one before it, and none follows on an end.</summary>
    public static IEnumerable<Finding> OneEnd(Journals journals) =>
        from order in journals.Orders.Values
        where order.Defect is not null
        select new Finding(FindingKind.Doubled, $"order {order.Id} has a journal that can't be: {order.Defect}");

    /// <summary>Each order is there because somebody has asked for it, once, and was not told that it would not be.</summary>
    public static IEnumerable<Finding> AsAskedFor(Calls calls, Journals journals)
    {
        foreach (var orders in journals.ByClientOrder())
        {
            if (!calls.Placing.TryGetValue(orders.Key, out var placing))
                yield return new Finding(FindingKind.Doubled, $"order {orders.First().Id} works as {orders.Key}, which nobody has placed");
            else if (!placing.MayHaveTakenEffect)
                yield return new Finding(FindingKind.Doubled, $"order {orders.First().Id} is there although it was refused: {placing}");
            else if (orders.Count() > 1)
                yield return new Finding(FindingKind.Doubled, $"orders {string.Join(", ", orders.Select(order => order.Id))} are there, and one was asked for: {placing}");
            else if (placing is { Outcome: Outcome.Done, Answered.OrderId: var id } && id != orders.First().Id.Value)
                yield return new Finding(FindingKind.Doubled, $"order {orders.First().Id} is there, and its caller was told {id}: {placing}");
        }

        foreach (var replaced in calls.All.Where(call => call is { Request.Act: Act.Replace, Outcome: Outcome.Done }))
        {
            if (journals.ByClientOrder()[replaced.Request.Order].Any(order => order.Order.State == OrderState.Working))
                yield return new Finding(FindingKind.Lost, $"order {replaced.Request.Order} works on although it was replaced: {replaced}");
        }
    }
}
