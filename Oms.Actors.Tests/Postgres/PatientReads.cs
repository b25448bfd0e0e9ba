using Oms.Actors.Api;

namespace Oms.Actors.Tests.Postgres;

/// <summary>Reads that go on while the journal fails, when calls may be refused.</summary>
internal static class PatientReads
{
    public static async Task UntilCanceled(this Engine engine, OrderId order)
    {
        using var patience = new CancellationTokenSource(Engine.Patience);
        OrderState? state = null;
        while (state != OrderState.Canceled)
        {
            var answer = await engine.Oms.GetOrderStatus(Engine.Operator, new GetOrderStatusRequest(1, OrderId: order.Value), patience.Token);
            state = answer.IsAnswered ? answer.Value.State : null;
        }
    }
}
