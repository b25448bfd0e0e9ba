using Oms.Actors.Api;
using Oms.Faults.Recording;

namespace Oms.Faults.Checking;

/// <summary>A cancel that was received is carried to its outcome for as long as the node that has said so lives, and if that was asked to end, before it does.</summary>
internal static class ReceiptChecks
{
    public static IEnumerable<Finding> Of(Calls calls, Journals journals)
    {
        var ended = calls.Entries.OfType<NodeEnded>().Where(end => !end.HasCarriedAll).ToLookup(end => end.Node);
        var orders = journals.ByClientOrder();
        foreach (var call in calls.All.Where(call => call is { Request.Act: Act.Cancel, Outcome: Outcome.Done }))
        {
            if (ended[call.Invoked.Node].Any(end => end.At >= call.Invoked.At))
                continue;

            // Its own order, and what has taken that one's place: whichever of the two came first, the cancel goes on to it.
            foreach (var order in calls.WithReplacements(call.Request.Order).SelectMany(order => orders[order]))
            {
                if (order.Order.State == OrderState.Working)
                    yield return new Finding(FindingKind.Lost, $"order {order.Id} ({order.ClientOrder}) works on, and its cancel was received: {call}");
            }
        }
    }
}
