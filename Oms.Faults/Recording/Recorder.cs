using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Oms.Faults.Recording;

/// <summary>
/// Keeps what clients, nodes and faults do, in the order in which it is told, in memory for the checker and as one JSON object a line for people who want to know what came
/// before a failure. May be used by many at once.
/// </summary>
internal sealed class Recorder : IDisposable
{
    private static readonly JsonSerializerOptions Lines = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly TextWriter _file;
    private long _numbers;

    public Recorder(TextWriter file, TimeProvider clock)
    {
        (_file, _clock) = (file, clock);
        _began = clock.GetTimestamp();
    }

    /// <summary>Microseconds since the recording began.</summary>
    public long Now => (long)_clock.GetElapsedTime(_began).TotalMicroseconds;

    /// <summary>All entries so far.</summary>
    public IReadOnlyList<Entry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    public static Entry Read(string line) =>
        JsonSerializer.Deserialize<Entry>(line, Lines) ?? throw new FormatException("An entry is an object.");

    /// <summary>A number for a call or a subscription.</summary>
    public long NextNumber() => Interlocked.Increment(ref _numbers);

    /// <summary>Notes an entry with the time at which it is told.</summary>
    /// <param name="entry">Makes it, given that time.</param>
    public T Note<T>(Func<long, T> entry)
        where T : Entry
    {
        lock (_gate)
        {
            var noted = entry(Now);
            _entries.Add(noted);
            _file.WriteLine(JsonSerializer.Serialize<Entry>(noted, Lines));
            return noted;
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _file.Dispose();
    }
}
