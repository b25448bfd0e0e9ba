using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Oms.Actors.Api;

namespace Exchange;

/// <summary>
/// The matching engine as the order management system's venue: one loop takes the requests one after another, and what comes of them is reported. The books are in memory
/// only; a venue that is to survive its own death keeps them, and the reports whose task has not ended, on disk.
/// </summary>
internal sealed class ExchangeVenue : IExecutionVenue
{
    private readonly Channel<Func<IReadOnlyList<VenueReport>>> _requests = Channel.CreateUnbounded<Func<IReadOnlyList<VenueReport>>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<InstrumentId, Book> _books = [];
    private readonly IVenueReports _reports;
    private readonly ILogger<ExchangeVenue> _log;

    public ExchangeVenue(IVenueReports reports, ILogger<ExchangeVenue> log)
    {
        (_reports, _log) = (reports, log);
        _ = Task.Run(Run);
    }

    public bool Takes(OrderType orderType, TimeInForce timeInForce) => orderType is OrderType.Limit or OrderType.StopLimit;

    public Task Submit(VenueOrder order, CancellationToken cancellation) => Hand(() => BookOf(order.InstrumentId).Submit(order));

    public Task Cancel(VenueCancel cancel, CancellationToken cancellation) => Hand(() => BookOf(cancel.InstrumentId).Cancel(cancel));

    public Task Replace(VenueReplace replace, CancellationToken cancellation) => Hand(() => BookOf(replace.InstrumentId).Replace(replace));

    /// <summary>Handing over is all that a request waits for.</summary>
    private Task Hand(Func<IReadOnlyList<VenueReport>> request)
    {
        _requests.Writer.TryWrite(request);
        return Task.CompletedTask;
    }

    private async Task Run()
    {
        await foreach (var request in _requests.Reader.ReadAllAsync())
        {
            foreach (var report in request())
                _ = Report(report);
        }
    }

    /// <summary>The engine goes on until the report is in the order's journal; reports may overtake each other on the way.</summary>
    private async Task Report(VenueReport report)
    {
        try
        {
            if (await _reports.Report(report) is var result and not VenueReportResult.Taken)
                Unheard(_log, report.OrderId.Value, result, null);
        }
        catch (OperationCanceledException)
        {
            // The engine has stopped.
        }
    }

    private static readonly Action<ILogger, long, VenueReportResult, Exception?> Unheard = LoggerMessage.Define<long, VenueReportResult>(
        LogLevel.Error, new EventId(1, "Unheard"), "A report on order {Order} came to {Result}");

    private Book BookOf(InstrumentId instrument) => _books.TryGetValue(instrument, out var book) ? book : _books[instrument] = new Book();
}
