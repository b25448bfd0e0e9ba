using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Simulation.Mutants;

/// <summary>Rule: an account tells an order again that its time is over, until it is closed.</summary>
internal sealed class ExpiresOnce : AccountMutant
{
    private readonly HashSet<OrderId> _told = [];

    protected override void Rewrite(AccountProcess account, object input, Effects effects) =>
        Drop(effects, effect => effect is Effect.Tell { Message: ExpireOrder expire } && !_told.Add(expire.OrderId));
}

/// <summary>Rule: an account that recovers runs the timer of its open orders.</summary>
internal sealed class ForgetsExpiries : AccountMutant
{
    private readonly HashSet<(AccountProcess, OrderId)> _admitted = [];

    protected override void Rewrite(AccountProcess account, object input, Effects effects)
    {
        if (input is AdmitOrder admit)
            _admitted.Add((account, admit.Terms.OrderId));

        Drop(effects, effect => effect is Effect.Tell { Message: ExpireOrder expire } && !_admitted.Contains((account, expire.OrderId)));
    }
}

/// <summary>Rule: an expiry that its venue has refused is tried anew.</summary>
internal sealed class ExpiresRefusedNoMore : OrderMutant
{
    private readonly HashSet<OrderId> _asked = [];

    protected override object? Replace(object input)
    {
        if (input is ReportCancelRefused { CancelId.IsExpiry: true } refused)
            _asked.Add(refused.OrderId);

        return input is ExpireOrder expire && _asked.Contains(expire.OrderId) ? null : input;
    }
}

/// <summary>Rule: what an order's expiry has asked for is told as expired. Here: as the venue's cancel.</summary>
internal sealed class ExpiresAsCanceled : OrderMutant
{
    protected override object? Replace(object input) => input is ReportCanceled { CancelId.IsExpiry: true } report ? report with { CancelId = null } : input;
}
