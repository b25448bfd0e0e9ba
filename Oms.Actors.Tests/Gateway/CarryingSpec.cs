using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Gateway;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Protocol;
using Xunit;
using static Oms.Actors.Tests.Orders.OrderSamples;

namespace Oms.Actors.Tests.Gateway;

/// <summary>Sweeps of the same scope are carried as one, and none of what their receipts were given for is left.</summary>
public sealed class CarryingSpec
{
    private static readonly GatewaySettings Settings =
        new(new OmsId(1), ProcessBench.Asker, 1, false, new GatewayLimits(AccountsSwept: 1), Timings.Default);

    private readonly Desk _desk = new(Settings) { Now = Noon };
    private readonly Carrying _carrying = new(Settings);

    [Theory]
    [InlineData(6, 5, 6)]
    [InlineData(5, 6, 6)]
    public void Calls_that_overtake_each_other_sweep_up_to_the_higher_boundary(long first, long second, long swept)
    {
        Carry(Sweep(first), isOfMany: false);
        Assert.Equal(swept, Carry(Sweep(second), isOfMany: false)!.Boundary);
        Assert.Equal(1, _carrying.Count);
    }

    [Fact]
    public void Sweeps_that_wait_for_their_turn_are_merged_as_well()
    {
        var first = Carry(Sweep(9, account: 8), isOfMany: true)!;
        Assert.Null(Carry(Sweep(6), isOfMany: true));
        Assert.Null(Carry(Sweep(5), isOfMany: true));

        _desk.Effects = [];
        _carrying.Heard(first.SweepId, _desk);
        Assert.Equal(6, Sent()!.Boundary);
        Assert.Equal(1, _carrying.Count);
    }

    [Fact]
    public void Sweeps_of_different_scopes_are_carried_each_for_itself()
    {
        Carry(Sweep(6), isOfMany: false);
        Assert.Equal(5, Carry(Sweep(5) with { Instrument = new InstrumentId(1) }, isOfMany: false)!.Boundary);
        Assert.Equal(2, _carrying.Count);
    }

    private SweepOrders? Carry(SweepOrders sweep, bool isOfMany)
    {
        _desk.Effects = [];
        _carrying.Carry(sweep, isOfMany, _desk);
        return Sent();
    }

    private SweepOrders? Sent() => _desk.Effects.OfType<Effect.Tell>().Select(tell => tell.Message).OfType<SweepOrders>().SingleOrDefault();

    private SweepOrders Sweep(long boundary, int account = 7) => new(new AccountId(account), _carrying.NextId(), null, [], boundary, Trader, ProcessBench.Asker);
}
