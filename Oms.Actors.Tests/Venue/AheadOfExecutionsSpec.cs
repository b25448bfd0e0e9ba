using Oms.Actors.Api;
using Oms.Actors.Gateway;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Venue;

/// <summary>Cancellations that count executions the orders have not heard of, or could not take.</summary>
public sealed class AheadOfExecutionsSpec
{
    [Fact]
    public async Task C04_Cancellations_ahead_of_their_executions_leave_the_executions_their_room()
    {
        var (venue, journal) = (new ScriptedVenue(), new FaultyJournal());
        var patient = Timings.Default with { WritePatience = Engine.Patience * 10 };
        await using var engine = await Engine.On(() => journal.Store, timings: patient, limits: new GatewayLimits(Reports: 2), venue: venue);
        OrderId[] orders = [await engine.Place(10), await engine.Place(10), await engine.Place(10)];
        var canceled = orders.Select(order => engine.Reports.Report(new VenueReport.Canceled(order, 4, null))).ToList();

        foreach (var order in orders)
            Assert.Equal(VenueReportResult.Taken, await engine.Reports.Report(new VenueReport.Execution(order, 1, 4, 100)).WaitAsync(Engine.Patience));

        Assert.All(await Task.WhenAll(canceled).WaitAsync(Engine.Patience), result => Assert.Equal(VenueReportResult.Taken, result));
        foreach (var order in orders)
            Assert.Equal(4, (await engine.Until(order, OrderState.Canceled)).QuantityExecuted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task U08_A_cancellation_that_counts_what_was_set_aside_is_taken(bool executionFirst)
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        var beyondTheLimit = new VenueReport.Execution(order, 77, 4, 101);
        if (executionFirst)
            await play.Report(beyondTheLimit);
        var canceled = play.Report(new VenueReport.Canceled(order, 4, await play.Cancel(order)));
        if (!executionFirst)
            await play.Report(beyondTheLimit);
        await canceled.WaitAsync(Engine.Patience);

        Assert.Equal(0, (await play.Engine.Until(order, OrderState.Canceled)).QuantityExecuted);
        await play.Raised("Settle it with the venue");
    }
}
