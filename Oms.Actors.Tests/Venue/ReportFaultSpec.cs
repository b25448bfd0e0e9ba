using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Venue;

/// <summary>A journal that fails while the venue reports: the report's task ends when the report is there, once.</summary>
public sealed class ReportFaultSpec
{
    [Theory]
    [InlineData(JournalFault.FailWrite)]
    [InlineData(JournalFault.RejectWrite)]
    [InlineData(JournalFault.StoreAndFail)]
    internal async Task X01_X02_A_report_whose_write_fails_is_in_the_journal_once_when_its_task_ends(JournalFault fault)
    {
        var journal = new FaultyJournal();
        var venue = new ScriptedVenue();
        await using var engine = await Engine.On(() => journal.Store, timings: Hurried, venue: venue);
        var order = await engine.Place(10);
        await venue.Submitted(order);
        Assert.Equal(VenueReportResult.Taken, await engine.Reports.Report(new VenueReport.Accepted(order)));
        using var failing = journal.Inject(fault, id => id == $"order-{order}", times: 1);

        Assert.Equal(VenueReportResult.Taken, await engine.Reports.Report(new VenueReport.Execution(order, 1, 4, 100)));

        Assert.Equal(1, failing.Hits);
        Assert.Single(journal.Stream($"order-{order}").Select(entry => entry.Event).OfType<OrderExecuted>());
        Assert.Equal(4, (await engine.Status(order)).QuantityExecuted);
    }

    [Fact]
    public async Task X03_A_pending_cancel_whose_write_fails_is_not_asked_of_the_venue_before_it_is_in_the_journal()
    {
        var journal = new FaultyJournal();
        var venue = new ScriptedVenue();
        await using var engine = await Engine.On(() => journal.Store, timings: Hurried, venue: venue);
        var order = await engine.Place(10);
        await venue.Submitted(order);
        await engine.Reports.Report(new VenueReport.Accepted(order));
        using var failing = journal.Inject(JournalFault.FailWrite, id => id == $"order-{order}", times: 1);

        Assert.Equal(Receipt.Received, await engine.Cancel(order));
        var asked = await venue.CancelAsked(order);

        Assert.Equal(1, failing.Hits);
        Assert.Equal(asked.CancelId, Assert.Single(journal.Stream($"order-{order}").Select(entry => entry.Event).OfType<OrderCancelPending>()).CancelId.ToString());
    }

    private static Actors.Protocol.Timings Hurried => Actors.Protocol.Timings.Default with
    {
        WritePatience = TimeSpan.FromSeconds(1.5),
        CarryAgain = TimeSpan.FromMilliseconds(200),
    };
}
