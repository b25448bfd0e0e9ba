using Microsoft.Extensions.Time.Testing;
using Oms.Actors.Api;
using Oms.Faults.Recording;
using Xunit;

namespace Oms.Actors.Tests.Faults;

/// <summary>A recording can be read back as it was made: a failed run is examined from its file.</summary>
public sealed class RecorderSpec
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Every_kind_of_entry_is_read_back_as_it_was_noted()
    {
        using var file = new StringWriter();
        using var recorder = new Recorder(file, _clock);
        recorder.Note(at => new Invoked(at, 1, "ann", "a", new Request(Act.Replace, 7, 1) { OrderId = 5, Replacement = 2 }));
        recorder.Note(at => new Answered(at, 1, Outcome.Refused) { Code = 104, Detail = "Canceled", OrderId = 6 });
        recorder.Note(at => new Answered(at, 2, Outcome.Done) { Orders = [new Seen(1, OrderState.Working, 1)] });
        recorder.Note(at => new Subscribed(at, 3, "ann", "a", 7));
        recorder.Note(at => new Told(at, 3, 5, new Seen(1, OrderState.Canceled, 2)));
        recorder.Note(at => new Unsubscribed(at, 3, "lost"));
        recorder.Note(at => new NodeStarted(at, "a"));
        recorder.Note(at => new NodeEnded(at, "a", 137, true));
        recorder.Note(at => new FaultBegan(at, "kill", "a"));
        recorder.Note(at => new FaultEnded(at, "kill", "a"));
        recorder.Note(at => new BooksTold(at, "a", 7, 1, 1_000.50m, 0.1m));

        var read = file.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Recorder.Read).ToList();

        Assert.Equal(typeof(Entry).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Entry))).ToHashSet(), read.Select(entry => entry.GetType()).ToHashSet());
        Assert.Equal(recorder.Entries.Where(IsFlat), read.Where(IsFlat));
        Assert.Equal([new Seen(1, OrderState.Working, 1)], read.OfType<Answered>().Last().Orders);
    }

    [Fact]
    public void Times_are_microseconds_since_it_began()
    {
        using var recorder = new Recorder(TextWriter.Null, _clock);
        _clock.Advance(TimeSpan.FromMilliseconds(3));

        Assert.Equal(3_000, recorder.Note(at => new NodeStarted(at, "a")).At);
    }

    [Fact]
    public void An_empty_list_of_orders_is_not_the_same_as_none()
    {
        using var file = new StringWriter();
        using var recorder = new Recorder(file, _clock);
        recorder.Note(at => new Answered(at, 1, Outcome.Done) { Orders = [] });

        Assert.Equal([], ((Answered)Recorder.Read(file.ToString())).Orders);
    }

    private static bool IsFlat(Entry entry) => entry is not Answered { Orders: not null };
}
